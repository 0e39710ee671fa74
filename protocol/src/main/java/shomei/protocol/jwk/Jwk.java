package shomei.protocol.jwk;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECParameterSpec;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.keys.BigEndianBigInteger;
import org.jose4j.keys.EcKeyUtil;
import org.jose4j.keys.EdDsaKeyUtil;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.RsaKeyUtil;
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

  private static final Map<String, ECParameterSpec> CURVES =
      Map.of("P-256", EllipticCurves.P256, "P-384", EllipticCurves.P384);
  private static final String ED25519 = EdDsaKeyUtil.ED25519;
  private static final int ED25519_OCTETS = 32;
  private static final int MAX_RSA_TEXT = 1024;
  private static final Set<String> PRIVATE_MEMBERS =
      Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

  private final PublicKey publicKey;
  private final SortedMap<String, String> members;
  private final String thumbprint;

  private Jwk(PublicKey publicKey, SortedMap<String, String> members, String thumbprint) {
    this.publicKey = publicKey;
    this.members = members;
    this.thumbprint = thumbprint;
  }

  /// @param members of a key that is not weak: the required ones, each in the one form that its
  ///   value has
  private static Jwk of(PublicKey key, Supplier<SortedMap<String, String>> members) {
    WeakKeys.weakness(key)
        .ifPresent(
            why -> {
              throw refusal(why);
            });
    SortedMap<String, String> required = members.get();
    return new Jwk(key, required, Base64Url.encode(sha256(Json.write(required))));
  }

  /// @throws ProblemException `badPublicKey` where the key is of another kind or weak
  public static Jwk of(PublicKey publicKey) {
    return of(
        publicKey,
        () -> publicKey instanceof ECPublicKey ec ? ellipticCurve(ec) : others(publicKey));
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

  /// The same, holding its key as another provider has it.
  ///
  /// @param same of the same value
  public Jwk with(PublicKey same) {
    return new Jwk(same, members, thumbprint);
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
    ECParameterSpec parameters = CURVES.get(curve);
    if (parameters == null) {
      throw refusal("The curve is none of P-256 and P-384.");
    }
    int octets = parameters.getCurve().getField().getFieldSize() / Byte.SIZE;
    byte[] x = octets(json, "x");
    byte[] y = octets(json, "y");
    if (x.length != octets || y.length != octets) {
      throw refusal("A coordinate does not have the curve's length (RFC 7518 §6.2.1.2).");
    }
    return build(
        () -> new EcKeyUtil().publicKey(new BigInteger(1, x), new BigInteger(1, y), parameters),
        Map.of("kty", "EC", "crv", curve, "x", text(json, "x"), "y", text(json, "y")));
  }

  /// Every request for a certificate has such a key; jose4j makes 20 kB of garbage on this way.
  private static SortedMap<String, String> ellipticCurve(ECPublicKey key) {
    int bits = key.getParams().getCurve().getField().getFieldSize();
    return new TreeMap<>(
        Map.of(
            "kty",
            "EC",
            "crv",
            "P-" + bits,
            "x",
            coordinate(key.getW().getAffineX(), bits),
            "y",
            coordinate(key.getW().getAffineY(), bits)));
  }

  /// As long as the curve's field, whatever the number (RFC 7518 §6.2.1.2).
  private static String coordinate(BigInteger number, int bits) {
    byte[] octets = new byte[bits / Byte.SIZE];
    byte[] shown = number.toByteArray();
    int length = Math.min(shown.length, octets.length);
    System.arraycopy(shown, shown.length - length, octets, octets.length - length, length);
    return Base64Url.encode(octets);
  }

  private static SortedMap<String, String> others(PublicKey key) {
    try {
      SortedMap<String, String> members = new TreeMap<>();
      PublicJsonWebKey.Factory.newPublicJwk(key)
          .toParams(OutputControlLevel.PUBLIC_ONLY)
          .forEach((name, value) -> members.put(name, (String) value));
      return members;
    } catch (JoseException | UncheckedJoseException unsupported) {
      throw refusal("Keys are on P-256, P-384 or Ed25519, or RSA.");
    }
  }

  private static Jwk edwardsCurve(JsonNode json) {
    if (!text(json, "crv").equals(ED25519)) {
      throw refusal("The curve is not Ed25519.");
    }
    byte[] x = octets(json, "x");
    if (x.length != ED25519_OCTETS) {
      throw refusal("An Ed25519 key has 32 octets.");
    }
    return build(
        () -> new EdDsaKeyUtil().publicKey(x, ED25519),
        Map.of("kty", "OKP", "crv", ED25519, "x", text(json, "x")));
  }

  private static Jwk rsa(JsonNode json) {
    if (text(json, "n").length() > MAX_RSA_TEXT || text(json, "e").length() > MAX_RSA_TEXT) {
      throw refusal("The RSA key is too long.");
    }
    BigInteger n = new BigInteger(1, octets(json, "n"));
    BigInteger e = new BigInteger(1, octets(json, "e"));
    return build(
        () -> new RsaKeyUtil().publicKey(n, e),
        Map.of(
            "kty",
            "RSA",
            "n",
            BigEndianBigInteger.toBase64Url(n),
            "e",
            BigEndianBigInteger.toBase64Url(e)));
  }

  private interface Making {
    PublicKey make() throws JoseException;
  }

  /// @param members each in the one form that its value has
  private static Jwk build(Making key, Map<String, String> members) {
    try {
      return of(key.make(), () -> new TreeMap<>(members));
    } catch (JoseException | UncheckedJoseException | IllegalArgumentException impossible) {
      throw refusal("There is no such public key.");
    }
  }

  private static byte[] sha256(byte[] octets) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(octets);
    } catch (NoSuchAlgorithmException never) {
      throw new IllegalStateException("the JDK lacks SHA-256", never);
    }
  }

  private static String text(JsonNode json, String member) {
    JsonNode value = json.get(member);
    if (value == null || !value.isTextual()) {
      throw refusal("The JWK's '" + member + "' is missing or is not a text.");
    }
    return value.textValue();
  }

  private static byte[] octets(JsonNode json, String member) {
    byte[] octets = Base64Url.decode(text(json, member), member);
    if (octets.length == 0) {
      throw refusal("The JWK's '" + member + "' is empty.");
    }
    return octets;
  }

  private static ProblemException refusal(String why) {
    return new ProblemException(ProblemType.BAD_PUBLIC_KEY, why);
  }
}
