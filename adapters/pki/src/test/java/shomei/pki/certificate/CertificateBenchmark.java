package shomei.pki.certificate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.InstantSource;
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
import shomei.domain.ca.CertificateTemplate;
import shomei.domain.ca.Issuer;
import shomei.domain.ca.ToBeSigned;
import shomei.domain.kernel.Octets;
import shomei.pki.SoftHsm;
import shomei.pki.TestAuthority;
import shomei.pki.TestClock;
import shomei.pki.key.CryptoToken;
import shomei.pki.key.KeyKind;
import shomei.pki.key.Software;

/// Certificates a second: built and linted, signed (signature verified before it is handed out),
/// and the bare signature of the same keys.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class CertificateBenchmark {
  @Param({"file", "token"})
  public String keys = "file";

  @Param({"P256", "P384", "RSA2048"})
  public KeyKind kind = KeyKind.P256;

  private final CertificateTemplate template =
      TestAuthority.client(
          TestAuthority.KITA, "12345678901234user1", TestAuthority.ec("secp256r1"));

  @SuppressWarnings("NullAway.Init")
  private CryptoToken opened;

  @SuppressWarnings("NullAway.Init")
  private TestAuthority authority;

  @SuppressWarnings("NullAway.Init")
  private Issuer issuer;

  @SuppressWarnings("NullAway.Init")
  private ToBeSigned prepared;

  @SuppressWarnings("NullAway.Init")
  private PublicKey publicKey;

  @Setup
  public void open() throws IOException {
    opened =
        keys.equals("token") ? SoftHsm.keys(SoftHsm.newToken(), InstantSource.system()) : file();
    authority = new TestAuthority(opened, new TestClock());
    issuer = authority.create(TestAuthority.KITA, 1, kind);
    prepared = authority.ca.prepare(template);
    publicKey = Software.publicKey(Software.certificate(issuer.certificate().octets()));
  }

  private static CryptoToken file() throws IOException {
    Path folder = Files.createTempDirectory("keys");
    return TestAuthority.keys(folder.resolve("keys.p12"));
  }

  @Benchmark
  public ToBeSigned prepare() {
    return authority.ca.prepare(template);
  }

  @Benchmark
  public Octets sign() {
    return authority.ca.sign(prepared);
  }

  @Benchmark
  public Octets prepareAndSign() {
    return authority.ca.sign(authority.ca.prepare(template));
  }

  @Benchmark
  public byte[] bareSignature() {
    return opened.sign(issuer.keyLabel(), publicKey, prepared.der().octets());
  }
}
