package shomei.protocol.jws;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import shomei.protocol.json.Base64Url;
import shomei.protocol.json.Json;
import shomei.protocol.jwk.Jwk;
import shomei.protocol.problem.Problem;
import shomei.protocol.problem.ProblemException;
import shomei.protocol.problem.ProblemType;

/// A JSON Web Signature in the flattened serialization (RFC 7515 §7.2.2) under the rules of RFC
/// 8555 §6.2.
///
/// Reading goes in two steps. [#parse(byte[])] opens the protected header and no more, so that the
/// nonce can be struck before anything else about the request is judged (§6.5: it is spent by
/// having been shown). Then one of [#toRequest()], [#toKeyChange()], [#toProof()] and
/// [#toBinding()] applies every other rule, and gives a value that has what that kind of JWS must
/// have and nothing else. All of them throw [ProblemException] only.
///
/// Danger: nothing in a header is ever fetched or resolved. `jku`, `x5u`, `x5c`, `typ` and unknown
/// parameters are not even looked at; `crit` and `b64` change how a JWS is read, so they are
/// refused.
public final class Jws {

  public static final String MEDIA_TYPE = "application/jose+json";

  private static final int SHA256_OCTETS = 32;

  private final JsonNode envelope;
  private final JsonNode header;
  private final String protectedHeader;

  private Jws(JsonNode envelope) {
    if (!envelope.isObject()) {
      throw ProblemException.malformed("A flattened JWS is a JSON object.");
    }
    this.envelope = envelope;
    this.protectedHeader = text(envelope, "protected");
    this.header =
        Json.parse(Base64Url.decode(protectedHeader, "protected"), "The protected header");
    if (!header.isObject()) {
      throw ProblemException.malformed("The protected header is not a JSON object.");
    }
  }

  /// @throws ProblemException `malformed`
  public static Jws parse(byte[] body) {
    return new Jws(Json.parse(body));
  }

  /// Reads a JWS that came inside a message.
  ///
  /// @throws ProblemException `malformed`
  public static Jws parse(JsonNode value) {
    return new Jws(value);
  }

  /// The anti-replay nonce (RFC 8555 §6.5).
  ///
  /// @throws ProblemException `badNonce` where there is none, `malformed` where it is not base64url
  ///   text
  public String nonce() {
    if (!header.has("nonce")) {
      throw new ProblemException(ProblemType.BAD_NONCE, "The protected header has no nonce.");
    }
    String nonce = text(header, "nonce");
    Base64Url.decode(nonce, "nonce");
    return nonce;
  }

  /// Reads it as a request to a resource.
  ///
  /// @throws ProblemException `malformed`, `badSignatureAlgorithm`, `badPublicKey`
  public SignedRequest toRequest() {
    Signed content = signed();
    return new SignedRequest(signatory(content.algorithm()), text(header, "url"), content);
  }

  /// Reads it as the inner JWS of a key change (RFC 8555 §7.3.5).
  ///
  /// @throws ProblemException `malformed`, `badSignatureAlgorithm`, `badPublicKey`
  public SignedKeyChange toKeyChange() {
    Signed content = signed();
    refuse("nonce", "An inner JWS has no nonce.");
    return switch (signatory(content.algorithm())) {
      case Signatory.KeyHolder(Jwk newKey) ->
          new SignedKeyChange(newKey, text(header, "url"), content);
      case Signatory.AccountHolder other ->
          throw ProblemException.malformed("The inner JWS of a key change has a jwk.");
    };
  }

  /// Reads it as the proof in an answer to possession-01.
  ///
  /// @throws ProblemException `malformed`, `badSignatureAlgorithm`
  public SignedProof toProof() {
    Signed content = signed();
    String certificate = text(header, "x5t#S256");
    if (Base64Url.decode(certificate, "x5t#S256").length != SHA256_OCTETS) {
      throw ProblemException.malformed("'x5t#S256' does not have the length of a SHA-256.");
    }
    return new SignedProof(certificate, content);
  }

  /// Reads it as an external account binding (RFC 8555 §7.3.4).
  ///
  /// @throws ProblemException `malformed`, `badSignatureAlgorithm`; `badPublicKey` from the payload
  public AccountBinding toBinding() {
    requireFlattened();
    MacAlgorithm algorithm =
        MacAlgorithm.named(text(header, "alg"))
            .orElseThrow(() -> unsupported("A binding is under a MAC.", MacAlgorithm.wireNames()));
    refuse("nonce", "A binding has no nonce.");
    refuse("jwk", "A binding is named by kid, not by jwk.");
    return new AccountBinding(
        algorithm,
        text(header, "kid"),
        text(header, "url"),
        Flattened.signingInput(protectedHeader, text(envelope, "payload")),
        octets("signature"),
        Jwk.parse(Json.parse(octets("payload"), "The binding's payload")));
  }

  private Signed signed() {
    requireFlattened();
    SignatureAlgorithm algorithm =
        SignatureAlgorithm.named(text(header, "alg"))
            .orElseThrow(
                () ->
                    unsupported(
                        "This signature algorithm is not supported.",
                        SignatureAlgorithm.wireNames()));
    return new Signed(
        algorithm,
        Flattened.signingInput(protectedHeader, text(envelope, "payload")),
        octets("signature"),
        octets("payload"));
  }

  private void requireFlattened() {
    if (Stream.of("header", "signatures").anyMatch(envelope::has)) {
      throw ProblemException.malformed(
          "A JWS has one signature and no unprotected header (RFC 8555 §6.2).");
    }
    refuse("crit", "No critical extension is supported.");
    refuse("b64", "The payload is always encoded (RFC 8555 §6.2).");
  }

  private Signatory signatory(SignatureAlgorithm algorithm) {
    if (header.has("jwk") == header.has("kid")) {
      throw ProblemException.malformed("The protected header has either jwk or kid.");
    }
    if (header.has("kid")) {
      return new Signatory.AccountHolder(text(header, "kid"));
    }
    Jwk jwk = Jwk.parse(header.get("jwk"));
    if (!algorithm.suits(jwk.publicKey())) {
      throw new ProblemException(
          ProblemType.BAD_PUBLIC_KEY, "The key in jwk does not go with the algorithm in alg.");
    }
    return new Signatory.KeyHolder(jwk);
  }

  private void refuse(String parameter, String why) {
    if (header.has(parameter)) {
      throw ProblemException.malformed(why);
    }
  }

  private byte[] octets(String member) {
    return Base64Url.decode(text(envelope, member), member);
  }

  private static String text(JsonNode object, String member) {
    return Optional.ofNullable(object.get(member))
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .orElseThrow(
            () -> ProblemException.malformed("'" + member + "' is missing or is not a text."));
  }

  private static ProblemException unsupported(String detail, List<String> supported) {
    return new ProblemException(
        Problem.of(ProblemType.BAD_SIGNATURE_ALGORITHM, detail).withAlgorithms(supported));
  }
}
