package shomei.web.rfc8555;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// RFC 9773, and the profiles draft.
final class Rfc9773RenewalInfoTest {
  @RegisterExtension static final Edge edge = new Edge();

  private final Setup setup = new Setup(edge);
  private final Client client = setup.partner("kita", "good.example", true);

  @Test
  @Requirement({"ARI-02", "ARI-03", "ARI-04", "HTP-06"})
  void anybodyReadsTheWindow() {
    Issued issued = Issued.by(client, "www.good.example");
    Answer answer = client.get(client.url("renewal-info/" + issued.certId())).has(200);
    ObjectNode window = (ObjectNode) answer.json().path("suggestedWindow");
    Instant start = Instant.parse(window.path("start").textValue());
    Instant end = Instant.parse(window.path("end").textValue());
    assertThat(start).isBefore(end).isAfter(edge.clock.instant());
    assertThat(end).isBefore(issued.leaf().getNotAfter().toInstant());
    assertThat(answer.header("Retry-After")).matches("[1-9][0-9]*");
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    client
        .send("HEAD", client.url("renewal-info/" + issued.certId()), Map.of(), new byte[0])
        .has(200);
  }

  @Test
  @Requirement("ARI-09")
  void aRevokedCertificatesWindowLiesInThePast() {
    Issued issued = Issued.by(client, "www.good.example");
    client
        .post(client.url("revoke-cert"), Client.object().put("certificate", issued.encoded()))
        .has(200);
    Answer answer = client.get(client.url("renewal-info/" + issued.certId())).has(200);
    String end = answer.json().path("suggestedWindow").path("end").textValue();
    assertThat(Instant.parse(end)).isBefore(edge.clock.instant());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "a.b",
        "AAAA.AAAA",
        "AAAA.BBBB.CCCC",
        "....",
        "AAAA=.BBBB",
        ".",
        "a%2Eb",
        "AAAA.QAAAAAAAAAAAAAAAAAAAAA"
      })
  @Requirement("ARI-05")
  void aBadOrUnknownCertIdIs4xx(String certId) {
    Answer answer = client.get(client.url("renewal-info/" + certId));
    assertThat(answer.status()).isIn(400, 404);
    answer.isProblem(answer.status(), "malformed");
  }

  @Test
  @Requirement("ARI-05")
  void theBaseAloneIs404AndPostIs405() {
    client.get(client.url("renewal-info")).isProblem(404, "malformed");
    client.read(client.url("renewal-info/a.b")).isProblem(405, "malformed");
  }

  @Test
  @Requirement({"ARI-06", "ARI-08"})
  void replacesIsReflectedAndTheSecondTimeAConflict() {
    Issued issued = Issued.by(client, "www.good.example");
    Answer order = replace(issued, "www.good.example").has(201);
    assertThat(order.text("replaces")).isEqualTo(issued.certId());
    Answer repeated = replace(issued, "www.good.example").has(201);
    assertThat(repeated.location()).isEqualTo(order.location());
    Issued.finish(client, order, Keys.p256(), List.of("www.good.example"));
    replace(issued, "www.good.example").isProblem(409, "alreadyReplaced");
  }

  @Test
  @Requirement("ARI-07")
  void replacesIsChecked() {
    Issued issued = Issued.by(client, "www.good.example");
    replace(issued, "other.good.example").has(403);
    Client other = setup.partner("kita", "good.example", true);
    ObjectNode order = Client.object().put("replaces", issued.certId());
    order.putArray("identifiers").addObject().put("type", "dns").put("value", "www.good.example");
    other.post(other.url("new-order"), order).has(403);
    for (String bad : new String[] {"", "x", "AAAA.AAAA", "AAAA=.AAAA"}) {
      client.post(client.url("new-order"), order.put("replaces", bad)).isProblem(400, "malformed");
    }
  }

  @Test
  @Requirement({"PRO-02", "PRO-03"})
  void aProfileIsReflectedAndAnUnknownOneRefused() {
    Answer plain = client.order("dns", "www.good.example").has(201);
    String profile = plain.text("profile");
    assertThat(
            client.get(client.url("directory")).json().path("meta").path("profiles").has(profile))
        .isTrue();
    ObjectNode order = Client.object().put("profile", profile);
    order.putArray("identifiers").addObject().put("type", "dns").put("value", "p.good.example");
    assertThat(client.post(client.url("new-order"), order).has(201).text("profile"))
        .isEqualTo(profile);
    for (String bad : new String[] {"nothing", "", "subscriber"}) {
      client
          .post(client.url("new-order"), order.put("profile", bad))
          .isProblem(400, "invalidProfile");
    }
  }

  private Answer replace(Issued issued, String name) {
    ObjectNode order = Client.object().put("replaces", issued.certId());
    order.putArray("identifiers").addObject().put("type", "dns").put("value", name);
    return client.post(client.url("new-order"), order);
  }
}
