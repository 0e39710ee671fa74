package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.embedded.EmbeddedDatabase;
import shomei.embedded.FreePorts;
import shomei.sdk.Trust;

/// What those who trust certificates are told while the database is away.
final class DatabaseOutageTest {
  private static final byte[] TRY_LATER = {0x30, 3, 0x0a, 1, 3};

  @TempDir Path folder;

  @Test
  void theLastCrlIsServedAndWhateverMightBeFalseIsNotTold() throws Exception {
    int port = FreePorts.next();
    Site site =
        Site.in(
            folder,
            InstantSource.system(),
            "  url: jdbc:postgresql://localhost:%d/postgres\n  user: postgres".formatted(port),
            "  file: keys.p12\n  passwordFile: p12-password");
    Files.writeString(
        site.file(), "login: {address: 127.0.0.1, port: 0}\n", StandardOpenOption.APPEND);
    Path data = folder.resolve("elsewhere");
    EmbeddedDatabase database = EmbeddedDatabase.start(data, port);
    try {
      site.found();
      ServerTest.register(site);
      var clock = new MovableClock();
      try (Adapters adapters = ServerTest.adapters(site, clock);
          Server server = Server.start(adapters);
          var pc = new Pc(site);
          var bank =
              LoginCaller.of(
                  Instant.parse("2100-01-01T00:00:00Z"),
                  folder.resolve("tls.pem"),
                  server.loginPort().orElseThrow())) {
        site.must(
            "login-server",
            "add",
            "web",
            "--certificate",
            bank.write(folder.resolve("web.pem")).toString());
        X509Certificate certificate = pc.acquire("12345678901234/user1", "1234abcd");
        String question = "/login/kita/serial/" + certificate.getSerialNumber().toString(16);
        assertThat(bank.ask(question).statusCode()).isEqualTo(200);
        try (var party = new RelyingParty(folder.resolve("party"), certificate)) {
          byte[] asked = party.question(certificate, false);
          assertThat(party.openSslReads(party.post(certificate, asked).body()))
              .contains("Cert Status: good");
          byte[] crl = party.get(party.crlAddress(certificate)).body();

          database.close();
          Pc.await(server, "/readyz", 503);
          // for a second what was read before still counts
          clock.forward(Duration.ofSeconds(2));
          assertThat(party.get(party.crlAddress(certificate)).body()).isEqualTo(crl);
          HttpResponse<byte[]> later = party.post(certificate, asked);
          assertThat(later.body()).isEqualTo(TRY_LATER);
          assertThat(later.headers().firstValue("Retry-After")).isPresent();
          HttpResponse<byte[]> neverFetched = party.get(party.crlAddress(party.issuer()));
          assertClean(neverFetched, new String(neverFetched.body(), StandardCharsets.UTF_8));
          assertThat(nonce(server).headers().firstValue("Replay-Nonce")).isPresent();
          HttpResponse<String> login = bank.ask(question);
          assertClean(login, login.body());
          assertThat(login.headers().firstValue("Content-Type"))
              .contains("application/problem+json");

          database = EmbeddedDatabase.start(data, port);
          Pc.await(server, "/readyz", 200);
          assertThat(bank.ask(question).statusCode()).isEqualTo(200);
          assertThat(party.openSslReads(party.post(certificate, asked).body()))
              .contains("Cert Status: good");
        }
      }
    } finally {
      database.close();
    }
  }

  private HttpResponse<Void> nonce(Server server) throws Exception {
    try (HttpClient client =
        HttpClient.newBuilder()
            .sslContext(Trust.ofCertificates(folder.resolve("tls.pem")).context())
            .build()) {
      URI address =
          URI.create("https://localhost:%d/acme/kita/new-nonce".formatted(server.acmePort()));
      return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding());
    }
  }

  private static void assertClean(HttpResponse<?> answer, String body) {
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(body).doesNotContainIgnoringCase("sql", "postgres", "exception", "java", "5432");
  }
}
