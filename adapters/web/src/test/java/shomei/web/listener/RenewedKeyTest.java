package shomei.web.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import shomei.web.TestTls;
import shomei.web.http.Response;

/// Certificates that are renewed while a listener serves.
@Timeout(60)
final class RenewedKeyTest {
  @TempDir Path folder;
  private final TestTls renewed = new TestTls();

  @ParameterizedTest
  @EnumSource(ListenerSettings.Engine.class)
  void aNewCertificateIsShownFromTheNextHandshakeOnAndConnectionsThatStandStay(
      ListenerSettings.Engine engine) throws Exception {
    try (ServedSite served = served(engine);
        HttpClient before = client(served.tls)) {
      assertThat(get(before, served).statusCode()).isEqualTo(200);
      renewed.pem(folder);
      served.listener.renewKey();
      assertThat(served.listener.shown().orElseThrow().fault()).isEmpty();
      assertThat(get(before, served).statusCode()).as("on the old connection").isEqualTo(200);
      for (int i = 0; i < 8; i++) { // each event loop gets some
        try (HttpClient after = client(renewed)) {
          HttpResponse<String> answer = get(after, served);
          assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        }
        assertThat(shows(served, served.tls)).as("the old one").isFalse();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ListenerSettings.Engine.class)
  void aCertificateAsksForClientsAsBefore(ListenerSettings.Engine engine) throws Exception {
    TestTls client = new TestTls();
    try (ServedSite served =
        new ServedSite(folder, engine, true, ListenerSettings.Limits.DEFAULT, r -> answer())) {
      renewed.pem(folder);
      served.listener.renewKey();
      try (HttpClient caller =
          HttpClient.newBuilder().sslContext(renewed.trusting(client.identity())).build()) {
        assertThat(get(caller, served).statusCode()).isEqualTo(200);
      }
      assertThat(shows(served, renewed)).as("to who shows none").isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(ListenerSettings.Engine.class)
  void filesThatCannotBeUsedChangeNothingAndAreToldUntilTheyAreMended(
      ListenerSettings.Engine engine) throws Exception {
    try (ServedSite served = served(engine)) {
      Path chain = folder.resolve("chain.pem");
      String old = Files.readString(chain);

      Files.writeString(chain, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
      assertKeeps(served, "hold no certificate and key");
      Files.writeString(chain, "");
      assertKeeps(served, "hold no certificate and key");
      Files.delete(chain);
      assertKeeps(served, "chain.pem cannot be read");
      renewed.pem(Files.createDirectories(folder.resolve("other")));
      Files.copy(folder.resolve("other/chain.pem"), chain);
      assertKeeps(served, "the key is not the certificate's");
      new TestTls("CN=localhost", Instant.parse("2026-11-21T07:00:00Z")).pem(folder);
      assertKeeps(served, "has ended");

      served.tls.pem(folder);
      assertThat(Files.readString(chain)).isEqualTo(old);
      served.listener.renewKey();
      assertThat(served.listener.shown().orElseThrow().fault()).isEmpty();
    }
  }

  private static void assertKeeps(ServedSite served, String fault) throws Exception {
    served.listener.renewKey();
    ShownCertificate shown = served.listener.shown().orElseThrow();
    assertThat(shown.fault()).hasValueSatisfying(it -> assertThat(it).contains(fault));
    assertThat(shows(served, served.tls)).as(fault).isTrue();
  }

  private static boolean shows(ServedSite served, TestTls trusted) throws Exception {
    try (HttpClient client = client(trusted)) {
      return get(client, served).statusCode() == 200;
    } catch (IOException refused) {
      return false;
    }
  }

  private ServedSite served(ListenerSettings.Engine engine) {
    return new ServedSite(folder, engine, ListenerSettings.Limits.DEFAULT, request -> answer());
  }

  private static Response answer() {
    return Response.text(200, "here\n");
  }

  private static HttpClient client(TestTls trusted) {
    return HttpClient.newBuilder().sslContext(trusted.trusting()).build();
  }

  private static HttpResponse<String> get(HttpClient client, ServedSite served) throws Exception {
    URI where = URI.create("https://localhost:" + served.port() + "/");
    return client.send(HttpRequest.newBuilder(where).build(), HttpResponse.BodyHandlers.ofString());
  }
}
