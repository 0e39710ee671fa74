package shomei.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.protocol.message.AuthorizationObject;
import shomei.protocol.message.NewOrder;
import shomei.protocol.message.OrderObject;
import shomei.sdk.stand.StandCa;

/// The README's example is the code below, and it works.
final class ReadmeTest {
  private static final Path SOURCE = Path.of("src/test/java/shomei/sdk/ReadmeTest.java");

  @TempDir private Path folder;

  private static List<X509Certificate> acquire(
      Path caFile, URI directory, KeyPair accountKeys, KeyPair certificateKeys, String pin)
      throws Exception {
    // README: begin
    ClientSettings settings =
        ClientSettings.usual(InstantSource.system()).withTrust(Trust.ofCertificates(caFile));
    try (AcmeServer server = AcmeServer.at(directory, settings)) {
      AcmeAccount account = server.createAccount(accountKeys, NewAccountTerms.plain());
      NewOrder wanted = NewOrder.builder().subscriber("12345678901234/taro").build();
      Located<OrderObject> order = account.order(wanted);
      AuthorizationObject authorization =
          account.authorization(order.resource().authorizations().getFirst());
      account.answerPin(authorization.challenges().getFirst(), pin, Optional.empty());
      OrderObject valid = account.finish(order.url(), Csr.ofSubscriber(certificateKeys));
      return account.certificate(valid);
    }
    // README: end
  }

  @Test
  void theExampleBringsACertificate() throws Exception {
    try (Against against = Against.aStand()) {
      against.stand.office().register("12345678901234/taro", "1357");
      KeyPair keys = StandCa.keyPair();

      List<X509Certificate> chain =
          acquire(
              against.stand.caFile(folder),
              against.stand.directory(),
              StandCa.keyPair(),
              keys,
              "1357");

      assertThat(chain.getFirst().getPublicKey()).isEqualTo(keys.getPublic());
    }
  }

  @Test
  void theReadmeShowsThatCode() throws Exception {
    String source = Files.readString(SOURCE);
    String shown =
        source.substring(
            source.indexOf("// README: begin\n") + 17, source.indexOf("    // README: end"));

    assertThat(Files.readString(Path.of("README.md")))
        .contains("```java\n" + shown.indent(-4) + "```\n");
  }
}
