package shomei.protocol.jws;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.Provider;
import java.security.Security;
import java.util.ServiceLoader;
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
import shomei.protocol.jwk.Jwk;

/// What a request's signature costs: reading the body strictly, and verifying it with each
/// provider.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class JwsBenchmark {

  @Param({"ES256", "ES384", "EdDSA", "RS256", "PS256"})
  public String algorithm = "ES256";

  /// `platform`, or the name of a provider on the classpath.
  @Param({"platform", "BC", "AmazonCorrettoCryptoProvider"})
  public String provider = "platform";

  private byte[] body = {};
  private JwsVerifier verifier = JwsVerifier.ofPlatform();
  private Jwk key = Jwk.of(Keys.p256().getPublic());

  @Setup
  public void sign() {
    SignatureAlgorithm chosen = SignatureAlgorithm.named(algorithm).orElseThrow();
    KeyPair keys =
        switch (chosen) {
          case ES256 -> Keys.p256();
          case ES384 -> Keys.p384();
          case EDDSA -> Keys.ed25519();
          case RS256, PS256 -> Keys.rsa(2048);
        };
    JwsSigner signer = JwsSigner.of(keys).with(chosen);
    body =
        signer.request(
            "https://ca.test/acme/biznet/account/123",
            "https://ca.test/acme/biznet/new-order",
            "q0sWnWkoXf1bGXjKRfW4sQ",
            "{\"identifiers\":[{\"type\":\"subscriber\",\"value\":\"00012345678901/taro\"}]}"
                .getBytes(StandardCharsets.UTF_8));
    key = signer.jwk();
    if (!provider.equals("platform")) {
      ServiceLoader.load(Provider.class).stream()
          .map(ServiceLoader.Provider::get)
          .filter(found -> found.getName().equals(provider))
          .findFirst()
          .ifPresent(Security::addProvider);
      verifier = JwsVerifier.of(provider);
    }
  }

  @Benchmark
  public SignedRequest read() {
    return Jws.parse(body).toRequest();
  }

  @Benchmark
  public byte[] readAndVerify() {
    return verifier.payload(Jws.parse(body).toRequest().content(), key);
  }
}
