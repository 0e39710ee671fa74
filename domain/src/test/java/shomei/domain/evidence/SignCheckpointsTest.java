package shomei.domain.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import shomei.domain.ca.Issuer;
import shomei.domain.contract.Ports;
import shomei.domain.fixture.MutableClock;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Refusal;
import shomei.domain.memory.Memory;

final class SignCheckpointsTest {
  private static final InstitutionId KITA = new InstitutionId("kita");
  private static final Duration HOUR = Duration.ofHours(1);

  private final MutableClock clock = new MutableClock(Instant.parse("2026-11-21T03:00:00Z"));
  private final Ports ports = new Memory().ports();
  private final TestSeal test = new TestSeal();
  private final SealHistory seal = new SealHistory(ports.seals(), clock);
  private final SignCheckpoints sign =
      new SignCheckpoints(ports.seals(), ports.issuers(), test, HOUR, clock);

  @Test
  void whereNothingWasSealedOrNobodyCanSignNothingIsSigned() {
    assertThat(sign.sign()).isEmpty();
    write();
    assertThat(sign.sign()).isEmpty();
    clock.advance(Duration.ofDays(1));
    assertThat(sign.overdue()).isFalse();
  }

  @Test
  void aCheckpointIsSignedAtTheIntervalWhereSomethingWasSealedSince() {
    found(1);
    seal.seal();
    assertThat(sign.sign()).singleElement().matches(it -> it.head().number() == 1);
    write();
    clock.advance(HOUR.minusSeconds(1));
    assertThat(sign.sign()).isEmpty();
    clock.advance(Duration.ofSeconds(1));
    assertThat(sign.sign())
        .singleElement()
        .matches(it -> it.head().number() == 2 && it.at().equals(clock.instant()));
    clock.advance(HOUR);
    assertThat(sign.sign()).isEmpty();
    assertThat(ports.seals().checkpoints(KITA)).hasSize(2);
  }

  @Test
  void theNewestCaOfTheInstitutionHasItSigned() {
    found(1);
    found(2);
    seal.seal();
    sign.sign();
    assertThat(test.by).containsExactly(new IssuerId("kita-g2"));
  }

  @Test
  void withoutATokenSealingGoesOnAndTheMissingCheckpointIsTold() {
    found(1);
    seal.seal();
    test.away = true;
    assertThatThrownBy(sign::sign).isInstanceOf(Refusal.class);
    assertThat(sign.overdue()).isFalse();
    clock.advance(HOUR.plus(HOUR.dividedBy(2)).plusSeconds(1));
    write();
    assertThat(seal.overdue()).isFalse();
    assertThat(sign.overdue()).isTrue();
    test.away = false;
    assertThat(sign.sign()).singleElement().matches(it -> it.head().number() == 2);
    assertThat(sign.overdue()).isFalse();
  }

  @Test
  void entriesThatNobodySealsAreTold() {
    add();
    clock.advance(Duration.ofMinutes(10));
    assertThat(seal.overdue()).isFalse();
    clock.advance(Duration.ofSeconds(1));
    assertThat(seal.overdue()).isTrue();
    assertThat(seal.seal()).isOne();
    assertThat(seal.overdue()).isFalse();
  }

  @Test
  void aBacklogIsSealedAtOnce() {
    for (int i = 0; i < 2500; i++) {
      add();
    }
    assertThat(seal.seal()).isEqualTo(2500);
    assertThat(ports.seals().status(KITA).orElseThrow().latest().number()).isEqualTo(3);
  }

  private void write() {
    add();
    seal.seal();
  }

  private void add() {
    ports
        .history()
        .add(
            new Entry(
                clock.instant(), KITA, Actor.system(), Act.ORDER_PLACED, "order:1", Map.of()));
  }

  private void found(int generation) {
    IssuerId id = new IssuerId("kita-g" + generation);
    Octets octets = TestSeal.octets("DER");
    Issuer issuer = new Issuer(id, KITA, generation, octets, List.of(octets), octets, id.value());
    assertThat(
            ports
                .issuers()
                .add(
                    issuer,
                    new Entry(
                        clock.instant(),
                        KITA,
                        Actor.system(),
                        Act.ISSUER_ADDED,
                        "issuer:" + id,
                        Map.of())))
        .isTrue();
  }
}
