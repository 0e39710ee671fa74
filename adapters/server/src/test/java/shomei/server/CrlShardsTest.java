package shomei.server;

import static java.security.cert.PKIXRevocationChecker.Option.NO_FALLBACK;
import static java.security.cert.PKIXRevocationChecker.Option.PREFER_CRLS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertPathValidatorException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A CA that outgrows its first CRL, as relying parties see it over HTTP: each certificate is
/// judged by the part that it points to, and by no other.
final class CrlShardsTest {
  private static final String DISTRIBUTION_POINT = "2.5.29.28";

  /// How long a node goes on with the shard that it found open, and a little.
  private static final Duration OPEN_SHARD_REMEMBERED = Duration.ofSeconds(6);

  @TempDir Path folder;
  private final MovableClock clock = new MovableClock();

  @Test
  void aRevocationOnEitherSideOfTheBoundaryIsSeenInItsOwnPart() throws Exception {
    Site site = Site.in(folder, clock);
    // published when the test says so: what the server has begun by itself may not be out yet
    Files.writeString(
        site.file(),
        Files.readString(site.file())
            .replace("  publicUrl: http:", "  crlShardSize: 2\n  crlLook: 1d\n  publicUrl: http:"));
    site.found();
    try (Adapters adapters = ServerTest.adapters(site, clock);
        Server server = Server.start(adapters);
        var pc = new Pc(site)) {
      register(site);
      List<X509Certificate> issued = new ArrayList<>();
      for (int user = 1; user <= 4; user++) {
        issued.add(pc.acquire("12345678901234/user" + user, "1234abcd"));
        clock.forward(OPEN_SHARD_REMEMBERED);
        server.runSchedule();
        clock.forward(OPEN_SHARD_REMEMBERED);
      }
      try (var party = new RelyingParty(folder.resolve("party"), issued.getFirst())) {
        assertThat(issued)
            .extracting(certificate -> party.crlAddress(certificate).getPath())
            .containsExactly(
                "/ca/kita-g1.crl", "/ca/kita-g1.crl", "/ca/kita-g1/1.crl", "/ca/kita-g1/1.crl");
        for (X509Certificate certificate : issued) {
          assertThat(party.crl(certificate).getCriticalExtensionOIDs())
              .contains(DISTRIBUTION_POINT);
          assertThat(judged(party, certificate)).contains("certificate.pem: OK");
        }
        URI otherPart = party.crlAddress(issued.getLast());
        assertThat(party.openSslVerifies(issued.getFirst(), otherPart, clock.instant()))
            .contains("verification failed");

        revoke(site, issued.get(0));
        revoke(site, issued.get(2));
        clock.forward(Duration.ofSeconds(2));
        server.runSchedule();

        for (int i : new int[] {0, 2}) {
          assertThat(judged(party, issued.get(i))).contains("certificate revoked");
          assertThat(party.crl(issued.get(i)).getRevokedCertificates()).hasSize(1);
          assertThatThrownBy(() -> validate(party, issued.get(i)))
              .isInstanceOfSatisfying(
                  CertPathValidatorException.class,
                  e ->
                      assertThat(e.getReason())
                          .isEqualTo(CertPathValidatorException.BasicReason.REVOKED));
        }
        for (int i : new int[] {1, 3}) {
          assertThat(judged(party, issued.get(i))).contains("certificate.pem: OK");
          assertThatCode(() -> validate(party, issued.get(i))).doesNotThrowAnyException();
        }
        clock.forward(Duration.ofMinutes(5));
        server.runSchedule();
        theCompleteOneTellsAll(party, issued);
      }
    }
  }

  private void theCompleteOneTellsAll(RelyingParty party, List<X509Certificate> issued)
      throws Exception {
    URI complete = party.crlAddress(issued.getFirst()).resolve("/ca/kita-g1/complete.crl");
    X509CRL crl = party.crl(complete);
    assertThat(crl.getCriticalExtensionOIDs()).isEmpty();
    assertThat(crl.getRevokedCertificates()).hasSize(2);
    for (int i = 0; i < issued.size(); i++) {
      assertThat(party.openSslVerifies(issued.get(i), complete, clock.instant()))
          .contains(i % 2 == 0 ? "certificate revoked" : "certificate.pem: OK");
    }
  }

  private String judged(RelyingParty party, X509Certificate certificate) throws Exception {
    return party.openSslVerifies(certificate, party.crlAddress(certificate), clock.instant());
  }

  private void validate(RelyingParty party, X509Certificate certificate) throws Exception {
    party.jdkValidates(certificate, clock.instant(), PREFER_CRLS, NO_FALLBACK);
  }

  private static void revoke(Site site, X509Certificate certificate) {
    site.must("certificate", "revoke", certificate.getSerialNumber().toString(16));
  }

  private static void register(Site site) {
    add(site, "corporation", "12345678901234");
    for (int user = 1; user <= 4; user++) {
      add(site, "user", "--keep-pin", "12345678901234", "user" + user);
    }
  }

  private static void add(Site site, String what, String... names) {
    List<String> command = new ArrayList<>(List.of(what, "add"));
    command.addAll(List.of(names));
    command.addAll(List.of("--name", "Sato", "--mail", "sato@suzuki.example", "--pin-file", "-"));
    ServerTest.must(site.runWith(Site.PINS, command.toArray(String[]::new)));
  }
}
