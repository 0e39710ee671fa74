package shomei.protocol.jwk;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeakKeysTest {

  private static final BigInteger F4 = BigInteger.valueOf(65537);
  private static final BigInteger ED25519_FIELD =
      BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

  private final Random random = new Random(3279);

  @Test
  void ordinaryKeysAreGood() throws GeneralSecurityException {
    assertThat(WeakKeys.weakness(generated("RSA", 2048))).isEmpty();
    assertThat(WeakKeys.weakness(generated("RSA", 3072))).isEmpty();
    assertThat(WeakKeys.weakness(ellipticCurve("secp256r1"))).isEmpty();
    assertThat(WeakKeys.weakness(ellipticCurve("secp384r1"))).isEmpty();
    for (int i = 0; i < 50; i++) {
      PublicKey key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();
      assertThat(WeakKeys.weakness(key)).isEmpty();
    }
  }

  @Test
  void otherKindsAndCurvesAreNot() throws GeneralSecurityException {
    assertThat(WeakKeys.weakness(ellipticCurve("secp521r1"))).isPresent();
    assertThat(WeakKeys.weakness(generated("DSA", 2048))).isPresent();
    assertThat(
            WeakKeys.weakness(KeyPairGenerator.getInstance("Ed448").generateKeyPair().getPublic()))
        .isPresent();
    assertThat(
            WeakKeys.weakness(KeyPairGenerator.getInstance("X25519").generateKeyPair().getPublic()))
        .isPresent();
  }

  @Test
  void rsaHas2048To4096Bits() throws GeneralSecurityException {
    assertThat(WeakKeys.weakness(rsa(product(prime(1023), prime(1024)), F4)))
        .hasValueSatisfying(why -> assertThat(why).contains("2048"));
    assertThat(WeakKeys.weakness(rsa(BigInteger.TWO.pow(4096).add(BigInteger.ONE), F4)))
        .isPresent();
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 17, 257, 65535, 65538})
  void rsaExponentsAreOddAndNotSmall(long exponent) throws GeneralSecurityException {
    assertThat(WeakKeys.weakness(rsa(modulus(), BigInteger.valueOf(exponent))))
        .hasValueSatisfying(why -> assertThat(why).contains("exponent"));
  }

  @Test
  void anRsaExponentHasABound() throws GeneralSecurityException {
    BigInteger huge = BigInteger.TWO.pow(300).add(BigInteger.ONE);
    assertThat(WeakKeys.weakness(rsa(modulus(), huge))).isPresent();
  }

  @Test
  void aModulusWithASmallFactorIsWeak() throws GeneralSecurityException {
    assertThat(WeakKeys.weakness(rsa(prime(2041).multiply(BigInteger.valueOf(751)), F4)))
        .hasValueSatisfying(why -> assertThat(why).contains("small factor"));
    assertThat(WeakKeys.weakness(rsa(modulus().add(BigInteger.ONE), F4)))
        .hasValueSatisfying(why -> assertThat(why).contains("small factor"));
  }

  @Test
  void closePrimesAreWeak() throws GeneralSecurityException {
    BigInteger p = BigInteger.TWO.pow(1024).subtract(prime(900)).nextProbablePrime();
    BigInteger q = p.nextProbablePrime().nextProbablePrime();
    assertThat(WeakKeys.weakness(rsa(p.multiply(q), F4)))
        .hasValueSatisfying(why -> assertThat(why).contains("too close"));
    assertThat(WeakKeys.weakness(rsa(p.multiply(p), F4)))
        .hasValueSatisfying(why -> assertThat(why).contains("too close"));
  }

  /// Primes of the shape k·M + (65537^a mod M), with M the product of the first primes: how the
  /// faulty chips made them.
  @Test
  void keysOfTheFaultyGeneratorAreWeak() throws GeneralSecurityException {
    BigInteger primorial =
        IntStream.rangeClosed(2, 167)
            .mapToObj(BigInteger::valueOf)
            .filter(n -> n.isProbablePrime(30))
            .reduce(BigInteger.ONE, BigInteger::multiply);
    BigInteger modulus = faultyPrime(primorial).multiply(faultyPrime(primorial));

    assertThat(WeakKeys.weakness(rsa(modulus, F4)))
        .hasValueSatisfying(why -> assertThat(why).contains("CVE-2017-15361"));
  }

  @Test
  void ed25519PointsOfSmallOrderAreWeak() throws GeneralSecurityException {
    BigInteger orderEight =
        new BigInteger(
            "55188659117513257062467267217118295137698188065244968500265048394206261417927");
    for (BigInteger y :
        new BigInteger[] {
          BigInteger.ZERO,
          BigInteger.ONE,
          ED25519_FIELD.subtract(BigInteger.ONE),
          orderEight,
          ED25519_FIELD.subtract(orderEight)
        }) {
      assertThat(WeakKeys.weakness(ed25519(y)))
          .hasValueSatisfying(why -> assertThat(why).contains("small order"));
    }
    assertThat(WeakKeys.weakness(ed25519(ED25519_FIELD.add(BigInteger.TWO))))
        .hasValueSatisfying(why -> assertThat(why).contains("canonical"));
  }

  @Test
  void ed25519NumbersThatAreNoPointAreRefused() throws GeneralSecurityException {
    int points = 0;
    for (int y = 2; y < 42; y++) {
      points += WeakKeys.weakness(ed25519(BigInteger.valueOf(y))).isEmpty() ? 1 : 0;
    }
    // about half of all numbers are the y of a point
    assertThat(points).isBetween(10, 30);
  }

  private BigInteger faultyPrime(BigInteger primorial) {
    return Stream.generate(
            () -> {
              BigInteger power = F4.modPow(new BigInteger(64, random), primorial);
              BigInteger size = new BigInteger(1022, random).setBit(1022).setBit(1023);
              return size.divide(primorial).multiply(primorial).add(power);
            })
        .limit(20_000)
        .filter(candidate -> candidate.isProbablePrime(30))
        .findFirst()
        .orElseThrow();
  }

  private BigInteger modulus() {
    return product(prime(1024).setBit(1022), prime(1024).setBit(1022));
  }

  private static BigInteger product(BigInteger p, BigInteger q) {
    return p.nextProbablePrime().multiply(q.nextProbablePrime());
  }

  private BigInteger prime(int bits) {
    return BigInteger.probablePrime(bits, random);
  }

  private static PublicKey generated(String algorithm, int bits) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(bits);
    return generator.generateKeyPair().getPublic();
  }

  private static PublicKey ellipticCurve(String curve) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    return generator.generateKeyPair().getPublic();
  }

  private static PublicKey rsa(BigInteger n, BigInteger e) {
    return new java.security.interfaces.RSAPublicKey() {
      private static final long serialVersionUID = 1L;

      @Override
      public BigInteger getModulus() {
        return n;
      }

      @Override
      public BigInteger getPublicExponent() {
        return e;
      }

      @Override
      public String getAlgorithm() {
        return "RSA";
      }

      @Override
      public String getFormat() {
        return "X.509";
      }

      @Override
      public byte[] getEncoded() {
        return new byte[0];
      }
    };
  }

  private static PublicKey ed25519(BigInteger y) throws GeneralSecurityException {
    return KeyFactory.getInstance("Ed25519")
        .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, new EdECPoint(false, y)));
  }
}
