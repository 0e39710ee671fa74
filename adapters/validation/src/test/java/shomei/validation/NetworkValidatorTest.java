package shomei.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.authorization.Challenge.Kind.DNS_01;
import static shomei.domain.authorization.Challenge.Kind.HTTP_01;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Type;
import shomei.domain.authorization.Challenge;
import shomei.domain.authorization.ControlValidator.Outcome;
import shomei.domain.kernel.DnsName;
import shomei.domain.kernel.Reason;

class NetworkValidatorTest {
  private static final String NAME = "www.example.com";
  private static final String TOKEN = "dG9rZW4";
  private static final String KEY_AUTHORIZATION = TOKEN + ".thumbprint";
  private static final String PATH = "/.well-known/acme-challenge/" + TOKEN;

  /// Shorter where it is to run out.
  private Duration timeout = Duration.ofSeconds(20);

  private final List<Duration> pauses = new ArrayList<>();
  private final List<String> hosts = new CopyOnWriteArrayList<>();
  private final List<String> codings = new CopyOnWriteArrayList<>();
  private DnsServer dns;
  private HttpServer web;

  @BeforeEach
  void start() throws Exception {
    dns = new DnsServer();
    web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    web.setExecutor(task -> Thread.ofVirtual().start(task));
    web.start();
    dns.a(NAME, "127.0.0.1");
  }

  @AfterEach
  void stop() {
    web.stop(0);
    dns.close();
  }

  @Test
  void aPageThatIsTheKeyAuthorizationProvesTheName() throws Exception {
    serve(PATH, 200, KEY_AUTHORIZATION);

    assertThat(look(HTTP_01)).isEqualTo(new Outcome.Proven());
    assertThat(hosts).containsExactly(NAME);
    assertThat(codings).containsExactly("identity");
  }

  @Test
  void whiteSpaceBehindItIsLetGo() throws Exception {
    serve(PATH, 200, KEY_AUTHORIZATION + " \r\n\n");

    assertThat(look(HTTP_01)).isEqualTo(new Outcome.Proven());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "something else", " dG9rZW4.thumbprint", "dG9rZW4.thumbprint2"})
  void anyOtherPageProvesNothingAndIsNotEchoed(String body) throws Exception {
    serve(PATH, 200, body);

    assertThat(look(HTTP_01))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.error().reason()).isEqualTo(Reason.INCORRECT_RESPONSE);
              assertThat(failed.error().detail()).doesNotContain("something else");
            });
  }

  @Test
  void aPageWithoutEndProvesNothingAndIsNotReadToItsEnd() throws Exception {
    serve(PATH, 200, KEY_AUTHORIZATION + " ".repeat(100_000));

    assertThat(look(HTTP_01)).isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void aPageThatIsMissingProvesNothing() throws Exception {
    assertFailed(look(HTTP_01), Reason.INCORRECT_RESPONSE);
  }

  @Test
  void aRedirectToAQueryAloneKeepsThePath() throws Exception {
    web.createContext(
        PATH,
        exchange -> {
          if ("seen=1".equals(exchange.getRequestURI().getQuery())) {
            send(exchange, KEY_AUTHORIZATION.getBytes(StandardCharsets.UTF_8));
          } else {
            exchange.getResponseHeaders().add("Location", "?seen=1");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
          }
        });

    assertThat(look(HTTP_01)).isEqualTo(new Outcome.Proven());
  }

  @Test
  void aNameWhoseDnsDropsQuestionsForIpv6IsLookedAtAllTheSame() throws Exception {
    serve(PATH, 200, KEY_AUTHORIZATION);
    dns.drop(Type.AAAA);

    assertThat(look(HTTP_01)).isEqualTo(new Outcome.Proven());
  }

  @Test
  void aNameWhoseDnsDropsQuestionsForIpv4HasItsOtherAddress() throws Exception {
    dns.aaaa(NAME, "2001:db8::1");
    dns.drop(Type.A);
    timeout = Duration.ofSeconds(6);

    assertThat(
            new Dns(settings(List.of(), 1), task -> Thread.ofVirtual().start(task)).addresses(NAME))
        .containsExactly(InetAddress.ofLiteral("2001:db8::1"));
  }

  @Test
  void anAddressWhereNobodyListensDoesNotKeepTheNextFromBeingAsked() throws Exception {
    serve(PATH, 200, KEY_AUTHORIZATION);
    dns.a("two.example.com", "127.0.0.2");
    dns.a("two.example.com", "127.0.0.1");

    try (NetworkValidator validator = validator(List.of("127.0.0.0/8"), 1)) {
      assertThat(
              validator.validate(
                  HTTP_01, DnsName.parse("two.example.com"), TOKEN, KEY_AUTHORIZATION))
          .isEqualTo(new Outcome.Proven());
    }
  }

  @Test
  void aRedirectIsFollowed() throws Exception {
    dns.a("other.example.com", "127.0.0.1");
    redirect(PATH, "http://other.example.com/elsewhere?x=1");
    serve("/elsewhere", 200, KEY_AUTHORIZATION);

    assertThat(look(HTTP_01)).isEqualTo(new Outcome.Proven());
    assertThat(hosts).containsExactly(NAME, "other.example.com");
  }

  @Test
  void aRedirectToItselfIsNotFollowedForEver() throws Exception {
    redirect(PATH, PATH);

    assertFailed(look(HTTP_01), Reason.CONNECTION);
    assertThat(hosts).hasSize(1);
  }

  @Test
  void aChainOfManyRedirectsIsGivenUp() throws Exception {
    web.createContext(
        "/",
        exchange -> {
          hosts.add(exchange.getRequestURI().getPath());
          exchange.getResponseHeaders().add("Location", exchange.getRequestURI().getPath() + "x");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });

    assertFailed(look(HTTP_01), Reason.CONNECTION);
    assertThat(hosts).hasSizeLessThan(15);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://www.example.com/",
        "http://127.0.0.1/x",
        "http://[::1]/x",
        "http://user:word@www.example.com/",
        "http://www.example.com:22/",
        "file:///etc/passwd",
        "http://metadata.example.com/"
      })
  void aRedirectToWhereNobodyShouldBeLedIsNotFollowed(String target) throws Exception {
    dns.a("metadata.example.com", "169.254.169.254");
    redirect(PATH, target);

    assertFailed(look(HTTP_01), Reason.CONNECTION);
    assertThat(hosts).containsExactly(NAME);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "0.0.0.0"})
  void aNameThatPointsAtAPlaceThatIsNotPublicIsNotAsked(String address) throws Exception {
    serve(PATH, 200, KEY_AUTHORIZATION);
    dns.a("inside.example.com", address);

    try (NetworkValidator guarded = validator(List.of(), 1)) {
      assertFailed(
          guarded.validate(HTTP_01, DnsName.parse("inside.example.com"), TOKEN, KEY_AUTHORIZATION),
          Reason.CONNECTION);
    }
    assertThat(hosts).isEmpty();
  }

  @Test
  void aServerThatDripsIsBrokenOff() throws Exception {
    timeout = Duration.ofSeconds(6);
    CountDownLatch over = new CountDownLatch(1);
    web.createContext(
        PATH,
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('d');
          exchange.getResponseBody().flush();
          awaitQuietly(over);
          exchange.close();
        });

    assertFailed(look(HTTP_01), Reason.CONNECTION);
    over.countDown();
  }

  @Test
  void aNameThatDoesNotExistFailsInTheDns() throws Exception {
    try (NetworkValidator validator = validator(List.of("127.0.0.0/8"), 1)) {
      assertFailed(
          validator.validate(HTTP_01, DnsName.parse("no.example.com"), TOKEN, KEY_AUTHORIZATION),
          Reason.DNS);
    }
  }

  @Test
  void aResolverThatIsSilentFailsInTheDns() throws Exception {
    dns.beSilent(true);
    timeout = Duration.ofSeconds(2);

    assertThat(((Outcome.Failed) look(DNS_01)).error().reason())
        .isIn(Reason.DNS, Reason.CONNECTION);
  }

  @Test
  void oneTextRecordOfSeveralProvesTheName() throws Exception {
    dns.txt("_acme-challenge." + NAME, "something else");
    dns.txt("_acme-challenge." + NAME, digest());

    assertThat(look(DNS_01)).isEqualTo(new Outcome.Proven());
  }

  @Test
  void theStringsOfATextRecordAreJoined() throws Exception {
    dns.txt("_acme-challenge." + NAME, digest().substring(0, 20), digest().substring(20));

    assertThat(look(DNS_01)).isEqualTo(new Outcome.Proven());
  }

  @Test
  void anAliasOfTheTextRecordIsFollowed() throws Exception {
    dns.cname("_acme-challenge." + NAME, "answers.example.net");
    dns.txt("answers.example.net", digest());

    assertThat(look(DNS_01)).isEqualTo(new Outcome.Proven());
  }

  @Test
  void anotherTextRecordProvesNothing() throws Exception {
    dns.txt("_acme-challenge." + NAME, KEY_AUTHORIZATION);

    assertFailed(look(DNS_01), Reason.INCORRECT_RESPONSE);
  }

  @Test
  void noTextRecordProvesNothing() throws Exception {
    assertFailed(look(DNS_01), Reason.DNS);
  }

  @Test
  void aLookThatFailsIsTakenAgainAfterAPause() throws Exception {
    serve(PATH, 404, "");

    try (NetworkValidator patient = validator(List.of("127.0.0.0/8"), 3)) {
      assertFailed(
          patient.validate(HTTP_01, DnsName.parse(NAME), TOKEN, KEY_AUTHORIZATION),
          Reason.INCORRECT_RESPONSE);
    }
    assertThat(hosts).hasSize(3);
    assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1));
  }

  private Outcome look(Challenge.Kind kind) throws InterruptedException {
    try (NetworkValidator validator = validator(List.of("127.0.0.0/8"), 1)) {
      return validator.validate(kind, DnsName.parse(NAME), TOKEN, KEY_AUTHORIZATION);
    }
  }

  private NetworkValidator validator(List<String> allowed, int tries) {
    return new NetworkValidator(settings(allowed, tries), pauses::add);
  }

  private ValidationSettings settings(List<String> allowed, int tries) {
    return new ValidationSettings(
        Optional.of(dns.address()),
        web.getAddress().getPort(),
        web.getAddress().getPort(),
        web.getAddress().getPort(),
        allowed,
        timeout,
        tries,
        Duration.ofSeconds(1),
        ValidationSettings.AT_ONCE);
  }

  private void serve(String path, int status, String body) {
    web.createContext(
        path,
        exchange -> {
          note(exchange);
          byte[] octets = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, octets.length == 0 ? -1 : octets.length);
          if (octets.length > 0) {
            try (OutputStream out = exchange.getResponseBody()) {
              out.write(octets);
            }
          }
          exchange.close();
        });
  }

  private static void send(HttpExchange exchange, byte[] body) throws IOException {
    exchange.sendResponseHeaders(200, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private void redirect(String path, String target) {
    web.createContext(
        path,
        exchange -> {
          note(exchange);
          exchange.getResponseHeaders().add("Location", target);
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
  }

  private void note(HttpExchange exchange) {
    hosts.add(String.valueOf(exchange.getRequestHeaders().getFirst("Host")));
    codings.addAll(exchange.getRequestHeaders().getOrDefault("Accept-Encoding", List.of()));
  }

  private static String digest() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Dns01.sha256(KEY_AUTHORIZATION));
  }

  private static void assertFailed(Outcome outcome, Reason reason) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Failed.class, failed -> assertThat(failed.error().reason()).isEqualTo(reason));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
