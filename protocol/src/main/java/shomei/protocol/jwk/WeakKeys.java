package shomei.protocol.jwk;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.EdECPoint;
import java.security.spec.NamedParameterSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jose4j.keys.EllipticCurves;

/// Tells public keys that nobody may build on, of accounts and of certificates alike (RFC 8555
/// §6.2, §7.4): a kind that Shomei does not take, or one whose private half can be found from the
/// public half.
///
/// The costliest check is a hundred square roots of an RSA modulus, well under the price of
/// verifying a signature.
public final class WeakKeys {

  private static final int MIN_RSA_BITS = 2048;
  private static final int MAX_RSA_BITS = 4096;
  private static final int MAX_EXPONENT_BITS = 256;
  private static final BigInteger F4 = BigInteger.valueOf(65537);
  private static final int FERMAT_ROUNDS = 100;
  private static final int MAX_SMALL_PRIME = 752;
  private static final int MAX_ROCA_PRIME = 167;

  private static final List<Integer> SMALL_ODD_PRIMES =
      IntStream.rangeClosed(3, MAX_SMALL_PRIME)
          .filter(n -> BigInteger.valueOf(n).isProbablePrime(50))
          .boxed()
          .toList();
  private static final BigInteger SMALL_PRIMES_PRODUCT =
      SMALL_ODD_PRIMES.stream()
          .map(BigInteger::valueOf)
          .reduce(BigInteger.ONE, BigInteger::multiply);

  private static final BigInteger ED25519_FIELD =
      BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
  private static final BigInteger ED25519_D =
      BigInteger.valueOf(121666)
          .modInverse(ED25519_FIELD)
          .multiply(BigInteger.valueOf(-121665))
          .mod(ED25519_FIELD);
  // y of the eight points whose order divides 8 (RFC 7748 §6.1 tells why they matter): signatures
  // for them hold for
  // anyone, so such an account would be everybody's
  private static final Set<BigInteger> ED25519_SMALL_ORDER =
      Set.of(
          BigInteger.ZERO,
          BigInteger.ONE,
          ED25519_FIELD.subtract(BigInteger.ONE),
          new BigInteger(
              "2707385501144840649318225287225658788936804267575313519463743609750303402022"),
          new BigInteger(
              "55188659117513257062467267217118295137698188065244968500265048394206261417927"));

  private WeakKeys() {}

  /// Why the key must not be used, as a sentence for a problem's detail; empty for a good one.
  public static Optional<String> weakness(PublicKey key) {
    return switch (key) {
      case RSAPublicKey rsa -> rsa(rsa.getModulus(), rsa.getPublicExponent());
      case ECPublicKey ec -> ellipticCurve(ec.getParams(), ec.getW());
      case EdECPublicKey ed -> edwardsCurve(ed.getParams(), ed.getPoint());
      case PublicKey other -> Optional.of("Keys are on P-256, P-384 or Ed25519, or RSA.");
    };
  }

  private static Optional<String> rsa(BigInteger n, BigInteger e) {
    if (n.signum() <= 0 || n.bitLength() < MIN_RSA_BITS || n.bitLength() > MAX_RSA_BITS) {
      return Optional.of("An RSA modulus has " + MIN_RSA_BITS + " to " + MAX_RSA_BITS + " bits.");
    }
    if (e.compareTo(F4) < 0 || !e.testBit(0) || e.bitLength() > MAX_EXPONENT_BITS) {
      return Optional.of("An RSA exponent is odd, at least 65537 and has at most 256 bits.");
    }
    if (!n.testBit(0) || !n.gcd(SMALL_PRIMES_PRODUCT).equals(BigInteger.ONE)) {
      return Optional.of("The RSA modulus has a small factor.");
    }
    if (hasRocaFingerprint(n)) {
      return Optional.of("The RSA key comes from a faulty generator (CVE-2017-15361).");
    }
    if (hasClosePrimes(n)) {
      return Optional.of("The RSA modulus is the product of two primes that are too close.");
    }
    return Optional.empty();
  }

  /// Keys of the faulty generator are powers of 65537 modulo every small prime; by chance that is
  /// so once in some 2²⁷.
  private static boolean hasRocaFingerprint(BigInteger n) {
    return SMALL_ODD_PRIMES.stream()
        .filter(prime -> prime <= MAX_ROCA_PRIME)
        .allMatch(prime -> isPowerOfF4(n.mod(BigInteger.valueOf(prime)).intValue(), prime));
  }

  private static boolean isPowerOfF4(int residue, int prime) {
    int power = 1;
    do {
      if (power == residue) {
        return true;
      }
      power = power * (65537 % prime) % prime;
    } while (power != 1);
    return false;
  }

  /// Fermat's way to factor: n = a² − b² for an a just above the root (CVE-2022-26320).
  private static boolean hasClosePrimes(BigInteger n) {
    BigInteger root = n.sqrt();
    BigInteger a = root.multiply(root).equals(n) ? root : root.add(BigInteger.ONE);
    for (int round = 0; round < FERMAT_ROUNDS; round++) {
      BigInteger bSquared = a.multiply(a).subtract(n);
      if (isSquare(bSquared)) {
        return true;
      }
      a = a.add(BigInteger.ONE);
    }
    return false;
  }

  private static boolean isSquare(BigInteger number) {
    // squares are 0, 1, 4, 9, 16, 17 modulo 32 only, of which 25 is 25: most numbers need no root
    int low = number.intValue() & 31;
    boolean possible =
        low == 0 || low == 1 || low == 4 || low == 9 || low == 16 || low == 17 || low == 25;
    return possible && number.sqrtAndRemainder()[1].signum() == 0;
  }

  private static Optional<String> ellipticCurve(ECParameterSpec parameters, ECPoint point) {
    boolean known =
        Stream.of(EllipticCurves.P256, EllipticCurves.P384)
            .anyMatch(
                curve ->
                    curve.getCurve().equals(parameters.getCurve())
                        && curve.getGenerator().equals(parameters.getGenerator())
                        && curve.getOrder().equals(parameters.getOrder()));
    if (!known) {
      return Optional.of("The curve is none of P-256 and P-384.");
    }
    return isOnCurve(parameters, point)
        ? Optional.empty()
        : Optional.of("The public key is not a point of its curve.");
  }

  /// Both curves have cofactor 1, so a point on the curve that is not infinity has the full order.
  private static boolean isOnCurve(ECParameterSpec parameters, ECPoint point) {
    if (point.equals(ECPoint.POINT_INFINITY)
        || !(parameters.getCurve().getField() instanceof ECFieldFp field)) {
      return false;
    }
    BigInteger p = field.getP();
    BigInteger x = point.getAffineX();
    BigInteger y = point.getAffineY();
    if (x.signum() < 0 || y.signum() < 0 || x.compareTo(p) >= 0 || y.compareTo(p) >= 0) {
      return false;
    }
    BigInteger a = parameters.getCurve().getA();
    BigInteger b = parameters.getCurve().getB();
    BigInteger right = x.multiply(x).add(a).multiply(x).add(b).mod(p);
    return y.multiply(y).mod(p).equals(right);
  }

  private static Optional<String> edwardsCurve(NamedParameterSpec curve, EdECPoint point) {
    if (!curve.getName().equals(NamedParameterSpec.ED25519.getName())) {
      return Optional.of("The curve is not Ed25519.");
    }
    BigInteger y = point.getY();
    if (y.compareTo(ED25519_FIELD) >= 0 || ED25519_SMALL_ORDER.contains(y)) {
      return Optional.of("The Ed25519 key is not canonical or has a small order.");
    }
    return isOnEd25519(y)
        ? Optional.empty()
        : Optional.of("The public key is not a point of its curve.");
  }

  /// Whether x² = (y² − 1) / (d·y² + 1) has a root (RFC 8032 §5.1.3).
  private static boolean isOnEd25519(BigInteger y) {
    BigInteger ySquared = y.multiply(y).mod(ED25519_FIELD);
    BigInteger denominator = ED25519_D.multiply(ySquared).add(BigInteger.ONE);
    BigInteger xSquared =
        ySquared
            .subtract(BigInteger.ONE)
            .multiply(denominator.modInverse(ED25519_FIELD))
            .mod(ED25519_FIELD);
    BigInteger euler = ED25519_FIELD.subtract(BigInteger.ONE).shiftRight(1);
    return xSquared.modPow(euler, ED25519_FIELD).equals(BigInteger.ONE);
  }
}
