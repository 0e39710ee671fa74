package shomei.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.contract.Given.NOW;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shomei.domain.access.Nonce;
import shomei.domain.access.SpentNonces;
import shomei.domain.kernel.Octets;

/// [SpentNonces], kept by the nodes of a deployment together.
public abstract class SpentNoncesContract {
  /// A node of one deployment.
  ///
  /// @param end ends it
  public record Node(SpentNonces nonces, Runnable end) {}

  /// Starts one node more of this test's deployment; all can be asked when it returns.
  protected abstract Node start();

  private final List<Node> nodes = new ArrayList<>();
  private SpentNonces here;
  private SpentNonces there;

  @BeforeEach
  final void startTwo() {
    nodes.add(start());
    nodes.add(start());
    here = nodes.getFirst().nonces();
    there = nodes.getLast().nonces();
  }

  @AfterEach
  final void endAll() {
    nodes.forEach(node -> node.end().run());
  }

  @Test
  void ofParallelRequestsWithOneNonceAtAllNodesOneFindsItFresh() throws InterruptedException {
    for (int round = 0; round < 20; round++) {
      Nonce nonce = nonce(round % 2 == 0 ? here : there);
      var fresh = Parallel.run(12, i -> (i % 3 == 0 ? here : there).spend(nonce));
      assertThat(fresh).containsOnlyOnce(true);
    }
  }

  @Test
  void manyNoncesAtOnceAreEachFreshOnceWhereverTheyAreShownFirst() throws InterruptedException {
    List<Nonce> made = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      made.add(nonce(i % 2 == 0 ? here : there));
    }
    assertThat(Parallel.run(24, i -> here.spend(made.get(i)))).containsOnly(true);
    assertThat(Parallel.run(24, i -> there.spend(made.get(i)))).containsOnly(false);
  }

  @Test
  void aNonceIsFreshOnceAtItsOwnNodeAndOnceInAllAtAnother() {
    Nonce one = nonce(here);
    assertThat(here.spend(one)).isTrue();
    assertThat(here.spend(one)).isFalse();
    assertThat(there.spend(one)).isFalse();
    Nonce other = nonce(here);
    assertThat(there.spend(other)).isTrue();
    assertThat(there.spend(other)).isFalse();
    assertThat(here.spend(other)).isFalse();
  }

  @Test
  void aClientThatAlternatesBetweenTwoNodesIsNeverRefused() {
    for (int i = 0; i < 20; i++) {
      assertThat(there.spend(nonce(here))).isTrue();
      assertThat(here.spend(nonce(there))).isTrue();
    }
  }

  @Test
  void noncesOfANodeThatHasEndedAreNotFreshAndThoseOfTheOthersAre() {
    Nonce gone = nonce(there);
    Nonce stays = nonce(here);
    nodes.getLast().end().run();
    assertThat(here.spend(gone)).isFalse();
    assertThat(here.spend(stays)).isTrue();
    SpentNonces next = add();
    assertThat(next.spend(gone)).isFalse();
    assertThat(next.spend(nonce(here))).isTrue();
  }

  @Test
  void whatNobodyMadeIsNotFresh() {
    Nonce.Numbered last = here.make(NOW);
    for (SpentNonces node : List.of(here, there)) {
      assertThat(node.spend(new Nonce.Numbered(last.node(), last.number() + 1, NOW))).isFalse();
      assertThat(node.spend(new Nonce.Numbered(last.node(), -1, NOW))).isFalse();
      assertThat(node.spend(new Nonce.Numbered(last.node() + 7, last.number(), NOW))).isFalse();
    }
  }

  @Test
  void noTwoNoncesAreOne() {
    Set<Nonce> made = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      assertThat(made.add(nonce(here))).isTrue();
      assertThat(made.add(nonce(there))).isTrue();
    }
  }

  @Test
  void aNonceOfTheVersionBeforeIsFreshOnceAtAnyNumberOfNodes() throws InterruptedException {
    Nonce former = former(1, 3600);
    assertThat(Parallel.run(12, i -> (i % 2 == 0 ? here : there).spend(former)))
        .containsOnlyOnce(true);
  }

  @Test
  void onlyExpiredNoncesAreForgotten() {
    here.spend(former(2, 0));
    here.spend(former(3, 1));
    assertThat(here.forgetExpired(NOW)).isOne();
    assertThat(there.spend(former(3, 1))).isFalse();
    Nonce young = nonce(here);
    assertThat(here.spend(young)).isTrue();
    here.forgetExpired(NOW);
    assertThat(here.spend(young)).isFalse();
  }

  private SpentNonces add() {
    nodes.add(start());
    return nodes.getLast().nonces();
  }

  private static Nonce nonce(SpentNonces node) {
    return node.make(NOW.plusSeconds(3600));
  }

  private static Nonce former(int number, int seconds) {
    byte[] id = new byte[16];
    id[0] = (byte) number;
    return new Nonce.Former(Octets.of(id), NOW, NOW.plusSeconds(seconds));
  }
}
