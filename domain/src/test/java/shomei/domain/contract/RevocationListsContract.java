package shomei.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.contract.Given.NOW;
import static shomei.domain.contract.Given.dns;
import static shomei.domain.contract.Given.entry;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import shomei.domain.certificate.Certificate;
import shomei.domain.history.Act;
import shomei.domain.kernel.IssuerId;
import shomei.domain.status.CrlStatus;
import shomei.domain.status.RevocationList;
import shomei.domain.status.RevocationLists;
import shomei.domain.status.Shard;

public abstract class RevocationListsContract extends PortContract {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Shard FIRST = Shard.first(new IssuerId("midori-g1"));
  private static final Shard SECOND = new Shard(FIRST.ca(), 1);

  @Test
  void beforeTheFirstThereIsNothing() {
    assertThat(lists().latest(FIRST)).isEmpty();
    assertThat(lists().number(FIRST)).isEmpty();
    assertThat(lists().statuses()).isEmpty();
    assertThat(lists().open(FIRST.ca())).isZero();
  }

  @Test
  void theLatestIsReadAsItWasPublished() {
    RevocationList first = publish(FIRST);
    assertThat(lists().latest(FIRST)).contains(first);
    RevocationList second = publish(FIRST);
    assertThat(second.number()).isGreaterThan(first.number());
    assertThat(lists().latest(FIRST)).contains(second);
    assertThat(lists().number(FIRST)).hasValue(second.number());
    assertThat(lists().statuses())
        .containsExactly(
            new CrlStatus(
                FIRST,
                second.number(),
                Optional.of(new CrlStatus.Period(second.thisUpdate(), second.nextUpdate())),
                false));
  }

  @Test
  void anOlderNumberIsNeverPublishedAfterALargerOne() {
    RevocationList slow = list(FIRST, begin(FIRST));
    RevocationList quick =
        list(FIRST, lists().begin(FIRST, NOW.plus(PATIENCE), PATIENCE).orElseThrow());
    assertThat(lists().publish(quick)).isTrue();
    assertThat(lists().publish(slow)).isFalse();
    assertThat(lists().publish(quick)).isFalse();
    assertThat(lists().latest(FIRST)).contains(quick);
  }

  @Test
  void ofParallelPublishersOneTakesTheNumber() throws InterruptedException {
    var numbers = Parallel.run(8, i -> lists().begin(FIRST, NOW, PATIENCE));
    assertThat(numbers).filteredOn(OptionalLong::isPresent).hasSize(1);
  }

  @Test
  void aPublicationThatWasNotEndedIsDueAndKeepsOthersOutForAWhile() {
    publish(FIRST);
    long left = begin(FIRST);
    assertThat(due(FIRST)).isTrue();
    assertThat(lists().begin(FIRST, NOW.plusSeconds(59), PATIENCE)).isEmpty();
    OptionalLong next = lists().begin(FIRST, NOW.plusSeconds(60), PATIENCE);
    assertThat(next.orElseThrow()).isGreaterThan(left);
    assertThat(lists().publish(list(FIRST, next.getAsLong()))).isTrue();
    assertThat(due(FIRST)).isFalse();
  }

  @Test
  void aRevocationIsDueUntilANumberIsTakenAfterIt() {
    publish(FIRST);
    Certificate one = given.issued(given.ready(given.account(), dns("a.example.net")));
    Certificate other = given.issued(given.ready(given.account(), dns("b.example.net")));
    assertThat(due(FIRST)).isFalse();
    revoke(one);
    assertThat(due(FIRST)).isTrue();
    long number = begin(FIRST);
    revoke(other);
    lists().publish(list(FIRST, number));
    assertThat(due(FIRST)).isTrue();
    publish(FIRST);
    assertThat(due(FIRST)).isFalse();
  }

  @Test
  void theOpenShardIsTheLastThatWasPublished() {
    publish(FIRST);
    long number = begin(SECOND);
    assertThat(lists().open(FIRST.ca())).isZero();
    lists().publish(list(SECOND, number));
    assertThat(lists().open(FIRST.ca())).isEqualTo(1);
    assertThat(lists().open(new IssuerId("midori-g2"))).isZero();
    assertThat(lists().statuses()).extracting(CrlStatus::shard).containsExactly(FIRST, SECOND);
  }

  @Test
  void numbersGoOnBeyondOneThatWasSeenElsewhere() {
    publish(FIRST);
    assertThat(lists().raise(FIRST, 41, NOW)).isTrue();
    assertThat(lists().raise(FIRST, 41, NOW)).isFalse();
    assertThat(due(FIRST)).isTrue();
    assertThat(begin(FIRST)).isEqualTo(42);
    lists().raise(SECOND, 7, NOW);
    assertThat(begin(SECOND)).isEqualTo(8);
    lists().raise(SECOND, 3, NOW);
    assertThat(lists().begin(SECOND, NOW.plus(PATIENCE), PATIENCE)).hasValue(9);
  }

  private RevocationLists lists() {
    return ports.lists();
  }

  private long begin(Shard shard) {
    return lists().begin(shard, NOW, PATIENCE).orElseThrow();
  }

  private RevocationList publish(Shard shard) {
    RevocationList list = list(shard, begin(shard));
    assertThat(lists().publish(list)).isTrue();
    return list;
  }

  private RevocationList list(Shard shard, long number) {
    return new RevocationList(shard, number, NOW, NOW.plus(Duration.ofDays(1)), given.octets(500));
  }

  private boolean due(Shard shard) {
    return lists().statuses().stream()
        .filter(status -> status.shard().equals(shard))
        .findFirst()
        .orElseThrow()
        .due();
  }

  private void revoke(Certificate certificate) {
    boolean revoked =
        ports
            .certificates()
            .revoke(
                certificate.serial(),
                new Certificate.Revocation(NOW, Optional.empty()),
                entry(Act.CERTIFICATE_REVOKED, "certificate:" + certificate.serial()));
    assertThat(revoked).isTrue();
  }
}
