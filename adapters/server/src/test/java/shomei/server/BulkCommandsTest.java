package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import shomei.command.ExitCode;
import shomei.embedded.ScratchDatabase;

/// Bulk revocation from the command line.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class BulkCommandsTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-21T05:00:00Z"));

  private Site site;

  @BeforeAll
  void found(@TempDir Path folder) throws IOException {
    ScratchDatabase database = ScratchDatabase.create();
    site = Site.in(folder, CLOCK, database);
    site.found();
    database.execute(
        """
          insert into certificate (serial, issuer, institution, account, acme_order, identifiers,
            profile, der, fingerprint, spki_digest, not_before, not_after)
          select '4' || substr(md5(n::text), 2), 'kita-g1', 'kita', gen_random_uuid(),
            gen_random_uuid(), '{dns:a.example}', 'tls-client', '', sha256(n::text::bytea),
            sha256(n::text::bytea), '2026-11-01', '2027-11-01'
          from generate_series(1, 2345) as n
        """);
  }

  @Test
  @Order(1)
  void withoutATerminalItInsistsOnYesAndTellsHowMany() {
    var ended = site.run("certificate", "revoke-all", "--reason", "superseded");
    assertThat(ended.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(ended.err()).contains("this revokes 2345 certificates of kita", "--yes");
    assertThat(site.must("certificate", "list", "--state", "revoked")).doesNotContain("tls-client");
    assertThat(site.must("certificate", "revocations")).hasLineCount(1);
  }

  @Test
  @Order(2)
  void aCaThatIsNotThereIsRefused() {
    var ended = site.run("certificate", "revoke-all", "--ca", "kita-g7", "--yes");
    assertThat(ended.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(ended.err()).contains("no CA kita-g7");
  }

  @Test
  @Order(3)
  void itRevokesAllAndTellsHowFarItHasCome() {
    assertThat(
            site.must(
                "certificate", "revoke-all", "--ca", "kita-g1", "--reason", "superseded", "--yes"))
        .contains(
            "revoking 2345 certificates, begun by ",
            " (tanaka) at 2026-11-21 14:00:00 +09:00",
            "500 of 2345 are revoked",
            "2000 of 2345 are revoked",
            "done: 2345 certificates are revoked");
    assertThat(site.must("certificate", "list", "--state", "issued")).doesNotContain("tls-client");
    assertThat(site.must("certificate", "revocations"))
        .containsPattern(
            "kita-g1 +superseded +2026-11-21 14:00:00 \\+09:00 +\\w+ \\(tanaka\\) +2345 +2345");
    assertThat(site.must("history", "show", "--limit", "1"))
        .contains("bulk_revocation_ended", "revoked=2345");
  }
}
