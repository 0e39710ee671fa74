package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import shomei.command.ExitCode;
import shomei.protocol.jws.MacAlgorithm;
import shomei.sdk.AcmeFailure;
import shomei.sdk.ExternalAccount;

/// Operators end accounts that were made over the protocol.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AccountCommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Site site;
  private Adapters adapters;
  private Server server;
  private Pc pc;

  @BeforeAll
  @SuppressWarnings("NullAway.Init") // started before all tests
  void start(@TempDir Path folder) throws Exception {
    var clock = new MovableClock();
    site = Site.in(folder, clock);
    site.found();
    adapters = ServerTest.adapters(site, clock);
    server = Server.start(adapters);
    pc = new Pc(site);
  }

  @AfterAll
  void stop() {
    pc.close();
    server.close();
    adapters.close();
  }

  private ExternalAccount key(String partner) throws Exception {
    site.must("partner", "put", partner, "--vetted-below", partner + ".example");
    JsonNode minted =
        JSON.readTree(site.must("eab", "add", "--partner", partner, "--reusable", "--json"));
    return new ExternalAccount(
        minted.get("kid").asText(),
        MacAlgorithm.HS256,
        Base64.getUrlDecoder().decode(minted.get("hmacKey").asText()));
  }

  private String account(String partner) throws Exception {
    return JSON.readTree(site.must("account", "list", "--partner", partner, "--json"))
        .get("account")
        .asText();
  }

  @Test
  void aRevokedKeyTellsItsAccountsAndTakesThemAlongWhenAsked() throws Exception {
    ExternalAccount key = key("hikari");
    String serial = pc.enroll(key, "a.hikari.example").certificate().getSerialNumber().toString(16);
    String account = account("hikari");
    assertThat(site.must("account", "show", account)).contains(account, "valid", "partner hikari");
    assertThat(site.must("account", "list")).contains(account);

    assertThat(site.must("eab", "revoke", key.kid()))
        .contains("is revoked", "accounts created with it: 1 stay; --accounts ends them");
    assertThat(site.must("account", "show", account)).contains("valid");
    assertThat(site.must("eab", "revoke", key.kid(), "--accounts"))
        .contains("accounts created with it: 1 ended");
    assertThat(site.must("account", "show", account)).contains("deactivated");
    assertThat(site.must("eab", "revoke", key.kid(), "--accounts"))
        .contains("accounts created with it: 0 ended");
    assertThat(site.run("eab", "revoke", "no-such-key", "--accounts").code())
        .isEqualTo(ExitCode.REFUSED);
    assertThat(site.must("certificate", "list", "--state", "issued")).contains(serial);
  }

  @Test
  void anAccountThatTheOperatorEndedIsRefused() throws Exception {
    ExternalAccount key = key("akari");
    pc.enroll(key, "a.akari.example");
    String account = account("akari");
    assertThat(site.must("account", "deactivate", account))
        .contains("account " + account + " is deactivated");
    assertThat(site.must("history", "show", "--subject", "account:" + account))
        .contains("account_deactivated", "account:" + account);
    assertThat(site.run("account", "deactivate", "no-id").err()).contains("not an account's id");
    assertThat(site.run("account", "deactivate", "00000000-0000-0000-0000-000000000000").code())
        .isEqualTo(ExitCode.REFUSED);
  }

  @Test
  void aPartnerThatIsRemovedCanDoNothingMore() throws Exception {
    ExternalAccount key = key("tsubame");
    pc.enroll(key, "a.tsubame.example");
    String account = account("tsubame");
    assertThat(site.run("partner", "remove", "tsubame").err())
        .contains("its accounts (1)", "give --yes");
    assertThat(site.must("partner", "remove", "tsubame", "--yes"))
        .contains("partner tsubame is removed; accounts: 1 ended");
    assertThat(site.must("account", "show", account)).contains("deactivated", "(removed)");
    assertThat(site.must("partner", "list")).doesNotContain("tsubame");
    assertThat(site.run("eab", "revoke", key.kid()).code()).isEqualTo(ExitCode.REFUSED);
    assertThatThrownBy(() -> pc.enroll(key, "b.tsubame.example"))
        .isInstanceOf(AcmeFailure.Refused.class)
        .hasMessageContaining("unauthorized");
  }
}
