package shomei.server;

import static java.security.cert.PKIXRevocationChecker.Option.NO_FALLBACK;
import static java.security.cert.PKIXRevocationChecker.Option.ONLY_END_ENTITY;
import static java.security.cert.PKIXRevocationChecker.Option.PREFER_CRLS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertPathValidatorException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What relying parties see of a server whose keys are on a token, over HTTP and by the addresses
/// in the certificates alone.
final class StatusTest {
  private static final String SEAT = "12345678901234/user1";
  private static final byte[] MALFORMED = {0x30, 3, 0x0a, 1, 1};
  private static final byte[] TRY_LATER = {0x30, 3, 0x0a, 1, 3};
  private static final byte[] UNAUTHORIZED = {0x30, 3, 0x0a, 1, 6};

  @TempDir Path folder;
  private final MovableClock clock = new MovableClock();
  private SoftHsm token;
  private Site site;
  private Adapters adapters;
  private Server server;
  private Pc pc;

  @BeforeEach
  void start() throws Exception {
    token = SoftHsm.inBuild("shomei-status");
    site = Site.onToken(folder, clock, token);
    // published when a test says so: what the server has begun by itself may not be out yet
    Files.writeString(
        site.file(),
        Files.readString(site.file())
            .replace("  publicUrl: http:", "  crlLook: 1d\n  publicUrl: http:"));
    site.found();
    add("corporation", "add", "12345678901234", "--name", "Suzuki");
    add("user", "add", "--keep-pin", "12345678901234", "user1", "--name", "Sato");
    add("user", "add", "--keep-pin", "12345678901234", "user2", "--name", "Ito");
    adapters = ServerTest.adapters(site, clock);
    server = Server.start(adapters);
    pc = new Pc(site);
  }

  private void add(String... command) {
    String[] all = List.of(command).toArray(new String[command.length + 4]);
    all[command.length] = "--mail";
    all[command.length + 1] = "somebody@suzuki.example";
    all[command.length + 2] = "--pin-file";
    all[command.length + 3] = "-";
    ServerTest.must(site.runWith(Site.PINS, all));
  }

  @AfterEach
  void stop() {
    pc.close();
    server.close();
    adapters.close();
  }

  @Test
  void openSslAndTheJdkAcceptWhatIsServedAndSeeARevocationAfterASecond() throws Exception {
    X509Certificate certificate = pc.acquire(SEAT, "1234abcd");
    try (var party = new RelyingParty(folder.resolve("party"), certificate)) {
      assertThat(party.openSslAsks(certificate, "-sha1"))
          .contains("Response verify OK")
          .contains("certificate.pem: good")
          .doesNotContain("no nonce");
      assertThat(party.openSslAsks(certificate, "-sha256")).contains("certificate.pem: good");
      assertThat(party.openSslVerifies(certificate)).contains("OK");
      assertThatCode(
              () -> {
                party.jdkValidates(certificate, clock.instant(), ONLY_END_ENTITY, NO_FALLBACK);
                party.jdkValidates(certificate, clock.instant(), PREFER_CRLS, NO_FALLBACK);
              })
          .doesNotThrowAnyException();
      byte[] question = party.question(certificate, false);
      URI asked = party.asked(certificate, question);
      assertThat(party.openSslReads(party.get(asked).body())).contains("Cert Status: good");
      URI slashes = URI.create(asked.toString().replace("/ocsp/kita-g1/", "/ocsp/kita-g1//"));
      assertThat(party.get(slashes).body()).isEqualTo(party.get(asked).body());
      assertThat(party.openSslReads(party.post(certificate, question).body()))
          .contains("Cert Status: good");

      site.must(
          "certificate",
          "revoke",
          certificate.getSerialNumber().toString(16),
          "--reason",
          "superseded");
      clock.forward(Duration.ofSeconds(1));

      assertThat(party.openSslReads(party.get(asked).body()))
          .contains("Response verify OK")
          .contains("Cert Status: revoked")
          .contains("Revocation Reason: superseded");
      assertThat(party.openSslReads(party.post(certificate, question).body()))
          .contains("Cert Status: revoked");
      assertThat(party.openSslAsks(certificate, "-sha256")).contains("certificate.pem: revoked");
      assertRevoked(
          () -> party.jdkValidates(certificate, clock.instant(), ONLY_END_ENTITY, NO_FALLBACK));

      clock.forward(Duration.ofSeconds(2));
      server.runSchedule();
      assertThat(party.crl(certificate).getRevokedCertificate(certificate)).isNotNull();
      assertThat(party.openSslVerifies(certificate)).contains("certificate revoked");
    }
  }

  private static void assertRevoked(ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(
            CertPathValidatorException.class,
            e ->
                assertThat(e.getReason())
                    .isEqualTo(CertPathValidatorException.BasicReason.REVOKED));
  }

  @Test
  void proxiesAreToldWhatTheyMayKeep() throws Exception {
    X509Certificate certificate = pc.acquire(SEAT, "1234abcd");
    try (var party = new RelyingParty(folder.resolve("party"), certificate)) {
      URI crl = party.crlAddress(certificate);
      HttpResponse<byte[]> first = party.get(crl);
      assertThat(header(first, "Content-Type")).isEqualTo("application/pkix-crl");
      assertThat(header(first, "Cache-Control")).isEqualTo("public, max-age=300");
      String tag = header(first, "ETag");
      assertThat(party.get(crl, "If-None-Match", tag).statusCode()).isEqualTo(304);
      assertThat(party.get(crl, "If-Modified-Since", header(first, "Last-Modified")).statusCode())
          .isEqualTo(304);
      HttpResponse<byte[]> head =
          party.send(HttpRequest.newBuilder(crl).method("HEAD", BodyPublishers.noBody()).build());
      assertThat(head.statusCode()).isEqualTo(200);
      assertThat(header(head, "Content-Length")).isEqualTo("" + first.body().length);
      assertThat(header(head, "ETag")).isEqualTo(tag);

      URI asked = party.asked(certificate, party.question(certificate, false));
      HttpResponse<byte[]> answer = party.get(asked);
      assertThat(header(answer, "Content-Type")).isEqualTo("application/ocsp-response");
      assertThat(header(answer, "Cache-Control"))
          .isEqualTo("max-age=60, public, no-transform, must-revalidate");
      assertThat(answer.headers().map()).containsKeys("expires", "last-modified");
      assertThat(party.get(asked, "If-None-Match", header(answer, "ETag")).statusCode())
          .isEqualTo(304);
      HttpResponse<byte[]> nonced =
          party.get(party.asked(certificate, party.question(certificate, true)));
      assertThat(header(nonced, "Cache-Control")).isEqualTo("no-store");

      site.must("certificate", "revoke", certificate.getSerialNumber().toString(16));
      clock.forward(Duration.ofSeconds(2));
      server.runSchedule();
      HttpResponse<byte[]> next = party.get(crl, "If-None-Match", tag);
      assertThat(next.statusCode()).isEqualTo(200);
      assertThat(header(next, "ETag")).isNotEqualTo(tag);
    }
  }

  @Test
  void badInputGetsAClearAnswer() throws Exception {
    X509Certificate certificate = pc.acquire(SEAT, "1234abcd");
    try (var party = new RelyingParty(folder.resolve("party"), certificate)) {
      assertThat(party.post(certificate, new byte[] {1, 2, 3}).body()).isEqualTo(MALFORMED);
      assertThat(party.get(URI.create(party.ocspAddress(certificate) + "/!!!")).body())
          .isEqualTo(MALFORMED);
      assertThat(party.post(certificate, new byte[9000]).statusCode()).isEqualTo(413);
      assertThat(party.post(certificate, new byte[100_000]).statusCode()).isEqualTo(413);
      byte[] question = party.question(certificate, false);
      URI strange = URI.create(party.ocspAddress(certificate).toString().replace("g1", "g7"));
      assertThat(
              party
                  .send(
                      HttpRequest.newBuilder(strange)
                          .header("Content-Type", "application/ocsp-request")
                          .POST(BodyPublishers.ofByteArray(question))
                          .build())
                  .body())
          .isEqualTo(UNAUTHORIZED);
      URI base = party.ocspAddress(certificate);
      assertThat(party.send(post(base, "text/plain")).statusCode()).isEqualTo(415);
      assertThat(party.get(base).statusCode()).isEqualTo(405);
      URI crl = party.crlAddress(certificate);
      assertThat(party.send(post(crl, "text/plain")).statusCode()).isEqualTo(405);
      for (String wrong :
          List.of(
              "/ca/kita-g1/1.crl", "/ca/nobody.crl", "/ca/nobody.cer", "/ca/", "/x", "/ocsp/")) {
        assertThat(party.get(crl.resolve(wrong)).statusCode()).as(wrong).isEqualTo(404);
      }
    }
  }

  private static HttpRequest post(URI address, String type) {
    return HttpRequest.newBuilder(address)
        .header("Content-Type", type)
        .POST(BodyPublishers.ofString("x"))
        .build();
  }

  @Test
  void withoutItsTokenTheServerGivesWhatItHasAndRingsTheAlarm() throws Exception {
    X509Certificate asked = pc.acquire(SEAT, "1234abcd");
    X509Certificate unasked = pc.acquire("12345678901234/user2", "1234abcd");
    try (var party = new RelyingParty(folder.resolve("party"), asked)) {
      byte[] question = party.question(asked, false);
      byte[] good = party.post(asked, question).body();
      byte[] crl = party.get(party.crlAddress(asked)).body();
      token.vanish();
      try {
        clock.forward(Duration.ofMinutes(20));
        assertThat(party.post(asked, question).body()).isEqualTo(good);
        assertThat(party.post(asked, party.question(asked, true)).body()).isEqualTo(good);
        assertThat(party.post(unasked, party.question(unasked, false)).body()).isEqualTo(TRY_LATER);
        clock.forward(Duration.ofHours(2));
        server.runSchedule();
        assertThat(party.get(party.crlAddress(asked)).body()).isEqualTo(crl);
        assertThat(party.post(asked, question).body()).isEqualTo(TRY_LATER);
        assertThat(managed(party, "/readyz")).contains("CRLs ALARM");
        assertThat(managed(party, "/metrics"))
            .containsPattern("shomei_crl_overdue\\{ca=\"kita-g1\",shard=\"0\"\\} 1.0")
            .containsPattern("shomei_crl_age_seconds\\{ca=\"kita-g1\",shard=\"0\"\\} [7-9]");
      } finally {
        token.comeBack();
      }
      clock.forward(Duration.ofMinutes(2));
      server.runSchedule();
      assertThat(party.get(party.crlAddress(asked)).body()).isNotEqualTo(crl);
      assertThat(party.openSslReads(party.post(asked, question).body()))
          .contains("Cert Status: good");
      assertThat(managed(party, "/readyz")).contains("CRLs well");
    }
  }

  private String managed(RelyingParty party, String path) throws Exception {
    URI page = URI.create("http://127.0.0.1:%d%s".formatted(server.managementPort(), path));
    return new String(party.get(page).body(), StandardCharsets.UTF_8);
  }

  @Test
  void twoGenerationsAreTrustedAndARenewalLeadsFromOneToTheNext() throws Exception {
    Pc.Ready first = pc.ready(SEAT, "1234abcd");
    X509Certificate old = pc.finish(first);
    site.must("ca", "create", "-i", "kita");
    clock.forward(Duration.ofDays(340));
    server.runSchedule();
    X509Certificate next = Pc.renew(first, old);

    assertThat(old.getSubjectX500Principal().getName()).contains("CA-G1");
    assertThat(next.getSubjectX500Principal().getName()).contains("CA-G2");
    for (X509Certificate certificate : List.of(old, next)) {
      try (var party = new RelyingParty(folder.resolve("party"), certificate)) {
        assertThat(party.issuer().getSubjectX500Principal().getName())
            .contains(certificate.equals(old) ? "CA-G1" : "CA-G2");
        party.jdkValidates(certificate, clock.instant(), PREFER_CRLS, NO_FALLBACK);
        byte[] answer = party.post(certificate, party.question(certificate, false)).body();
        assertThat(party.openSslReads(answer, clock.instant()))
            .contains("Response verify OK")
            .contains("Cert Status: good");
      }
    }
  }

  private static String header(HttpResponse<byte[]> response, String name) {
    return response.headers().firstValue(name).orElseThrow();
  }
}
