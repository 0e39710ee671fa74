package shomei.protocol.jws;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jose4j.jwa.AlgorithmFactoryFactory;
import org.jose4j.jws.JsonWebSignatureAlgorithm;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.InvalidAlgorithmException;

/// The algorithms that a request may be signed with (RFC 7518 §3, RFC 8037). `none` and the MACs
/// are not among them and cannot be named here: that is what keeps a public key from being taken
/// for a MAC secret (RFC 8555 §6.2).
public enum SignatureAlgorithm {
  ES256("ES256"),
  ES384("ES384"),
  /// With Ed25519 only.
  EDDSA("EdDSA"),
  RS256("RS256"),
  PS256("PS256");

  private final String wireName;

  SignatureAlgorithm(String wireName) {
    this.wireName = wireName;
  }

  /// The value of `alg`.
  public String wireName() {
    return wireName;
  }

  /// Every name, as a `badSignatureAlgorithm` problem lists them.
  public static List<String> wireNames() {
    return Stream.of(values()).map(SignatureAlgorithm::wireName).toList();
  }

  public static Optional<SignatureAlgorithm> named(String wireName) {
    return Stream.of(values()).filter(known -> known.wireName.equals(wireName)).findAny();
  }

  /// Whether a key of this kind and on this curve goes with the algorithm.
  public boolean suits(PublicKey key) {
    return switch (this) {
      case ES256 -> key instanceof ECPublicKey ec && isOn(EllipticCurves.P256, ec);
      case ES384 -> key instanceof ECPublicKey ec && isOn(EllipticCurves.P384, ec);
      case EDDSA -> key instanceof EdECPublicKey ed && ed.getParams().getName().equals("Ed25519");
      case RS256, PS256 -> key instanceof RSAPublicKey;
    };
  }

  /// The algorithms that go with a key, the usual one first.
  public static List<SignatureAlgorithm> suiting(PublicKey key) {
    return Stream.of(values()).filter(algorithm -> algorithm.suits(key)).toList();
  }

  /// Whether the octets can be a signature at all: a fixed length, and for ECDSA both numbers in
  /// [1, n-1] (RFC 7518 §3.4; skipping this once let 64 zeros sign anything, CVE-2022-21449).
  boolean isWellFormed(byte[] signature, PublicKey key) {
    return switch (key) {
      case ECPublicKey ec -> isPairBelowOrder(signature, ec.getParams());
      case EdECPublicKey ed -> signature.length == 64;
      case RSAPublicKey rsa -> signature.length == (rsa.getModulus().bitLength() + 7) / 8;
      case PublicKey other -> false;
    };
  }

  JsonWebSignatureAlgorithm jose() {
    try {
      return AlgorithmFactoryFactory.getInstance().getJwsAlgorithmFactory().getAlgorithm(wireName);
    } catch (InvalidAlgorithmException missing) {
      throw new IllegalStateException(
          "the Java platform lacks what " + wireName + " needs", missing);
    }
  }

  private static boolean isPairBelowOrder(byte[] signature, ECParameterSpec curve) {
    BigInteger order = curve.getOrder();
    int half = (order.bitLength() + 7) / 8;
    if (signature.length != 2 * half) {
      return false;
    }
    BigInteger r = new BigInteger(1, Arrays.copyOfRange(signature, 0, half));
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, half, 2 * half));
    return Stream.of(r, s).allMatch(n -> n.signum() > 0 && n.compareTo(order) < 0);
  }

  private static boolean isOn(ECParameterSpec curve, ECPublicKey key) {
    return key.getParams().getCurve().equals(curve.getCurve());
  }
}
