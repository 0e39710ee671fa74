package shomei.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.domain.authorization.Challenge;
import shomei.domain.authorization.ControlValidator.Outcome;
import shomei.domain.kernel.DnsName;

class TlsAlpn01Test {
  private static final String NAME = "www.example.com";
  private static final String KEY_AUTHORIZATION = "token.thumbprint";

  @TempDir private Path folder;

  @Test
  void theDigestInACriticalExtensionForThatNameAloneProvesIt() throws Exception {
    assertThat(look("acme-tls/1", "dns:" + NAME, ":critical", KEY_AUTHORIZATION))
        .isEqualTo(new Outcome.Proven());
  }

  @Test
  void namesAreComparedWithoutCase() throws Exception {
    assertThat(look("acme-tls/1", "dns:WWW.Example.COM", ":critical", KEY_AUTHORIZATION))
        .isEqualTo(new Outcome.Proven());
  }

  @Test
  void anExtensionThatIsNotCriticalProvesNothing() throws Exception {
    assertThat(look("acme-tls/1", "dns:" + NAME, "", KEY_AUTHORIZATION))
        .isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void aSecondNameInTheCertificateProvesNothing() throws Exception {
    assertThat(
            look(
                "acme-tls/1", "dns:" + NAME + ",dns:b.example.com", ":critical", KEY_AUTHORIZATION))
        .isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void anotherDigestProvesNothing() throws Exception {
    assertThat(look("acme-tls/1", "dns:" + NAME, ":critical", "token.other"))
        .isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void aServerThatDoesNotSpeakTheProtocolProvesNothing() throws Exception {
    assertThat(look("http/1.1", "dns:" + NAME, ":critical", KEY_AUTHORIZATION))
        .isInstanceOf(Outcome.Failed.class);
  }

  private Outcome look(String protocol, String names, String critical, String authorized)
      throws Exception {
    String digest = HexFormat.ofDelimiter(":").formatHex(Dns01.sha256(authorized));
    Path store = folder.resolve("store.p12");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(
        List.of(
            "-genkeypair",
            "-alias",
            "a",
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-dname",
            "CN=x",
            "-ext",
            "san=" + names,
            "-ext",
            "1.3.6.1.5.5.7.1.31" + critical + "=04:20:" + digest,
            "-storetype",
            "PKCS12",
            "-keystore",
            store.toString(),
            "-storepass",
            "changeit"));
    assertThat(
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor())
        .isZero();
    try (DnsServer dns = new DnsServer();
        SSLServerSocket server = server(store)) {
      dns.a(NAME, "127.0.0.1");
      Thread.ofVirtual().start(() -> answer(server, protocol));
      ValidationSettings settings =
          new ValidationSettings(
              Optional.of(dns.address()),
              80,
              443,
              server.getLocalPort(),
              List.of("127.0.0.0/8"),
              Duration.ofSeconds(30),
              1,
              Duration.ZERO,
              ValidationSettings.AT_ONCE);
      try (NetworkValidator validator = new NetworkValidator(settings, pause -> {})) {
        return validator.validate(
            Challenge.Kind.TLS_ALPN_01, DnsName.parse(NAME), "token", KEY_AUTHORIZATION);
      }
    }
  }

  private static SSLServerSocket server(Path store) throws Exception {
    KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, "changeit".toCharArray());
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(managers.getKeyManagers(), null, null);
    return (SSLServerSocket)
        tls.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  private static void answer(SSLServerSocket server, String protocol) {
    try (SSLSocket socket = (SSLSocket) server.accept()) {
      socket.setHandshakeApplicationProtocolSelector(
          (s, offered) -> offered.contains(protocol) ? protocol : "");
      socket.startHandshake();
      assertThat(socket.getInputStream().read()).isNegative();
    } catch (IOException broken) {
      // the validator has hung up, which is how a failed look ends
    }
  }
}
