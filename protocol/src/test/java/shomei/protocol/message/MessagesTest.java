package shomei.protocol.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import shomei.protocol.certid.CertId;
import shomei.protocol.identifier.Identifier;
import shomei.protocol.json.Json;
import shomei.protocol.jwk.Jwk;
import shomei.protocol.problem.Problem;
import shomei.protocol.problem.ProblemException;
import shomei.protocol.problem.ProblemType;

class MessagesTest {

  private static final URI AT = URI.create("https://ca.test/acme/biznet/x");
  private static final Instant THEN = Instant.parse("2026-11-21T00:00:00Z");
  private static final Identifier USER = Identifier.subscriber("00012345678901/taro");

  static Stream<Record> everyMessageFull() throws Exception {
    Problem problem = Problem.of(ProblemType.UNAUTHORIZED, "No.");
    Jwk key = Jwk.of(KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic());
    return Stream.of(
        new Directory(
            AT,
            AT,
            AT,
            AT,
            AT,
            AT,
            AT,
            AT,
            new Directory.Meta(AT, AT, List.of("ca.test"), true, Map.of("client", "one year"))),
        new NewAccount(List.of("mailto:a@b.test"), true, false, binding()),
        new AccountUpdate(List.of(), "deactivated"),
        new AccountObject(Status.VALID, List.of(), true, binding(), AT),
        new OrdersList(List.of(AT)),
        new Waiting("PC-123", "taro", "0.1", List.of("file"), "ABCD-EFGH"),
        new PairingObject(
            PairingStatus.CONFIRMED,
            PairedAct.RENEW,
            "1234/taro",
            "0a",
            true,
            "42",
            new PairingObject.BindingKey("k", "aGk"),
            THEN),
        new PairingReport(PairingStatus.PROCESSING, 1, 8, "network", "0a", "a file"),
        new NewOrder(List.of(USER), THEN, THEN.plusSeconds(1), "AA.AQ", "client"),
        new OrderObject(
            Status.INVALID,
            THEN,
            List.of(USER),
            THEN,
            THEN,
            problem,
            List.of(AT),
            AT,
            AT,
            "AA.AQ",
            "client"),
        new AuthorizationObject(USER, Status.PENDING, THEN, List.of(challenge(problem)), true),
        new AuthorizationUpdate("deactivated"),
        new PinResponse("1234", "5678", "K7Q2-MXD9-3TFA"),
        new PossessionResponse(binding(), "1234"),
        FinalizeRequest.of(new byte[] {1, 2}),
        new Revocation("AQ", 1),
        new KeyChange("https://ca.test/account/1", key),
        new RenewalInfo(new RenewalInfo.SuggestedWindow(THEN, THEN.plusSeconds(60)), AT));
  }

  @ParameterizedTest
  @MethodSource("everyMessageFull")
  void aMessageComesBackAsItWasWritten(Record message) {
    assertThat(Json.read(Json.write(message), message.getClass())).isEqualTo(message);
  }

  @Test
  void anOrderOnTheWire() {
    OrderObject order =
        new OrderObject(
            Status.READY, THEN, List.of(USER), null, null, null, List.of(AT), AT, null, null, null);

    assertThat(new String(Json.write(order), UTF_8))
        .isEqualTo(
            "{\"status\":\"ready\",\"expires\":\"2026-11-21T00:00:00Z\","
                + "\"identifiers\":[{\"type\":\"subscriber\",\"value\":\"00012345678901/taro\"}],"
                + "\"authorizations\":[\"https://ca.test/acme/biznet/x\"],"
                + "\"finalize\":\"https://ca.test/acme/biznet/x\"}");
  }

  @Test
  void anEmptyObjectIsAnUpdateThatChangesNothing() {
    assertThat(read("{}", AccountUpdate.class)).isEqualTo(new AccountUpdate(null, null));
    assertThat(read("{\"contact\":[]}", AccountUpdate.class).contact()).isEmpty();
  }

  @Test
  void aMissingMemberIsNamed() {
    assertMalformed("'identifiers' is missing", "{}", NewOrder.class);
    assertMalformed("'identifiers' is missing", "{\"identifiers\":null}", NewOrder.class);
    assertMalformed(
        "'value' is missing in 'identifiers[0]'",
        "{\"identifiers\":[{\"type\":\"dns\"}]}",
        NewOrder.class);
    assertMalformed("'pin' is missing", "{}", PinResponse.class);
    assertMalformed("'proof' is missing", "{\"proof\":null}", PossessionResponse.class);
    assertMalformed("'csr' is missing", "{}", FinalizeRequest.class);
    assertMalformed("'certificate' is missing", "{}", Revocation.class);
  }

  @Test
  void aWrongTypeIsNamed() {
    assertMalformed("'contact'", "{\"contact\":\"mailto:a@b.test\"}", NewAccount.class);
    assertMalformed(
        "'termsOfServiceAgreed'", "{\"termsOfServiceAgreed\":\"true\"}", NewAccount.class);
    assertMalformed(
        "'externalAccountBinding'", "{\"externalAccountBinding\":\"a\"}", NewAccount.class);
    assertMalformed("'identifiers'", "{\"identifiers\":{}}", NewOrder.class);
    assertMalformed("'identifiers[0]'", "{\"identifiers\":[\"a\"]}", NewOrder.class);
    assertMalformed("'identifiers[0]'", "{\"identifiers\":[null]}", NewOrder.class);
    assertMalformed("'pin'", "{\"pin\":1234}", PinResponse.class);
    assertMalformed("'reason'", "{\"certificate\":\"AQ\",\"reason\":\"1\"}", Revocation.class);
    assertMalformed("'notBefore'", "{\"identifiers\":[],\"notBefore\":\"now\"}", NewOrder.class);
  }

  @Test
  void aBadKeyInAMessageKeepsItsOwnProblem() {
    assertThatThrownBy(
            () -> read("{\"account\":\"a\",\"oldKey\":{\"kty\":\"oct\"}}", KeyChange.class))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> assertThat(refused.problem().hasType(ProblemType.BAD_PUBLIC_KEY)).isTrue());
  }

  @Test
  void pinsArePrintedNowhere() {
    assertThat(new PinResponse("4711", "0815", "K7Q2").toString())
        .doesNotContain("4711", "0815", "K7Q2");
    assertThat(new PossessionResponse(binding(), "4711").toString()).doesNotContain("4711");
    assertThatThrownBy(() -> read("{\"pin\":[\"4711\"]}", PinResponse.class))
        .hasMessageNotContaining("4711");
  }

  @Test
  void derIsStrictBase64Url() {
    assertThat(FinalizeRequest.of(new byte[] {1, 2}).der()).containsExactly(1, 2);
    assertThatThrownBy(() -> new FinalizeRequest("-----BEGIN CERTIFICATE REQUEST-----").der())
        .isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> new Revocation("AQ==", null).der())
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void aWindowEndsAfterItStarts() {
    assertThatThrownBy(() -> new RenewalInfo.SuggestedWindow(THEN, THEN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static ChallengeObject challenge(Problem error) {
    return new ChallengeObject(
        ChallengeObject.PIN_01, AT, Status.INVALID, "dG9rZW4", THEN, error, Boolean.TRUE);
  }

  private static com.fasterxml.jackson.databind.node.ObjectNode binding() {
    return JsonNodeFactory.instance.objectNode().put("protected", "e30");
  }

  private static <T> T read(String json, Class<T> message) {
    return Json.read(json.getBytes(UTF_8), message);
  }

  private static void assertMalformed(String detail, String json, Class<?> message) {
    assertThatThrownBy(() -> read(json, message))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> {
              assertThat(refused.problem().hasType(ProblemType.MALFORMED)).isTrue();
              assertThat(refused.problem().detail()).contains(detail);
            });
  }

  @Test
  void anOrderIsBuiltStepByStepAndABeginningServesManyOrders() {
    CertId renewed = CertId.parse("AA.AQ");
    NewOrder.Builder user = NewOrder.builder().subscriber(USER.value());

    NewOrder acquisition = user.profile("client").build();
    NewOrder renewal = user.replaces(renewed).notBefore(THEN).notAfter(THEN.plusSeconds(1)).build();

    assertThat(acquisition).isEqualTo(new NewOrder(List.of(USER), null, null, null, "client"));
    assertThat(renewal)
        .isEqualTo(new NewOrder(List.of(USER), THEN, THEN.plusSeconds(1), "AA.AQ", null));
    assertThat(NewOrder.builder().dns("a.test", "*.a.test").build().identifiers())
        .containsExactly(Identifier.dns("a.test"), Identifier.dns("*.a.test"));
  }

  @Test
  void anOrderForNobodyIsNotBuilt() {
    NewOrder.Builder nobody = NewOrder.builder().profile("client");
    assertThatThrownBy(nobody::build).isInstanceOf(IllegalStateException.class);
  }
}
