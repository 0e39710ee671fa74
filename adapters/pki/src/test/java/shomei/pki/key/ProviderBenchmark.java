package shomei.pki.key;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import shomei.pki.TestAuthority;

/// Signatures and verifications a second by provider: what [Software] is chosen by.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ProviderBenchmark {
  private static final byte[] MESSAGE = "x".repeat(700).getBytes(StandardCharsets.UTF_8);

  @Param({"JDK", "BC"})
  public String provider = "BC";

  @Param({"P256", "P384", "RSA2048"})
  public KeyKind kind = KeyKind.P256;

  @SuppressWarnings("NullAway.Init")
  private PrivateKey privateKey;

  @SuppressWarnings("NullAway.Init")
  private PublicKey publicKey;

  @SuppressWarnings("NullAway.Init")
  private Provider chosen;

  @SuppressWarnings("NullAway.Init")
  private SignatureScheme scheme;

  @SuppressWarnings("NullAway.Init")
  private byte[] signature;

  @Setup
  public void open() throws GeneralSecurityException {
    KeyPair pair =
        switch (kind) {
          case P256 -> TestAuthority.ec("secp256r1");
          case P384 -> TestAuthority.ec("secp384r1");
          case RSA2048, RSA3072, RSA4096 -> TestAuthority.rsa(2048);
        };
    chosen =
        provider.equals("BC")
            ? Software.PROVIDER
            : Security.getProvider(kind.algorithm().equals("EC") ? "SunEC" : "SunRsaSign");
    KeyFactory factory = KeyFactory.getInstance(kind.algorithm(), chosen);
    privateKey = factory.generatePrivate(new PKCS8EncodedKeySpec(pair.getPrivate().getEncoded()));
    publicKey = factory.generatePublic(new X509EncodedKeySpec(pair.getPublic().getEncoded()));
    scheme = SignatureScheme.of(publicKey);
    signature = sign();
  }

  @Benchmark
  public byte[] sign() throws GeneralSecurityException {
    Signature signer = Signature.getInstance(scheme.jcaName(), chosen);
    signer.initSign(privateKey);
    signer.update(MESSAGE);
    return signer.sign();
  }

  @Benchmark
  public boolean verify() throws GeneralSecurityException {
    Signature verifier = Signature.getInstance(scheme.jcaName(), chosen);
    verifier.initVerify(publicKey);
    verifier.update(MESSAGE);
    return verifier.verify(signature);
  }
}
