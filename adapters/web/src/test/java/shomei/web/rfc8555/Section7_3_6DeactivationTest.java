package shomei.web.rfc8555;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// RFC 8555 §7.3.6.
final class Section7_3_6DeactivationTest {
  @RegisterExtension static final Edge edge = new Edge();

  private final Setup setup = new Setup(edge);

  @Test
  @Requirement({"ACC-13", "ACC-14", "ACC-15"})
  void aDeactivatedAccountIsEndedForGood() {
    Client client = Client.withAccount(edge, "kita");
    Answer answer = client.post(client.account(), "{\"status\":\"deactivated\"}");
    answer.has(200);
    assertThat(answer.text("status")).isEqualTo("deactivated");
    String account = client.account();
    client.read(account).isProblem(401, "unauthorized");
    client.read(account + "/orders").isProblem(401, "unauthorized");
    client.read(client.url("directory")).isProblem(401, "unauthorized");
    client.order("subscriber", "12345678901234").isProblem(401, "unauthorized");
    client.post(client.url("key-change"), "{}").isProblem(401, "unauthorized");
    client.post(client.url("revoke-cert"), "{}").isProblem(401, "unauthorized");
    client.createAccount(Client.object()).isProblem(401, "unauthorized");
    client
        .createAccount(Client.object().put("onlyReturnExisting", true))
        .isProblem(401, "unauthorized");
  }

  @Test
  @Requirement({"ACC-16", "REV-02"})
  void itsOrdersEndItsCertificatesDoNotAndTheirKeysStillRevoke() {
    Client client = setup.partner("kita", "ended.example", true);
    Issued issued = Issued.by(client, "www.ended.example");
    client.order("dns", "open.ended.example").has(201);
    client.post(client.account(), "{\"status\":\"deactivated\"}").has(200);
    assertThat(
            edge.ports
                .orders()
                .of(issued.accountId(), java.util.Optional.empty(), 10, edge.clock.instant()))
        .hasSize(1);
    assertThat(edge.ports.certificates().find(issued.serial()).orElseThrow().revocation())
        .isEmpty();
    Client holder = new Client(edge, "kita", issued.key());
    ObjectNode payload = Client.object().put("certificate", issued.encoded());
    holder.postByKey(holder.url("revoke-cert"), payload).has(200);
    assertThat(List.of(edge.ports.certificates().find(issued.serial()).orElseThrow().revocation()))
        .doesNotContain(java.util.Optional.empty());
  }
}
