package shomei.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.contract.Given.AKEBONO;
import static shomei.domain.contract.Given.MIDORI;
import static shomei.domain.contract.Given.NOW;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import shomei.domain.account.Binding;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Serial;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.kernel.TimeOrderedId;
import shomei.domain.pairing.Pairing;
import shomei.domain.pairing.PairingId;
import shomei.domain.pairing.Tool;

public abstract class PairingsContract extends PortContract {
  private static final Duration MICRO = Duration.ofNanos(1000);
  private static final Serial SERIAL = Serial.draw(NOW, new Random(1));

  private final Random random = new Random(20261130);

  @Test
  void aPairingIsFoundAsItWasInEveryState() {
    for (Pairing.State state :
        List.of(
            new Pairing.State.Found(true),
            new Pairing.State.Found(false),
            new Pairing.State.Confirmed(Optional.empty()),
            new Pairing.State.Confirmed(Optional.of("kid")),
            new Pairing.State.Processing(3, 8),
            new Pairing.State.Interrupted("network"),
            new Pairing.State.Valid(SERIAL, "a file, “quoted”"),
            new Pairing.State.Refused(),
            new Pairing.State.Expired())) {
      Pairing pairing = sent(tool(account()), NOW).to(state, NOW.plusSeconds(1));
      assertThat(ports.pairings().change(pairing)).isTrue();
      assertThat(ports.pairings().find(pairing.id())).contains(pairing);
    }
    Pairing open = open(given.octets(32), NOW);
    assertThat(ports.pairings().find(open.id())).contains(open);
    assertThat(ports.pairings().find(new PairingId(given.id()))).isEmpty();
  }

  @Test
  void ofManyAccountsWithOneCodeAtOnceOneIsLedThere() throws Exception {
    Octets code = given.octets(32);
    Pairing open = open(code, NOW);
    List<Tool> tools = Stream.generate(() -> tool(account())).limit(8).toList();
    List<Optional<Pairing>> taken =
        Parallel.run(8, i -> ports.pairings().take(MIDORI, code, tools.get(i), NOW));
    Pairing winner =
        taken.stream().flatMap(Optional::stream).reduce(PairingsContract::onlyOne).orElseThrow();
    assertThat(winner).isEqualTo(open.takenBy(winner.tool().orElseThrow(), true, NOW));
    assertThat(ports.pairings().find(open.id())).contains(winner);
  }

  private static Pairing onlyOne(Pairing one, Pairing other) {
    throw new AssertionError("two were led there: " + one + other);
  }

  @Test
  void aCodeThatWasUsedLeadsItsAccountThereAgainUntilItEndsAndNobodyElse() {
    Octets code = given.octets(32);
    open(code, NOW);
    Tool tool = tool(account());
    Pairing taken = ports.pairings().take(MIDORI, code, tool, NOW).orElseThrow();
    assertThat(ports.pairings().take(MIDORI, code, tool, NOW.plusSeconds(5))).contains(taken);
    assertThat(ports.pairings().take(MIDORI, code, tool(account()), NOW)).isEmpty();
    Pairing processing = taken.to(new Pairing.State.Processing(1, 2), NOW);
    assertThat(ports.pairings().change(processing)).isTrue();
    assertThat(ports.pairings().take(MIDORI, code, tool, NOW)).contains(processing);
    assertThat(ports.pairings().change(processing.to(new Pairing.State.Refused(), NOW))).isTrue();
    assertThat(ports.pairings().take(MIDORI, code, tool, NOW)).isEmpty();
  }

  @Test
  void aCodeLeadsNowhereAtAnotherInstitutionAfterItsTimeOrWhenItsPageIsGone() {
    Octets code = given.octets(32);
    Pairing open = open(code, NOW);
    Tool tool = tool(account());
    assertThat(ports.pairings().take(AKEBONO, code, tool, NOW)).isEmpty();
    assertThat(ports.pairings().take(MIDORI, given.octets(32), tool, NOW)).isEmpty();
    Instant end = NOW.plus(Pairing.CODE_LIFETIME);
    assertThat(ports.pairings().take(MIDORI, code, tool, end)).isEmpty();
    assertThat(ports.pairings().take(MIDORI, code, tool, end.minus(MICRO))).isPresent();

    Octets other = given.octets(32);
    Pairing cancelled = open(other, NOW).to(new Pairing.State.Refused(), NOW);
    assertThat(ports.pairings().change(cancelled)).isTrue();
    assertThat(ports.pairings().take(MIDORI, other, tool, NOW)).isEmpty();
    assertThat(open.tool()).isEmpty();
  }

  @Test
  void ofManyChangesAtOnceOneIsWritten() throws Exception {
    Pairing sent = sent(tool(account()), NOW);
    List<Boolean> written =
        Parallel.run(
            8,
            i ->
                ports
                    .pairings()
                    .change(sent.to(new Pairing.State.Processing(i + 1, 8), NOW.plusSeconds(i))));
    assertThat(written).containsOnlyOnce(true);
    assertThat(ports.pairings().find(sent.id()).orElseThrow().revision())
        .isEqualTo(sent.revision() + 1);
  }

  @Test
  void whatIsNotThereIsNotChanged() {
    Pairing nowhere =
        pairing(SubscriberName.administrator("10000000000001"), Optional.empty(), NOW);
    assertThat(ports.pairings().change(nowhere.to(new Pairing.State.Refused(), NOW))).isFalse();
    assertThat(ports.pairings().find(nowhere.id())).isEmpty();
  }

  @Test
  void eachAccountIsGivenTheNewestThatItWasLedToAndThatHasNotEnded() {
    Tool taro = tool(account());
    Tool hanako = tool(account());
    Pairing older = sent(taro, NOW);
    Pairing newer = sent(taro, NOW.plusSeconds(1));
    Pairing hers = sent(hanako, NOW);
    open(given.octets(32), NOW);
    Set<AccountId> all = Set.of(taro.account(), hanako.account(), account());
    assertThat(ports.pairings().of(all, NOW)).containsExactlyInAnyOrder(newer, hers);
    assertThat(ports.pairings().of(Set.of(hanako.account()), NOW)).containsExactly(hers);
    assertThat(ports.pairings().of(Set.of(account()), NOW)).isEmpty();
    assertThat(ports.pairings().of(Set.of(), NOW)).isEmpty();
    ports.pairings().change(newer.to(new Pairing.State.Refused(), NOW));
    assertThat(ports.pairings().of(all, NOW)).containsExactlyInAnyOrder(older, hers);
  }

  /// The port and [Pairing#stateAt] are of one mind.
  @Test
  void oneThatEndedIsGivenToNobody() {
    for (Pairing.State state :
        List.of(
            new Pairing.State.Found(true),
            new Pairing.State.Confirmed(Optional.of("kid")),
            new Pairing.State.Processing(1, 2),
            new Pairing.State.Interrupted("network"),
            new Pairing.State.Valid(SERIAL, "file"),
            new Pairing.State.Refused(),
            new Pairing.State.Expired())) {
      Tool tool = tool(account());
      Pairing pairing = sent(tool, NOW).to(state, NOW);
      assertThat(ports.pairings().change(pairing)).isTrue();
      for (Instant at :
          List.of(
              NOW,
              pairing.expires().minus(MICRO),
              pairing.expires(),
              NOW.plus(Pairing.CODE_LIFETIME))) {
        assertThat(ports.pairings().of(Set.of(tool.account()), at).isEmpty())
            .as("%s at %s", state, at)
            .isEqualTo(pairing.stateAt(at).isEnd());
      }
    }
  }

  @Test
  void thoseThatWereLastSeenBeforeAreForgotten() {
    Pairing old = open(given.octets(32), NOW);
    Pairing kept = sent(tool(account()), NOW.plusSeconds(1));
    assertThat(ports.pairings().forget(NOW)).isZero();
    assertThat(ports.pairings().forget(NOW.plusSeconds(1))).isOne();
    assertThat(ports.pairings().find(old.id())).isEmpty();
    assertThat(ports.pairings().find(kept.id())).isPresent();
  }

  private AccountId account() {
    return new AccountId(given.id());
  }

  private static Tool tool(AccountId account) {
    return new Tool(account, "PC-123 “緑”", "taro", "0.1", List.of("file", "nss, \"quoted\""));
  }

  private Pairing open(Octets code, Instant at) {
    Pairing open = pairing(SubscriberName.administrator("10000000000001"), Optional.empty(), at);
    ports.pairings().add(open, code);
    return open;
  }

  private Pairing sent(Tool tool, Instant at) {
    Pairing open = pairing(SubscriberName.user("10000000000001", "taro"), Optional.of(SERIAL), at);
    ports.pairings().add(open, given.octets(32));
    Pairing sent = open.takenBy(tool, false, at);
    assertThat(ports.pairings().change(sent)).isTrue();
    return sent;
  }

  private Pairing pairing(SubscriberName seat, Optional<Serial> renewed, Instant at) {
    return new Pairing(
        new PairingId(TimeOrderedId.make(at, random)),
        MIDORI,
        new Pairing.Wanted(
            renewed.isPresent() ? Binding.Act.RENEW : Binding.Act.ACQUIRE,
            seat,
            renewed,
            renewed.isPresent() ? Pairing.Opener.HOLDER : Pairing.Opener.PIN),
        given.octets(32),
        42,
        Optional.empty(),
        new Pairing.State.Open(),
        at,
        at,
        1);
  }
}
