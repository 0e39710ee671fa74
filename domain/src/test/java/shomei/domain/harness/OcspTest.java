package shomei.domain.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.fixture.TestResponder.question;
import static shomei.domain.fixture.TestResponder.text;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import shomei.domain.certificate.Certificate;
import shomei.domain.certificate.RevocationReason;
import shomei.domain.fixture.TestResponder;
import shomei.domain.history.Actor;
import shomei.domain.history.Origin;
import shomei.domain.kernel.IssuerId;
import shomei.domain.status.AnswerOcsp;
import shomei.domain.status.Fates;
import shomei.domain.status.OcspResponse;
import shomei.domain.status.OcspTerms;

/// A node that does not follow the revocations: it reads the database for each answer.
final class OcspTest {
  private static final IssuerId CA = new IssuerId("kita-g1");
  private static final String NOBODYS = "kita-g1 7" + "f".repeat(31);
  private static final int BUDGET = 10;

  private final CaHarness ca = new CaHarness();
  private final TestResponder responder = new TestResponder();
  private final AnswerOcsp node = node();
  private final Certificate certificate =
      ca.acquire(ca.userOfNewCorporation(ca.kita, "12345678901234", "user1")).certificate();
  private final String asked = "kita-g1 " + certificate.serial();

  private AnswerOcsp node() {
    return new AnswerOcsp(
        responder,
        new Fates(ca.ports.statuses(), 100, ca.clock),
        responder,
        new OcspTerms(Duration.ofHours(1), Duration.ofMinutes(5), BUDGET, 100),
        ca.clock);
  }

  @Test
  void aRevocationShowsInTheNextAnswerOfEveryNode() {
    AnswerOcsp other = node();
    assertThat(told(node, asked)).contains("Good");
    assertThat(told(other, asked)).contains("Good");
    revoke();
    assertThat(told(node, asked)).contains("Revoked").contains("KEY_COMPROMISE");
    assertThat(told(other, asked)).contains("Revoked").contains("KEY_COMPROMISE");
  }

  @Test
  void anAnswerIsSignedOnceForAllWhoAsk() {
    IntStream.range(0, 1000).forEach(i -> assertThat(told(node, asked)).contains("Good"));
    assertThat(responder.signatures()).isOne();
  }

  @Test
  void anAnswerIsRenewedAtHalfItsLife() {
    String first = told(node, asked);
    ca.advance(Duration.ofMinutes(29));
    assertThat(told(node, asked)).isEqualTo(first);
    ca.advance(Duration.ofMinutes(1));
    assertThat(told(node, asked)).isNotEqualTo(first);
    assertThat(responder.signatures()).isEqualTo(2);
  }

  @Test
  void aNonceComesBack() {
    OcspResponse answer = node.answer(CA, question(Optional.of("0a0b"), asked));
    assertThat(answer)
        .isInstanceOfSatisfying(
            OcspResponse.Signed.class,
            signed -> {
              assertThat(text(signed.der())).contains("Good").contains("nonce 0a0b");
              assertThat(signed.forAnyone()).isFalse();
            });
  }

  @Test
  void aFloodOfNoncesCostsItsShareAndIsAnsweredWithoutThem() {
    for (int i = 0; i < 1000; i++) {
      OcspResponse answer = node.answer(CA, question(Optional.of("%04x".formatted(i)), asked));
      assertThat(answer).isInstanceOf(OcspResponse.Signed.class);
    }
    assertThat(responder.signatures()).isEqualTo(BUDGET / 2 + 1);
    ca.clock.advance(Duration.ofSeconds(1));
    IntStream.range(0, 1000)
        .forEach(i -> node.answer(CA, question(Optional.of("%04x".formatted(i)), asked)));
    assertThat(responder.signatures()).isEqualTo(2 * (BUDGET / 2) + 1);
  }

  @Test
  void aFloodOfUnknownSerialsCostsItsShareAndLeavesTheOthersTheirs() {
    int later = 0;
    for (int i = 0; i < 1000; i++) {
      OcspResponse answer =
          node.answer(CA, question(Optional.empty(), "kita-g1 4" + "%031x".formatted(i)));
      later += answer.equals(new OcspResponse.Failed(OcspResponse.Failure.TRY_LATER)) ? 1 : 0;
    }
    assertThat(responder.signatures()).isEqualTo(BUDGET / 2);
    assertThat(later).isEqualTo(1000 - BUDGET / 2);
    assertThat(told(node, asked)).contains("Good");
  }

  @Test
  void unknownIsToldOfWhatWasNeverIssuedAndOfNumbersThatAreNotOurs() {
    assertThat(told(node, NOBODYS)).contains("Unknown");
    assertThat(told(node, "kita-g1 1")).contains("Unknown");
  }

  @Test
  void severalAreAnsweredInOne() {
    assertThat(told(node, asked, NOBODYS).lines())
        .anySatisfy(line -> assertThat(line).contains("Good"))
        .anySatisfy(line -> assertThat(line).contains("Unknown"));
  }

  @Test
  void anotherCasCertificatesAreNotToldOf() {
    for (String other : new String[] {"nobody 1", "hokuyo-g1 " + certificate.serial()}) {
      assertThat(node.answer(CA, question(Optional.empty(), asked, other)))
          .isEqualTo(new OcspResponse.Failed(OcspResponse.Failure.UNAUTHORIZED));
    }
    assertThat(responder.signatures()).isZero();
  }

  @Test
  void garbageIsMalformed() {
    assertThat(node.answer(CA, question(Optional.empty(), "garbage")))
        .isEqualTo(new OcspResponse.Failed(OcspResponse.Failure.MALFORMED_REQUEST));
  }

  @Test
  void whileTheTokenIsAwayTheAnswerAtHandIsGivenUntilItEnds() {
    String first = told(node, asked);
    responder.away(true);
    ca.clock.advance(Duration.ofMinutes(59));
    assertThat(told(node, asked)).isEqualTo(first);
    OcspResponse nonced = node.answer(CA, question(Optional.of("0a0b"), asked));
    assertThat(nonced).isInstanceOf(OcspResponse.Signed.class);
    ca.clock.advance(Duration.ofMinutes(1));
    assertThat(node.answer(CA, question(Optional.empty(), asked)))
        .isEqualTo(new OcspResponse.Failed(OcspResponse.Failure.TRY_LATER));
    responder.away(false);
    assertThat(told(node, asked)).contains("Good");
  }

  @Test
  void whileTheTokenIsAwayARevokedCertificateIsNeverCalledGood() {
    assertThat(told(node, asked)).contains("Good");
    responder.away(true);
    revoke();
    assertThat(node.answer(CA, question(Optional.empty(), asked)))
        .isEqualTo(new OcspResponse.Failed(OcspResponse.Failure.TRY_LATER));
  }

  @Test
  void nothingIsAtHandForWhoDoesNotFollow() {
    assertThat(told(node, asked)).contains("Good");
    assertThat(node.atHand(CA, question(Optional.empty(), asked))).isEmpty();
  }

  private void revoke() {
    ca.step(
        () ->
            ca.use.revoke.byOperator(
                certificate.serial(),
                Optional.of(RevocationReason.KEY_COMPROMISE),
                Actor.operator("taro", new Origin.Command("root"))));
  }

  private static String told(AnswerOcsp by, String... asked) {
    OcspResponse answer = by.answer(CA, question(Optional.empty(), asked));
    assertThat(answer).isInstanceOf(OcspResponse.Signed.class);
    return text(((OcspResponse.Signed) answer).der());
  }
}
