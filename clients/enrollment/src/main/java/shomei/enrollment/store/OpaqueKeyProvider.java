package shomei.enrollment.store;

import java.io.IOException;
import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.jspecify.annotations.Nullable;

/// Lets the Java platform sign with an [OpaqueKey], and with no other key: whoever asks for a
/// signature finds this provider by the key.
final class OpaqueKeyProvider extends Provider {
  private static final long serialVersionUID = 1L;
  private static final String NAME = "ShomeiStores";

  private OpaqueKeyProvider() {
    super(NAME, "1", "signs with keys that stay in their store");
    putService(new Signing(this, "SHA256withECDSA", "SHA-256"));
    putService(new Signing(this, "SHA384withECDSA", "SHA-384"));
    putService(new Signing(this, "SHA256withRSA", "SHA-256"));
  }

  static void install() {
    if (Security.getProvider(NAME) == null) {
      Security.addProvider(new OpaqueKeyProvider());
    }
  }

  private static final class Signing extends Service {
    private final String digest;

    Signing(Provider provider, String algorithm, String digest) {
      super(provider, "Signature", algorithm, OpaqueSignature.class.getName(), List.of(), Map.of());
      this.digest = digest;
    }

    @Override
    public Object newInstance(@Nullable Object parameter) throws NoSuchAlgorithmException {
      return new OpaqueSignature(MessageDigest.getInstance(digest));
    }

    @Override
    public boolean supportsParameter(@Nullable Object key) {
      return key instanceof OpaqueKey opaque
          && getAlgorithm().contains("with" + opaque.getAlgorithm());
    }
  }

  @SuppressWarnings("deprecation") // the parameters of the SPI, which nobody sets here
  private static final class OpaqueSignature extends SignatureSpi {
    private final MessageDigest digest;
    private @Nullable OpaqueKey key;

    OpaqueSignature(MessageDigest digest) {
      this.digest = digest;
    }

    @Override
    protected void engineInitSign(PrivateKey given) throws InvalidKeyException {
      if (!(given instanceof OpaqueKey opaque)) {
        throw new InvalidKeyException("not a key of a store");
      }
      key = opaque;
      digest.reset();
    }

    @Override
    protected void engineInitVerify(PublicKey given) throws InvalidKeyException {
      throw new InvalidKeyException("others verify");
    }

    @Override
    protected void engineUpdate(byte octet) {
      digest.update(octet);
    }

    @Override
    protected void engineUpdate(byte[] octets, int from, int length) {
      digest.update(octets, from, length);
    }

    @Override
    protected byte[] engineSign() throws SignatureException {
      OpaqueKey with = key;
      if (with == null) {
        throw new SignatureException("no key yet");
      }
      byte[] signature = with.signer().sign(digest.digest());
      return with.getAlgorithm().equals("RSA") ? signature : der(signature);
    }

    /// As X9.62 has it.
    private static byte[] der(byte[] pair) throws SignatureException {
      int half = pair.length / 2;
      try {
        return new DERSequence(
                new ASN1Integer[] {
                  new ASN1Integer(new BigInteger(1, Arrays.copyOfRange(pair, 0, half))),
                  new ASN1Integer(new BigInteger(1, Arrays.copyOfRange(pair, half, pair.length)))
                })
            .getEncoded();
      } catch (IOException never) {
        throw new SignatureException(never);
      }
    }

    @Override
    protected boolean engineVerify(byte[] signature) throws SignatureException {
      throw new SignatureException("others verify");
    }

    @Override
    protected void engineSetParameter(String name, Object value) {
      throw new UnsupportedOperationException(name);
    }

    @Override
    protected Object engineGetParameter(String name) {
      throw new UnsupportedOperationException(name);
    }
  }
}
