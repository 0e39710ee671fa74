package shomei.domain.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static shomei.domain.fixture.TestResponder.question;
import static shomei.domain.fixture.TestResponder.text;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shomei.domain.certificate.Certificate;
import shomei.domain.certificate.RevocationReason;
import shomei.domain.fixture.Examples;
import shomei.domain.fixture.TestResponder;
import shomei.domain.history.Actor;
import shomei.domain.history.Origin;
import shomei.domain.journal.FollowRevocations;
import shomei.domain.journal.JournalLine;
import shomei.domain.journal.Revocations;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.Serial;
import shomei.domain.memory.Memory;
import shomei.domain.status.AnswerOcsp;
import shomei.domain.status.Fates;
import shomei.domain.status.OcspResponse;
import shomei.domain.status.OcspTerms;
import shomei.domain.status.Shard;
import shomei.domain.status.Statuses;

/// A node that follows the revocations, and answers from memory.
final class FollowedOcspTest {
  private static final IssuerId CA = new IssuerId("kita-g1");
  private static final OcspResponse LATER = new OcspResponse.Failed(OcspResponse.Failure.TRY_LATER);

  private final Memory memory = new Memory();
  private final CaHarness ca = new CaHarness(memory.ports(), Examples.policies());
  private final TestResponder responder = new TestResponder();
  private final Reads reads = new Reads(ca.ports.statuses());
  private final Fates fates = new Fates(reads, 100, ca.clock);
  private final FollowRevocations follow =
      new FollowRevocations(ca.ports.revocations(), fates, ca.clock);
  private final AnswerOcsp node =
      new AnswerOcsp(
          responder,
          fates,
          responder,
          new OcspTerms(Duration.ofHours(1), Duration.ofMinutes(5), 10, 100),
          ca.clock);
  private final Certificate certificate =
      ca.acquire(ca.userOfNewCorporation(ca.kita, "12345678901234", "user1")).certificate();
  private final Octets asked = question(Optional.empty(), "kita-g1 " + certificate.serial());

  @BeforeEach
  void begin() {
    follow.follow();
  }

  @Test
  void anAnswerThatWasGivenOnceIsAtHandWithoutTheDatabase() {
    assertThat(node.atHand(CA, asked)).isEmpty();
    OcspResponse first = node.answer(CA, asked);
    assertThat(told(first)).contains("Good");
    assertThat(reads.count).isOne();
    reads.away = true;
    assertThat(node.atHand(CA, asked)).contains((OcspResponse.Signed) first);
    assertThat(node.answer(CA, asked)).isEqualTo(first);
    assertThat(responder.signatures()).isOne();
  }

  @Test
  void itIsTheAnswerOfOneCaAlone() {
    node.answer(CA, asked);
    assertThat(node.atHand(new IssuerId("hokuyo-g1"), asked)).isEmpty();
  }

  @Test
  void aRevocationIsToldFromTheNextLookOn() {
    node.answer(CA, asked);
    revoke();
    follow.follow();
    assertThat(node.atHand(CA, asked)).isEmpty();
    assertThat(told(node.answer(CA, asked))).contains("Revoked").contains("KEY_COMPROMISE");
    assertThat(told(node.atHand(CA, asked).orElseThrow())).contains("Revoked");
  }

  @Test
  void aRevocationIsToldAfterASecondThoughNobodyLooked() {
    node.answer(CA, asked);
    revoke();
    ca.clock.advance(Duration.ofMillis(1001));
    assertThat(node.atHand(CA, asked)).isEmpty();
    assertThat(told(node.answer(CA, asked))).contains("Revoked");
  }

  @Test
  void whoCanNeitherFollowNorReadSaysNothingAfterASecond() {
    node.answer(CA, asked);
    reads.away = true;
    ca.clock.advance(Duration.ofSeconds(1));
    assertThat(told(node.answer(CA, asked))).contains("Good");
    ca.clock.advance(Duration.ofMillis(1));
    assertThat(node.atHand(CA, asked)).isEmpty();
    assertThat(node.answer(CA, asked)).isEqualTo(LATER);
  }

  @Test
  void aClockThatIsPutBackMakesNothingTrustedForLonger() {
    node.answer(CA, asked);
    reads.away = true;
    ca.clock.advance(Duration.ofHours(-1));
    assertThat(node.atHand(CA, asked)).isEmpty();
    assertThat(node.answer(CA, asked)).isEqualTo(LATER);
  }

  @Test
  void whatIsRevokedWhileItIsReadIsNotRemembered() {
    reads.afterwards =
        () -> {
          revoke();
          follow.follow();
        };
    assertThat(told(node.answer(CA, asked))).contains("Good");
    assertThat(node.atHand(CA, asked)).isEmpty();
    assertThat(told(node.answer(CA, asked))).contains("Revoked");
  }

  @Test
  void afterAnotherDatabaseTookOverEverythingIsReadAgain() {
    node.answer(CA, asked);
    memory.takenOver();
    follow.follow();
    assertThat(node.atHand(CA, asked)).isEmpty();
    node.answer(CA, asked);
    assertThat(reads.count).isEqualTo(2);
    revoke();
    follow.follow();
    assertThat(told(node.answer(CA, asked))).contains("Revoked");
  }

  @Test
  void aLookThatFailsTellsNothingAndTheNextTellsAll() {
    var away = new Away(ca.ports.revocations());
    var shaky = new FollowRevocations(away, fates, ca.clock);
    shaky.follow();
    node.answer(CA, asked);
    revoke();
    away.away = true;
    assertThatThrownBy(shaky::follow).isInstanceOf(Refusal.class);
    away.away = false;
    shaky.follow();
    assertThat(node.atHand(CA, asked)).isEmpty();
  }

  @Test
  void whatIsRenewedIsNotAtHandAndAQuestionWithMoreInItNeverIs() {
    node.answer(CA, asked);
    Octets nonced = question(Optional.of("0a0b"), "kita-g1 " + certificate.serial());
    node.answer(CA, nonced);
    assertThat(node.atHand(CA, nonced)).isEmpty();
    Octets unknown = question(Optional.empty(), "kita-g1 7" + "f".repeat(31));
    assertThat(told(node.answer(CA, unknown))).contains("Unknown");
    assertThat(node.atHand(CA, unknown)).isEmpty();
    ca.clock.advance(Duration.ofMinutes(30));
    follow.follow();
    assertThat(node.atHand(CA, asked)).isEmpty();
    node.answer(CA, asked);
    assertThat(node.atHand(CA, asked)).isPresent();
  }

  private void revoke() {
    ca.step(
        () ->
            ca.use.revoke.byOperator(
                certificate.serial(),
                Optional.of(RevocationReason.KEY_COMPROMISE),
                Actor.operator("taro", new Origin.Command("root"))));
  }

  private static String told(OcspResponse answer) {
    assertThat(answer).isInstanceOf(OcspResponse.Signed.class);
    return text(((OcspResponse.Signed) answer).der());
  }

  private static Refusal absent() {
    return Refusal.retry(Reason.UNAVAILABLE, "the database is away", Duration.ofSeconds(5));
  }

  /// Counts what is read of a database that may go away, and lets something happen afterwards.
  private static final class Reads implements Statuses {
    private final Statuses statuses;
    private int count;
    private boolean away;
    private Runnable afterwards = () -> {};

    Reads(Statuses statuses) {
      this.statuses = statuses;
    }

    @Override
    public Map<Serial, Optional<Certificate.Revocation>> of(
        IssuerId ca, Collection<Serial> serials) {
      if (away) {
        throw absent();
      }
      count++;
      var found = statuses.of(ca, serials);
      Runnable once = afterwards;
      afterwards = () -> {};
      once.run();
      return found;
    }

    @Override
    public void revoked(Shard shard, Instant endingAfter, Consumer<Revoked> each) {
      statuses.revoked(shard, endingAfter, each);
    }

    @Override
    public long issued(Shard shard) {
      return statuses.issued(shard);
    }
  }

  private static final class Away implements Revocations {
    private final Revocations revocations;
    private boolean away;

    Away(Revocations revocations) {
      this.revocations = revocations;
    }

    @Override
    public UUID deployment() {
      return revocations.deployment();
    }

    @Override
    public Position position() {
      return revocations.position();
    }

    @Override
    public Came since(Position position) {
      if (away) {
        throw absent();
      }
      return revocations.since(position);
    }

    @Override
    public void all(Instant endingAfter, Consumer<JournalLine.Revoked> each) {
      revocations.all(endingAfter, each);
    }

    @Override
    public Replayed replay(List<JournalLine.Revoked> lines, Instant now) {
      return revocations.replay(lines, now);
    }
  }
}
