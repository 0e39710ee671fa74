package shomei.web.rfc8555;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// RFC 8555 §6.4.
final class Section6_4UrlIntegrityTest {
  @RegisterExtension static final Edge edge = new Edge();

  private final Client client = Client.withAccount(edge, "kita");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://ca.shomei.example/acme/kita/new-nonce",
        "https://ca.shomei.example/acme/hokuyo/directory",
        "https://ca.shomei.example/acme/kita/directory/",
        "https://ca.shomei.example/acme/kita/directory?x",
        "https://ca.shomei.example:443/acme/kita/directory",
        "http://ca.shomei.example/acme/kita/directory",
        "https://localhost/acme/kita/directory",
        "https://CA.shomei.example/acme/kita/directory",
        "/acme/kita/directory",
        ""
      })
  @Requirement({"JWS-14", "JWS-15"})
  void aRequestSignedForAnotherUrlIsUnauthorized(String url) {
    ObjectNode header = client.header(client.url("directory")).put("url", url);
    client
        .send(
            "POST",
            client.url("directory"),
            Client.JOSE,
            Client.body(client.sign(header, new byte[0])))
        .isProblem(403, "unauthorized");
  }

  @Test
  @Requirement({"JWS-14", "DIR-10"})
  void theQueryIsPartOfTheUrl() {
    client.read(client.url("directory?x=%20y")).has(200);
  }

  @Test
  @Requirement("DIR-09")
  void whatAProxyOrAClientSaysOfTheHostChangesNothing() {
    byte[] body = Client.body(client.sign(client.header(client.url("directory")), new byte[0]));
    Answer answer =
        client.send(
            "POST",
            client.url("directory"),
            Map.of(
                "Content-Type", Client.JOSE,
                "X-Forwarded-Host", "evil.example",
                "X-Forwarded-Proto", "http",
                "Forwarded", "host=evil.example"),
            body);
    answer.has(200);
    org.assertj.core.api.Assertions.assertThat(answer.body()).doesNotContain("evil", "localhost");
  }
}
