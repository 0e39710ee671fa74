package shomei.enrollment.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import shomei.enrollment.KeyType;
import shomei.pkcs11.Attribute;
import shomei.pkcs11.CryptokiFault;
import shomei.pkcs11.Mechanism;
import shomei.pkcs11.TokenSession;

/// Keys in an open database of NSS.
final class NssKeys {
  // NSS' own: the public value beside an EC private key, by which it finds the key of a certificate
  private static final long CKA_NSS_DB = 0xD5A0DB00L;

  private static final byte[] F4 = {1, 0, 1};
  // OIDs of the curves (RFC 5480 §2.1.1.1)
  private static final byte[] P256 = HexFormat.of().parseHex("06082a8648ce3d030107");
  private static final byte[] P384 = HexFormat.of().parseHex("06052b81040022");
  // what stands before a SHA-256 digest that RSA signs (RFC 8017 §9.2, note 1)
  private static final byte[] SHA256 =
      HexFormat.of().parseHex("3031300d060960864801650304020105000420");
  private static final int AES_OCTETS = 32;
  private static final int BLOCK = 16;

  private NssKeys() {}

  /// A key and what finds it again.
  static final class Found {
    private final PublicKey publicKey;
    private final byte[] id;

    /// @param id CKA_ID, that of its certificate, too
    Found(PublicKey publicKey, byte[] id) {
      this.publicKey = publicKey;
      this.id = id.clone();
    }

    PublicKey publicKey() {
      return publicKey;
    }
  }

  /// Makes a key in the database.
  ///
  /// It may be exported, as all that browsers make may be: NSS keeps no key in, and so the person
  /// has the browser's own backup, and [NssDatabase#backUp] its copy.
  static long make(TokenSession session, String name, KeyType type) {
    boolean rsa = type.bits() > 0;
    Attribute[] publicKey =
        rsa
            ? new Attribute[] {
              Attribute.ofNumber(Attribute.CKA_MODULUS_BITS, type.bits()),
              Attribute.of(Attribute.CKA_PUBLIC_EXPONENT, F4)
            }
            : new Attribute[] {
              Attribute.of(Attribute.CKA_EC_PARAMS, type == KeyType.P384 ? P384 : P256)
            };
    Attribute[] privateKey = {
      Attribute.ofTrue(Attribute.CKA_TOKEN),
      Attribute.ofTrue(Attribute.CKA_PRIVATE),
      Attribute.ofTrue(Attribute.CKA_SENSITIVE),
      Attribute.ofTrue(Attribute.CKA_EXTRACTABLE),
      Attribute.ofTrue(Attribute.CKA_SIGN),
      Attribute.of(Attribute.CKA_LABEL, name)
    };
    long key =
        session
            .generate(
                Mechanism.of(rsa ? Mechanism.RSA_PKCS_KEY_PAIR_GEN : Mechanism.EC_KEY_PAIR_GEN),
                publicKey,
                privateKey)[1];
    session.set(key, Attribute.of(Attribute.CKA_ID, id(publicKey(session, key))));
    return key;
  }

  /// As NSS itself makes it: SHA-1 of the modulus or of the point.
  static byte[] id(PublicKey key) {
    try {
      byte[] value =
          key instanceof RSAPublicKey rsa
              ? unsigned(rsa.getModulus())
              : SubjectPublicKeyInfo.getInstance(key.getEncoded()).getPublicKeyData().getOctets();
      return MessageDigest.getInstance("SHA-1").digest(value);
    } catch (GeneralSecurityException never) {
      throw new IllegalStateException("every Java platform has SHA-1", never);
    }
  }

  private static byte[] unsigned(BigInteger number) {
    byte[] octets = number.toByteArray();
    return octets[0] == 0 ? Arrays.copyOfRange(octets, 1, octets.length) : octets;
  }

  static byte[] id(TokenSession session, long key) {
    return session.value(key, Attribute.CKA_ID);
  }

  static String label(TokenSession session, long key) {
    return new String(session.value(key, Attribute.CKA_LABEL), StandardCharsets.UTF_8);
  }

  /// The key of a certificate that is in the database.
  static Optional<Found> of(TokenSession session, X509Certificate certificate) {
    for (long object : session.find(TokenCertificate.itself(certificate))) {
      byte[] id = id(session, object);
      if (!privateKeys(session, id).isEmpty()) {
        return Optional.of(new Found(certificate.getPublicKey(), id));
      }
    }
    return Optional.empty();
  }

  private static List<Long> privateKeys(TokenSession session, byte[] id) {
    return session.find(
        Attribute.ofNumber(Attribute.CKA_CLASS, Attribute.CKO_PRIVATE_KEY),
        Attribute.of(Attribute.CKA_ID, id));
  }

  static PublicKey publicKey(TokenSession session, long privateKey) {
    try {
      byte[] type = session.value(privateKey, Attribute.CKA_KEY_TYPE);
      if (type[0] == Attribute.CKK_RSA) {
        return KeyFactory.getInstance("RSA")
            .generatePublic(
                new RSAPublicKeySpec(
                    new BigInteger(1, session.value(privateKey, Attribute.CKA_MODULUS)),
                    new BigInteger(1, session.value(privateKey, Attribute.CKA_PUBLIC_EXPONENT))));
      }
      AlgorithmIdentifier curve =
          new AlgorithmIdentifier(
              X9ObjectIdentifiers.id_ecPublicKey,
              ASN1Primitive.fromByteArray(session.value(privateKey, Attribute.CKA_EC_PARAMS)));
      byte[] point = session.value(privateKey, CKA_NSS_DB);
      return KeyFactory.getInstance("EC")
          .generatePublic(
              new X509EncodedKeySpec(new SubjectPublicKeyInfo(curve, point).getEncoded()));
    } catch (GeneralSecurityException | IOException unfit) {
      throw new IllegalStateException("NSS made a key that Java does not know", unfit);
    }
  }

  /// @param digest see [OpaqueKey.Signer]
  static byte[] sign(TokenSession session, Found key, byte[] digest) {
    long handle = privateKeys(session, key.id).getFirst();
    if (key.publicKey() instanceof RSAPublicKey) {
      ByteArrayOutputStream named = new ByteArrayOutputStream();
      named.writeBytes(SHA256);
      named.writeBytes(digest);
      return session.sign(Mechanism.of(Mechanism.RSA_PKCS), handle, named.toByteArray());
    }
    return session.sign(Mechanism.of(Mechanism.ECDSA), handle, digest);
  }

  /// Takes the key out, under a key of this moment.
  ///
  /// @return empty where it may not leave
  static Optional<PrivateKey> export(TokenSession session, Found key, RandomGenerator random) {
    byte[] secret = new byte[AES_OCTETS];
    byte[] start = new byte[BLOCK];
    random.nextBytes(secret);
    random.nextBytes(start);
    try {
      long under =
          session.create(
              Attribute.ofNumber(Attribute.CKA_CLASS, Attribute.CKO_SECRET_KEY),
              Attribute.ofNumber(Attribute.CKA_KEY_TYPE, Attribute.CKK_AES),
              Attribute.of(Attribute.CKA_VALUE, secret),
              Attribute.ofTrue(Attribute.CKA_WRAP));
      byte[] wrapped =
          session.wrap(
              Mechanism.of(Mechanism.AES_CBC_PAD, start),
              under,
              privateKeys(session, key.id).getFirst());
      Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
      cipher.init(
          Cipher.DECRYPT_MODE, new SecretKeySpec(secret, "AES"), new IvParameterSpec(start));
      return Optional.of(
          KeyFactory.getInstance(key.publicKey().getAlgorithm())
              .generatePrivate(new PKCS8EncodedKeySpec(cipher.doFinal(wrapped))));
    } catch (CryptokiFault kept) {
      return Optional.empty();
    } catch (GeneralSecurityException unfit) {
      throw new IllegalStateException("NSS gave a key that Java does not know", unfit);
    }
  }
}
