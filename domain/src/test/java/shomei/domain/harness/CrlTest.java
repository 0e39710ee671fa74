package shomei.domain.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import shomei.domain.certificate.Certificate;
import shomei.domain.fixture.TestCrls;
import shomei.domain.history.Actor;
import shomei.domain.history.Origin;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Refusal;
import shomei.domain.status.CrlSigner;
import shomei.domain.status.CrlStatus;
import shomei.domain.status.CrlTerms;
import shomei.domain.status.PublishCrls;
import shomei.domain.status.RevocationList;
import shomei.domain.status.Shard;

final class CrlTest {
  private static final Shard FIRST = Shard.first(new IssuerId("kita-g1"));
  private static final Shard COMPLETE = Shard.complete(FIRST.ca());
  private static final Duration EVERY = Duration.ofHours(1);
  private static final Duration COMPLETE_EVERY = Duration.ofMinutes(5);

  private final CaHarness ca = new CaHarness();
  private final TestCrls crls = new TestCrls("kita-g1", "kita-root");
  private final PublishCrls node = node(100);

  private PublishCrls node(long shardSize) {
    return node(shardSize, Duration.ZERO);
  }

  private PublishCrls node(long shardSize, Duration backdate) {
    return new PublishCrls(
        ca.ports.lists(),
        ca.ports.statuses(),
        crls,
        crls,
        new CrlTerms(EVERY, Duration.ofDays(1), backdate, shardSize, COMPLETE_EVERY),
        ca.clock);
  }

  @Test
  void everyCaHasACrlFromTheStart() {
    assertThat(node.publish()).isEqualTo(2);
    assertThat(crls.signed()).extracting(CrlSigner.Head::number).containsOnly(1L);
    assertThat(text(FIRST)).containsExactly("whole");
  }

  @Test
  void whereNothingChangedNothingIsSigned() {
    node.publish();
    ca.clock.advance(EVERY.minusSeconds(1));
    assertThat(node.publish()).isZero();
    ca.clock.advance(Duration.ofSeconds(1));
    assertThat(node.publish()).isEqualTo(2);
    assertThat(latest(FIRST).nextUpdate()).isEqualTo(ca.clock.instant().plus(Duration.ofDays(1)));
  }

  @Test
  void aRevocationIsPublishedAtTheNextLookAndItsCaAlone() {
    Certificate certificate = certificate("user1");
    node.publish();
    revoke(certificate);
    ca.clock.advance(Duration.ofSeconds(2));
    assertThat(node.publish()).isOne();
    assertThat(text(FIRST)).containsExactly("whole", certificate.serial().hex());
    assertThat(latest(FIRST).number()).isEqualTo(2);
    assertThat(node.publish()).isZero();
  }

  @Test
  void aRevocationInTheMiddleOfAPublicationIsInTheNext() {
    Certificate certificate = certificate("user1");
    crls.meanwhile(() -> revoke(certificate));
    node(100).publish();
    ca.clock.advance(Duration.ofSeconds(2));
    assertThat(node.publish()).isOne();
    assertThat(text(FIRST)).contains(certificate.serial().hex());
  }

  @Test
  void numbersOnlyGrowUnderTwoPublishers() {
    PublishCrls other = node(100);
    Certificate certificate = certificate("user1");
    node.publish();
    revoke(certificate);
    ca.clock.advance(Duration.ofSeconds(2));
    crls.meanwhile(
        () -> {
          assertThat(other.publish()).isZero();
          ca.clock.advance(Duration.ofMinutes(2));
          assertThat(other.publish()).isOne();
          assertThat(latest(FIRST).number()).isEqualTo(3);
        });
    assertThat(node.publish()).isZero();
    assertThat(latest(FIRST).number()).isEqualTo(3);
    assertThat(text(FIRST)).contains(certificate.serial().hex());
  }

  @Test
  void whileTheTokenIsAwayTheLastGoodOneStaysAndTheAlarmRings() {
    node.publish();
    RevocationList good = latest(FIRST);
    crls.away(true);
    ca.clock.advance(EVERY);
    assertThatThrownBy(node::publish).isInstanceOf(Refusal.class);
    assertThat(latest(FIRST)).isEqualTo(good);
    assertThat(node.overdue()).isEmpty();
    ca.clock.advance(EVERY);
    assertThat(node.overdue()).extracting(CrlStatus::shard).contains(FIRST);
    crls.away(false);
    assertThat(node.publish()).isEqualTo(2);
    assertThat(latest(FIRST).number()).isGreaterThan(good.number());
    assertThat(node.overdue()).isEmpty();
  }

  @Test
  void anExpiredCertificateLeavesAfterItWasOnAScheduledCrlBeyondItsEnd() {
    Certificate certificate = certificate("user1");
    revoke(certificate);
    node.publish();
    ca.clock.set(certificate.notAfter().minusSeconds(1));
    node.publish();
    assertThat(text(FIRST)).hasSize(2);
    ca.clock.set(certificate.notAfter().plus(EVERY));
    node.publish();
    assertThat(text(FIRST)).hasSize(2);
    ca.clock.advance(EVERY);
    node.publish();
    assertThat(text(FIRST)).containsExactly("whole");
  }

  @Test
  void aFullShardOpensTheNextAndFromThenOnEveryCrlSaysWhichPartItIs() {
    PublishCrls small = node(2);
    small.publish();
    certificate("user1");
    assertThat(small.open()).isZero();
    certificate("user2");
    ca.clock.advance(Duration.ofSeconds(2));
    assertThat(small.open()).isEqualTo(3);
    assertThat(ca.ports.lists().open(FIRST.ca())).isOne();
    List<CrlSigner.Head> last = crls.signed().subList(3, 5);
    assertThat(last)
        .extracting(CrlSigner.Head::shard)
        .containsExactly(FIRST, new Shard(FIRST.ca(), 1));
    assertThat(last).allMatch(CrlSigner.Head::partitioned);
    assertThat(small.open()).isZero();
    ca.clock.advance(EVERY);
    small.publish();
    assertThat(text(FIRST)).containsExactly("part");
    assertThat(text(Shard.first(new IssuerId("kita-root")))).containsExactly("whole");
  }

  @Test
  void anOpeningThatBrokeOffIsDoneAgain() {
    PublishCrls small = node(1);
    certificate("user1");
    small.publish();
    ca.clock.advance(Duration.ofSeconds(2));
    crls.away(true);
    assertThatThrownBy(small::open).isInstanceOf(Refusal.class);
    assertThat(ca.ports.lists().open(FIRST.ca())).isZero();
    crls.away(false);
    ca.clock.advance(Duration.ofMinutes(1));
    assertThat(small.open()).isEqualTo(3);
    assertThat(ca.ports.lists().open(FIRST.ca())).isOne();
  }

  @Test
  void thisUpdateLiesBackAndTheScheduleStays() {
    Duration backdate = Duration.ofMinutes(5);
    PublishCrls early = node(100, backdate);
    early.publish();
    Instant made = ca.clock.instant();
    assertThat(latest(FIRST).thisUpdate()).isEqualTo(made.minus(backdate));
    assertThat(latest(FIRST).nextUpdate()).isEqualTo(made.plus(Duration.ofDays(1)));
    ca.clock.advance(EVERY.minusSeconds(1));
    assertThat(early.publish()).isZero();
    ca.clock.advance(Duration.ofSeconds(1));
    assertThat(early.publish()).isEqualTo(2);
    ca.clock.advance(EVERY.plus(EVERY.dividedBy(2)));
    assertThat(early.overdue()).isEmpty();
    ca.clock.advance(Duration.ofSeconds(1));
    assertThat(early.overdue()).hasSize(2);
  }

  @Test
  void besideSeveralPartsThereIsACompleteOneThatSaysOfItselfThatItIsWhole() {
    PublishCrls small = node(1);
    small.publish();
    Certificate one = certificate("user1");
    assertThat(ca.ports.lists().latest(COMPLETE)).isEmpty();
    small.open();
    assertThat(text(COMPLETE)).containsExactly("whole");
    assertThat(text(FIRST)).containsExactly("part");

    revoke(one);
    ca.clock.advance(Duration.ofSeconds(2));
    assertThat(small.publish()).isOne();
    assertThat(text(FIRST)).containsExactly("part", one.serial().hex());
    assertThat(text(COMPLETE)).containsExactly("whole");
    ca.clock.advance(COMPLETE_EVERY.minusSeconds(2));
    assertThat(small.publish()).isOne();
    assertThat(text(COMPLETE)).containsExactly("whole", one.serial().hex());
    ca.clock.advance(COMPLETE_EVERY);
    assertThat(small.publish()).isZero();
  }

  @Test
  void theCompleteOneIsPublishedOnScheduleAndRingsLikeTheOthers() {
    PublishCrls small = node(1);
    small.publish();
    certificate("user1");
    small.open();
    ca.clock.advance(EVERY.multipliedBy(2));
    assertThat(small.overdue()).extracting(CrlStatus::shard).contains(COMPLETE);
    assertThat(small.publish()).isEqualTo(4);
    assertThat(small.overdue()).isEmpty();
    assertThat(ca.ports.lists().open(FIRST.ca())).isOne();
  }

  @Test
  void aRevocationInTheMiddleOfTheCompleteOnesMakingIsInItsNext() {
    PublishCrls small = node(1);
    small.publish();
    Certificate one = certificate("user1");
    small.open();
    ca.clock.advance(EVERY);
    small.publish();
    ca.clock.advance(EVERY);
    crls.meanwhile(() -> revoke(one));
    small.publish();
    ca.clock.advance(COMPLETE_EVERY);
    small.publish();
    assertThat(text(COMPLETE)).contains(one.serial().hex());
  }

  private Certificate certificate(String user) {
    ca.clock.advance(Duration.ofSeconds(1));
    return ca.acquire(ca.userOfNewCorporation(ca.kita, "99" + user, user)).certificate();
  }

  private void revoke(Certificate certificate) {
    ca.step(
        () ->
            ca.use.revoke.byOperator(
                certificate.serial(),
                Optional.empty(),
                Actor.operator("taro", new Origin.Command("root"))));
  }

  private RevocationList latest(Shard shard) {
    return ca.ports.lists().latest(shard).orElseThrow();
  }

  private List<String> text(Shard shard) {
    return new String(latest(shard).der().octets(), StandardCharsets.UTF_8).lines().toList();
  }
}
