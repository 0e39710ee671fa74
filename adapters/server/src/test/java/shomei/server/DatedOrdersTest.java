package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.protocol.message.NewOrder;
import shomei.sdk.AcmeFailure;
import shomei.sdk.ExternalAccount;

/// Orders with dates of a partner's own (RFC 8555 §7.4), from the request to the token and the
/// database: what newOrder takes is issued exactly so, and what could not be issued is refused
/// there, never at finalize.
final class DatedOrdersTest {
  private static final NewOrder.Builder ORDER =
      NewOrder.builder().dns("www.hikari.example").profile("tls-client");

  @TempDir Path folder;

  @Test
  void whatIsTakenIsIssuedToTheSecondAndTheRestIsRefusedAtOnce() throws Exception {
    SoftHsm token = SoftHsm.inBuild("shomei-dated");
    Site site = Site.onToken(folder, InstantSource.system(), token);
    site.found("acme");
    try (Adapters adapters = ServerTest.adapters(site, InstantSource.system());
        Server server = Server.start(adapters);
        var pc = new Pc(site)) {
      Pc.await(server, "/readyz", 200);
      ExternalAccount partner = Pc.partner(site, "hikari.example");
      Instant today = InstantSource.system().instant().truncatedTo(ChronoUnit.DAYS);
      for (Duration end : List.of(Duration.ofHours(60), Duration.parse("P3DT4H5M6S"))) {
        Instant asked = today.plus(end);
        assertThat(pc.enroll(partner, ORDER.notAfter(asked).build()).certificate().getNotAfter())
            .isEqualTo(asked);
      }
      Instant from = today.plus(Duration.ofDays(10));
      X509Certificate later =
          pc.enroll(partner, ORDER.notBefore(from).notAfter(from.plusSeconds(3600)).build())
              .certificate();
      assertThat(later.getNotBefore()).isEqualTo(from);
      assertThat(later.getNotAfter()).isEqualTo(from.plusSeconds(3600));

      Instant chosen = pc.enroll(partner, ORDER.build()).certificate().getNotAfter().toInstant();
      assertThat(pc.enroll(partner, ORDER.notAfter(chosen).build()).certificate().getNotAfter())
          .isEqualTo(chosen);

      for (NewOrder never :
          List.of(
              ORDER.notAfter(chosen.plusSeconds(1)).build(),
              ORDER.notAfter(Instant.parse("9999-12-31T23:59:59Z")).build(),
              ORDER.notBefore(today.plus(Duration.ofDays(40_000))).build(),
              ORDER.notAfter(today.minusSeconds(1)).build())) {
        assertThatThrownBy(() -> pc.enroll(partner, never))
            .isInstanceOfSatisfying(
                AcmeFailure.Refused.class,
                refused -> {
                  assertThat(refused.status()).isEqualTo(400);
                  assertThat(refused).hasMessageContaining("malformed");
                });
      }
    }
    assertThat(site.must("certificate", "list").lines().filter(l -> l.contains("issued")))
        .hasSize(5);
  }
}
