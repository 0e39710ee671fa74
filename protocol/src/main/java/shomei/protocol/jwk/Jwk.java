package shomei.protocol.jwk;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UncheckedJoseException;
import shomei.protocol.json.Base64Url;
import shomei.protocol.json.Json;
import shomei.protocol.problem.ProblemException;
import shomei.protocol.problem.ProblemType;

/// A public key as a JSON Web Key (RFC 7517; RFC 7518 §6; RFC 8037 §2): P-256, P-384, Ed25519 or
/// RSA, never a weak one (see [WeakKeys]). Two are equal when their thumbprints are (RFC 7638),
/// however their JSON was written.
public final class Jwk {

  private static final Map<String, Integer> COORDINATE_OCTETS = Map.of("P-256", 32, "P-384", 48);
  private static final int ED25519_OCTETS = 32;
  private static final int MAX_RSA_TEXT = 1024;
  private static final Set<String> PRIVATE_MEMBERS =
      Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

  private final PublicKey publicKey;
  private final SortedMap<String, String> members;
  private final String thumbprint;

  private Jwk(PublicJsonWebKey key) {
    this.publicKey = key.getPublicKey();
    WeakKeys.weakness(publicKey)
        .ifPresent(
            why -> {
              throw refusal(why);
            });
    this.members = new TreeMap<>();
    key.toParams(OutputControlLevel.PUBLIC_ONLY)
        .forEach((name, value) -> members.put(name, (String) value));
    this.thumbprint = key.calculateBase64urlEncodedThumbprint("SHA-256");
  }

  /// @throws ProblemException `badPublicKey` where the key is of another kind or weak
  public static Jwk of(PublicKey publicKey) {
    try {
      return new Jwk(PublicJsonWebKey.Factory.newPublicJwk(publicKey));
    } catch (JoseException | UncheckedJoseException unsupported) {
      throw refusal("Keys are on P-256, P-384 or Ed25519, or RSA.");
    }
  }

  /// Reads a key. Unknown members are ignored; private ones are refused, since a key that was sent
  /// is no longer private.
  ///
  /// @throws ProblemException `badPublicKey`; `malformed` where it is no JSON object
  @JsonCreator
  public static Jwk parse(JsonNode json) {
    if (!json.isObject()) {
      throw ProblemException.malformed("A JWK is a JSON object.");
    }
    if (PRIVATE_MEMBERS.stream().anyMatch(json::has)) {
      throw refusal("The JWK holds a private member: this key must not be used any more.");
    }
    return switch (text(json, "kty")) {
      case "EC" -> ellipticCurve(json);
      case "OKP" -> edwardsCurve(json);
      case "RSA" -> rsa(json);
      default -> throw refusal("The key type is none of EC, OKP and RSA.");
    };
  }

  public PublicKey publicKey() {
    return publicKey;
  }

  /// RFC 7638 with SHA-256, in base64url.
  public String thumbprint() {
    return thumbprint;
  }

  /// The required members alone, in the order of RFC 7638 §3: fit for storage, and readable by
  /// [#parse(JsonNode)].
  public String canonicalJson() {
    return new String(Json.write(members), StandardCharsets.UTF_8);
  }

  @JsonValue
  Map<String, String> members() {
    return Collections.unmodifiableSortedMap(members);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Jwk key && thumbprint.equals(key.thumbprint);
  }

  @Override
  public int hashCode() {
    return thumbprint.hashCode();
  }

  @Override
  public String toString() {
    return "Jwk[" + thumbprint + "]";
  }

  private static Jwk ellipticCurve(JsonNode json) {
    String curve = text(json, "crv");
    Integer octets = COORDINATE_OCTETS.get(curve);
    if (octets == null) {
      throw refusal("The curve is none of P-256 and P-384.");
    }
    String x = text(json, "x");
    String y = text(json, "y");
    if (octets(x, "x").length != octets || octets(y, "y").length != octets) {
      throw refusal("A coordinate does not have the curve's length (RFC 7518 §6.2.1.2).");
    }
    return build(Map.of("kty", "EC", "crv", curve, "x", x, "y", y));
  }

  private static Jwk edwardsCurve(JsonNode json) {
    if (!text(json, "crv").equals("Ed25519")) {
      throw refusal("The curve is not Ed25519.");
    }
    String x = text(json, "x");
    if (octets(x, "x").length != ED25519_OCTETS) {
      throw refusal("An Ed25519 key has 32 octets.");
    }
    return build(Map.of("kty", "OKP", "crv", "Ed25519", "x", x));
  }

  private static Jwk rsa(JsonNode json) {
    String n = text(json, "n");
    String e = text(json, "e");
    if (n.length() > MAX_RSA_TEXT || e.length() > MAX_RSA_TEXT) {
      throw refusal("The RSA key is too long.");
    }
    octets(n, "n");
    octets(e, "e");
    return build(Map.of("kty", "RSA", "n", n, "e", e));
  }

  private static Jwk build(Map<String, Object> members) {
    try {
      return new Jwk(PublicJsonWebKey.Factory.newPublicJwk(members));
    } catch (JoseException | UncheckedJoseException | IllegalArgumentException impossible) {
      throw refusal("There is no such public key.");
    }
  }

  private static String text(JsonNode json, String member) {
    JsonNode value = json.get(member);
    if (value == null || !value.isTextual()) {
      throw refusal("The JWK's '" + member + "' is missing or is not a text.");
    }
    return value.textValue();
  }

  private static byte[] octets(String text, String member) {
    byte[] octets = Base64Url.decode(text, member);
    if (octets.length == 0) {
      throw refusal("The JWK's '" + member + "' is empty.");
    }
    return octets;
  }

  private static ProblemException refusal(String why) {
    return new ProblemException(ProblemType.BAD_PUBLIC_KEY, why);
  }
}
