package shomei.web.rfc8555;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shomei.domain.certificate.RevocationReason;
import shomei.protocol.json.Base64Url;

/// RFC 8555 §7.6.
final class Section7_6RevocationTest {
  @RegisterExtension static final Edge edge = new Edge();

  private final Setup setup = new Setup(edge);
  private final Client client = setup.partner("kita", "good.example", true);
  private final Issued issued = Issued.by(client, "www.good.example");

  @Test
  @Requirement({"REV-01", "REV-05"})
  void theOwnerRevokesOnce() {
    Answer answer = revoke(client, payload().put("reason", 4));
    answer.has(200);
    assertThat(answer.body()).isEmpty();
    assertThat(reason()).contains(RevocationReason.SUPERSEDED);
    revoke(client, payload()).isProblem(400, "alreadyRevoked");
  }

  @Test
  @Requirement({"REV-02", "REV-09"})
  void theCertificatesKeyRevokes() {
    Client holder = new Client(edge, "kita", issued.key());
    holder.postByKey(holder.url("revoke-cert"), payload()).has(200);
    assertThat(reason()).isEmpty();
    assertThat(edge.ports.certificates().find(issued.serial()).orElseThrow().revocation())
        .isPresent();
  }

  @Test
  @Requirement({"REV-03", "REV-04"})
  void anAccountWithValidAuthorizationsOfAllNamesRevokes() {
    Client other = setup.partner("kita", "good.example", true);
    revoke(other, payload()).isProblem(403, "unauthorized");
    other.order("dns", "elsewhere.good.example").has(201);
    revoke(other, payload()).isProblem(403, "unauthorized");
    other.order("dns", "www.good.example").has(201);
    revoke(other, payload()).has(200);
  }

  @Test
  @Requirement("REV-04")
  void aStrangersKeyDoesNot() {
    Client stranger = Client.at(edge, "kita");
    stranger.postByKey(stranger.url("revoke-cert"), payload()).isProblem(403, "unauthorized");
    assertThat(edge.ports.certificates().find(issued.serial()).orElseThrow().revocation())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 2, 6, 7, 8, 10, 11, 99, Integer.MAX_VALUE})
  @Requirement("REV-06")
  void aReasonThatIsNotAllowedIsRefusedAndTheAllowedAreNamed(int reason) {
    Answer answer = revoke(client, payload().put("reason", reason));
    answer.isProblem(400, "badRevocationReason");
    assertThat(answer.text("detail")).contains("SUPERSEDED");
    assertThat(edge.ports.certificates().find(issued.serial()).orElseThrow().revocation())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"certificate\":null}",
        "{\"certificate\":1}",
        "{\"certificate\":\"AA==\"}",
        "{\"certificate\":\"-----BEGIN CERTIFICATE-----\"}",
        "{\"certificate\":\"AAAA\",\"reason\":\"4\"}",
        "{\"certificate\":\"AAAA\",\"reason\":1.5}",
        "[]"
      })
  @Requirement("REV-07")
  void whatIsNoRevocationIsMalformed(String payload) {
    client.post(client.url("revoke-cert"), payload).isProblem(400, "malformed");
  }

  @Test
  @Requirement({"REV-07", "REV-08"})
  void anUnknownForeignOrForgedCertificateIsNotFound() {
    revoke(client, Client.object().put("certificate", "AAAA")).isProblem(404, "malformed");
    byte[] forged = issued.der();
    forged[forged.length - 1] ^= 1;
    revoke(client, Client.object().put("certificate", Base64Url.encode(forged)))
        .isProblem(404, "malformed");
    Client elsewhere = setup.partner("hokuyo", "good.example", true);
    revoke(elsewhere, payload()).isProblem(404, "malformed");
    assertThat(edge.ports.certificates().find(issued.serial()).orElseThrow().revocation())
        .isEmpty();
  }

  private Optional<RevocationReason> reason() {
    return edge.ports
        .certificates()
        .find(issued.serial())
        .orElseThrow()
        .revocation()
        .orElseThrow()
        .reason();
  }

  private ObjectNode payload() {
    return Client.object().put("certificate", issued.encoded());
  }

  private static Answer revoke(Client by, ObjectNode payload) {
    return by.post(by.url("revoke-cert"), payload);
  }
}
