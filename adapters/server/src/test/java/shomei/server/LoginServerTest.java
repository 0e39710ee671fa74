package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import shomei.domain.kernel.Octets;
import shomei.sdk.Trust;

/// A bank's login server asks the running server about certificates, over real TLS.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LoginServerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NOBODYS = "/login/kita/serial/7" + "f".repeat(31);

  private final MovableClock clock = new MovableClock();
  private int users;
  private Path folder;
  private Site site;
  private Adapters adapters;
  private Server server;
  private Pc pc;
  private LoginCaller bank;

  @BeforeAll
  @SuppressWarnings("NullAway.Init") // started before all tests
  void start(@TempDir Path home) throws Exception {
    folder = home;
    site = Site.in(folder, clock);
    Files.writeString(
        site.file(), "login: {address: 127.0.0.1, port: 0}\n", StandardOpenOption.APPEND);
    site.found();
    add("corporation", "add", "12345678901234", "--name", "Suzuki");
    adapters = ServerTest.adapters(site, clock);
    server = Server.start(adapters);
    pc = new Pc(site);
    bank = caller(clock.instant().plus(Duration.ofDays(3650)));
    register("kita", "web-1", bank);
  }

  private void add(String... command) {
    ServerTest.must(
        site.runWith(
            Site.PINS,
            Stream.concat(
                    Arrays.stream(command),
                    Stream.of("-i", "kita", "--mail", "sato@suzuki.example", "--pin-file", "-"))
                .toArray(String[]::new)));
  }

  /// A user who may acquire.
  private String seat() {
    String user = "user" + ++users;
    add("user", "add", "--keep-pin", "12345678901234", user, "--name", "Sato");
    return "12345678901234/" + user;
  }

  @AfterAll
  void stop() {
    bank.close();
    pc.close();
    server.close();
    adapters.close();
  }

  private LoginCaller caller(Instant notAfter) throws Exception {
    return LoginCaller.of(notAfter, folder.resolve("tls.pem"), server.loginPort().orElseThrow());
  }

  private void register(String institution, String name, LoginCaller caller) throws Exception {
    Path file = caller.write(folder.resolve(name + ".pem"));
    site.must("login-server", "add", "-i", institution, name, "--certificate", file.toString());
  }

  private static String serial(X509Certificate certificate) {
    return certificate.getSerialNumber().toString(16);
  }

  private static String path(X509Certificate certificate) {
    return "/login/kita/serial/" + serial(certificate);
  }

  private JsonNode told(X509Certificate certificate) throws Exception {
    HttpResponse<String> answer = bank.ask(path(certificate));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  @Test
  void everyFieldFollowsACertificateThroughItsLife() throws Exception {
    String seat = seat();
    Pc.Ready first = pc.ready(seat, "1234abcd");
    X509Certificate old = pc.finish(first);
    String fingerprint = Octets.of(old.getEncoded()).sha256().hex();
    HttpResponse<String> answer = bank.ask("/login/kita/sha256/" + fingerprint);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    JsonNode issued = JSON.readTree(answer.body());
    assertThat(issued)
        .isEqualTo(
            JSON.readTree(
                """
                {"serial":"%s","sha256":"%s","state":"issued",
                 "subscriber":{"id":"%s","contractId":"12345678901234","userId":"%s"},
                 "suspended":false,"superseded":false,"notBefore":"%s","notAfter":"%s",
                 "daysLeft":%d,"renewalDue":false}
                """
                    .formatted(
                        serial(old),
                        fingerprint,
                        seat,
                        seat.split("/")[1],
                        old.getNotBefore().toInstant(),
                        old.getNotAfter().toInstant(),
                        issued.get("daysLeft").asLong())));
    assertThat(issued.get("daysLeft").asLong()).isBetween(364L, 366L);
    assertThat(told(old)).isEqualTo(issued);

    site.must("subscriber", "suspend", "-i", "kita", seat);
    assertThat(told(old).get("suspended").asBoolean()).isTrue();
    site.must("subscriber", "unsuspend", "-i", "kita", seat);

    clock.forward(
        Duration.between(
            clock.instant(), old.getNotAfter().toInstant().minus(Duration.ofDays(30))));
    JsonNode due = told(old);
    assertThat(due.get("renewalDue").asBoolean()).isTrue();
    assertThat(due.get("daysLeft").asLong()).isEqualTo(30);

    X509Certificate next = Pc.renew(first, old);
    JsonNode superseded = told(old);
    assertThat(superseded.get("state").asText()).isEqualTo("issued");
    assertThat(superseded.get("superseded").asBoolean()).isTrue();
    assertThat(superseded.get("supersededBy").asText()).isEqualTo(serial(next));
    assertThat(superseded.get("renewalDue").asBoolean()).isFalse();
    assertThat(told(next).get("superseded").asBoolean()).isFalse();

    site.must("certificate", "revoke", serial(next), "--reason", "key_compromise");
    JsonNode revoked = told(next);
    assertThat(revoked.get("state").asText()).isEqualTo("revoked");
    assertThat(revoked.get("reason").asText()).isEqualTo("keyCompromise");
    assertThat(Instant.parse(revoked.get("revokedAt").asText()))
        .isBetween(clock.instant().minusSeconds(60), clock.instant());
    assertThat(revoked.get("renewalDue").asBoolean()).isFalse();

    clock.forward(Duration.ofDays(31));
    JsonNode expired = told(old);
    assertThat(expired.get("state").asText()).isEqualTo("expired");
    assertThat(expired.get("daysLeft").asLong()).isZero();
    assertThat(expired.get("renewalDue").asBoolean()).isFalse();
  }

  @Test
  void aPartnersCertificateIsToldByItsNames() throws Exception {
    Pc.Held held = enrolled("login.kita.example");
    JsonNode told = told(held.certificate());
    assertThat(told.get("identifiers"))
        .isEqualTo(JSON.readTree("[{\"type\":\"dns\",\"value\":\"login.kita.example\"}]"));
    assertThat(told.has("subscriber")).isFalse();
    assertThat(told.has("suspended")).isFalse();
  }

  @Test
  void aLoginServerWithACertificateOfOursIsRefusedOnceThatIsRevoked() throws Exception {
    Pc.Held held = enrolled("login.kita.example");
    try (var own =
        new LoginCaller(
            held.key(),
            held.certificate(),
            folder.resolve("tls.pem"),
            server.loginPort().orElseThrow())) {
      register("kita", "own", own);
      assertThat(own.ask(path(held.certificate())).statusCode()).isEqualTo(200);
      site.must("certificate", "revoke", serial(held.certificate()));
      assertRefused(own.ask(path(held.certificate())), "the login server own is revoked");
      assertRefused(own.askAgain(path(held.certificate())), "the login server own is revoked");
    }
    assertThat(told(held.certificate()).get("state").asText()).isEqualTo("revoked");
  }

  private Pc.Held enrolled(String name) throws Exception {
    return pc.enroll(Pc.partner(site, "kita.example"), name);
  }

  @Test
  void whoIsNotRegisteredIsToldNothingButThat() throws Exception {
    X509Certificate there = pc.acquire(seat(), "1234abcd");
    try (LoginCaller stranger = caller(Instant.parse("2100-01-01T00:00:00Z"))) {
      HttpResponse<String> refused = stranger.ask(path(there));
      assertRefused(refused, "no login server of kita has the client certificate");
      assertThat(refused.body()).doesNotContain("web-1", "12345678901234");
      assertThat(stranger.ask(NOBODYS).body()).isEqualTo(refused.body());
      assertThat(stranger.ask("/login/nobody/serial/" + serial(there)).body())
          .isEqualTo(refused.body().replace("of kita", "of nobody"));
    }
    try (HttpClient plain =
        HttpClient.newBuilder()
            .sslContext(Trust.ofCertificates(folder.resolve("tls.pem")).context())
            .build()) {
      HttpRequest question =
          HttpRequest.newBuilder(
                  URI.create(
                      "https://localhost:%d%s"
                          .formatted(server.loginPort().orElseThrow(), path(there))))
              .build();
      assertThatThrownBy(() -> plain.send(question, BodyHandlers.ofString()))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void anotherInstitutionsCertificatesAreAsAbsentAsNone() throws Exception {
    X509Certificate kitas = pc.acquire(seat(), "1234abcd");
    site.must(
        "institution put minami --policy densai --name-ja 南 --name-en Minami --organization Minami --unit CA"
            .split(" "));
    try (LoginCaller minami = caller(Instant.parse("2100-01-01T00:00:00Z"))) {
      register("minami", "web", minami);
      HttpResponse<String> theirs = minami.ask("/login/minami/serial/" + serial(kitas));
      assertThat(theirs.statusCode()).isEqualTo(404);
      assertThat(minami.ask(NOBODYS.replace("kita", "minami")).body()).isEqualTo(theirs.body());
      assertThat(
              minami
                  .ask("/login/minami/sha256/" + Octets.of(kitas.getEncoded()).sha256().hex())
                  .body())
          .isEqualTo(theirs.body());
      assertRefused(minami.ask(path(kitas)), "no login server of kita");
    }
    assertRefused(bank.ask("/login/minami/serial/" + serial(kitas)), "no login server of minami");
  }

  @Test
  void aRemovedLoginServerIsRefusedOnTheSameConnectionAndOnAResumedSession() throws Exception {
    X509Certificate there = pc.acquire(seat(), "1234abcd");
    try (LoginCaller old = caller(Instant.parse("2099-01-01T00:00:00Z"));
        LoginCaller next = caller(Instant.parse("2100-01-01T00:00:00Z"))) {
      register("kita", "web-0", old);
      assertThat(old.ask(path(there)).statusCode()).isEqualTo(200);
      assertThat(old.askAgain(path(there)).statusCode()).isEqualTo(200);
      register("kita", "web-2", next);
      assertThat(site.must("login-server", "list", "-i", "kita")).contains("web-0", "web-2");
      site.must("login-server", "remove", "-i", "kita", "web-0");
      assertRefused(old.ask(path(there)), "no login server of kita");
      assertRefused(old.askAgain(path(there)), "no login server of kita");
      assertThat(next.ask(path(there)).statusCode()).isEqualTo(200);
    }
    assertThat(site.must("login-server", "list", "-i", "kita")).doesNotContain("web-0");
    assertThat(site.must("history", "show", "-i", "kita"))
        .containsPattern("login_server_removed +login-server:web-0")
        .containsPattern("login_server_added +login-server:web-2 +notAfter=2100-01-01T00:00:00Z");
  }

  @Test
  void anExpiredLoginServerIsRefusedByTheServersClock() throws Exception {
    X509Certificate there = pc.acquire(seat(), "1234abcd");
    try (LoginCaller brief = caller(clock.instant().plus(Duration.ofDays(10)))) {
      register("kita", "brief", brief);
      clock.forward(Duration.ofDays(10).minusSeconds(60));
      assertThat(brief.ask(path(there)).statusCode()).isEqualTo(200);
      clock.forward(Duration.ofSeconds(61));
      assertRefused(brief.ask(path(there)), "the login server brief ended at");
      assertRefused(brief.askAgain(path(there)), "the login server brief ended at");
      Path file = brief.write(folder.resolve("again.pem"));
      assertThat(
              site.run(
                      "login-server",
                      "add",
                      "-i",
                      "kita",
                      "again",
                      "--certificate",
                      file.toString())
                  .err())
          .contains("the certificate ended at");
    }
  }

  @Test
  void badQuestionsGetAClearAnswer() throws Exception {
    for (String garbage :
        List.of(
            "/login/kita/serial/xyz",
            "/login/kita/serial/",
            "/login/kita/serial/" + "4".repeat(41),
            "/login/kita/sha256/abcd",
            "/login/kita/sha256/" + "g".repeat(64))) {
      assertProblem(bank.ask(garbage), 400);
    }
    for (String absent :
        List.of(
            NOBODYS,
            "/login/kita/serial/03",
            "/login/kita/sha256/" + "0".repeat(64),
            "/login/kita",
            "/login/KITA/serial/03",
            "/",
            "/acme/kita/directory")) {
      assertProblem(bank.ask(absent), 404);
    }
    HttpResponse<String> posted = bank.send("POST", NOBODYS);
    assertProblem(posted, 405);
    assertThat(posted.headers().firstValue("Allow")).contains("GET, HEAD");
    X509Certificate there = pc.acquire(seat(), "1234abcd");
    HttpResponse<String> head = bank.send("HEAD", path(there));
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(bank.ask("/login/kita/serial/" + serial(there).toUpperCase(Locale.ROOT)))
        .extracting(HttpResponse::statusCode)
        .isEqualTo(200);
  }

  @Test
  void aSubscribersCertificateIsNotRegisteredNorOneTwice() throws Exception {
    Pc.Ready ready = pc.ready(seat(), "1234abcd");
    try (var customer =
        new LoginCaller(
            ready.key(),
            pc.finish(ready),
            folder.resolve("tls.pem"),
            server.loginPort().orElseThrow())) {
      Path file = customer.write(folder.resolve("customer.pem"));
      assertThat(
              site.run(
                      "login-server",
                      "add",
                      "-i",
                      "kita",
                      "customer",
                      "--certificate",
                      file.toString())
                  .err())
          .contains("is a subscriber's");
    }
    Path own = folder.resolve("web-1.pem");
    assertThat(
            site.run("login-server", "add", "-i", "kita", "twice", "--certificate", own.toString())
                .err())
        .contains("registered already");
    assertThat(
            site.run(
                    "login-server",
                    "add",
                    "-i",
                    "kita",
                    "none",
                    "--certificate",
                    site.file().toString())
                .err())
        .contains("no certificate can be read");
    assertThat(site.run("login-server", "remove", "-i", "kita", "none").err())
        .contains("there is no login server none");
  }

  private static void assertRefused(HttpResponse<String> answer, String why) throws Exception {
    assertProblem(answer, 403);
    assertThat(JSON.readTree(answer.body()).get("detail").asText()).contains(why);
  }

  private static void assertProblem(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
  }
}
