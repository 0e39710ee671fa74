package shomei.protocol.jws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static shomei.protocol.problem.ProblemType.MALFORMED;

import org.junit.jupiter.api.Test;
import shomei.protocol.json.Base64Url;
import shomei.protocol.json.Json;
import shomei.protocol.jwk.Jwk;
import shomei.protocol.problem.ProblemException;

/// The examples of RFC 7515 appendix A and RFC 8037 appendix A.
class JoseVectorsTest {

  private static final String CLAIMS =
      "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
  private static final Jwk EC_KEY =
      jwk(
          """
          {"kty":"EC","crv":"P-256",
           "x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
           "y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}
          """);
  private static final String EC_SIGNATURE =
      "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

  private final JwsVerifier verifier = JwsVerifier.ofPlatform();

  @Test
  void rfc7515A1AMacOfHs256() {
    byte[] key =
        Base64Url.decode(
            "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow",
            "k");
    AccountBinding right = binding("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
    AccountBinding wrong = binding("eBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");

    assertThat(right.isRight(key)).isTrue();
    assertThat(wrong.isRight(key)).isFalse();
  }

  @Test
  void rfc7515A2ASignatureOfRs256() {
    Jwk key =
        jwk(
            """
            {"kty":"RSA","e":"AQAB","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ"}
            """);
    String signature =
        "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";

    Signed signed = signed(SignatureAlgorithm.RS256, "eyJhbGciOiJSUzI1NiJ9", CLAIMS, signature);

    assertThat(verifier.open(signed, key.publicKey())).contains(Base64Url.decode(CLAIMS, ""));
  }

  @Test
  void rfc7515A3ASignatureOfEs256() {
    Signed signed = signed(SignatureAlgorithm.ES256, "eyJhbGciOiJFUzI1NiJ9", CLAIMS, EC_SIGNATURE);

    assertThat(verifier.payload(signed, EC_KEY)).isEqualTo(Base64Url.decode(CLAIMS, ""));
  }

  @Test
  void rfc7515A6TheGeneralSerializationIsRefused() {
    String general =
        """
        {"payload":"%s","signatures":[
          {"protected":"eyJhbGciOiJFUzI1NiJ9","header":{"kid":"e9bc097a-ce51-4036-9562-d2ade882db0d"},"signature":"%s"}]}
        """
            .formatted(CLAIMS, EC_SIGNATURE);

    assertMalformed(general);
  }

  @Test
  void rfc7515A7AnUnprotectedHeaderIsRefused() {
    String flattened =
        """
        {"payload":"%s","protected":"eyJhbGciOiJFUzI1NiJ9",
         "header":{"kid":"e9bc097a-ce51-4036-9562-d2ade882db0d"},"signature":"%s"}
        """
            .formatted(CLAIMS, EC_SIGNATURE);

    assertMalformed(flattened);
  }

  @Test
  void rfc8037A4ASignatureOfEd25519() {
    Jwk key =
        jwk(
            """
            {"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
            """);
    String signature =
        "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";

    Signed signed =
        signed(
            SignatureAlgorithm.EDDSA,
            "eyJhbGciOiJFZERTQSJ9",
            "RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc",
            signature);

    assertThat(new String(verifier.payload(signed, key), UTF_8))
        .isEqualTo("Example of Ed25519 signing");
  }

  private static void assertMalformed(String jws) {
    assertThatThrownBy(() -> Jws.parse(jws.getBytes(UTF_8)).toRequest())
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> assertThat(refused.problem().hasType(MALFORMED)).isTrue());
  }

  private static AccountBinding binding(String mac) {
    return new AccountBinding(
        MacAlgorithm.HS256,
        "kid",
        "https://ca.test/new-account",
        Flattened.signingInput("eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9", CLAIMS),
        Base64Url.decode(mac, "signature"),
        EC_KEY);
  }

  private static Signed signed(
      SignatureAlgorithm algorithm, String header, String payload, String signature) {
    return new Signed(
        algorithm,
        Flattened.signingInput(header, payload),
        Base64Url.decode(signature, "signature"),
        Base64Url.decode(payload, "payload"));
  }

  private static Jwk jwk(String json) {
    return Jwk.parse(Json.parse(json.getBytes(UTF_8)));
  }
}
