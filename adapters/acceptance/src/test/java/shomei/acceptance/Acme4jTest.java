package shomei.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.Security;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shredzone.acme4j.Account;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Certificate;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.RevocationReason;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.Http01Challenge;
import org.shredzone.acme4j.exception.AcmeServerException;
import org.shredzone.acme4j.exception.AcmeUnauthorizedException;
import org.shredzone.acme4j.util.KeyPairUtils;

/// acme4j as it is, through everything that a partner does.
@Tag("slow")
final class Acme4jTest {
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
  private static final String ENDLESS = "endless.example.net";
  private static final String PATH = "/.well-known/acme-challenge/";

  @TempDir Path folder;

  private final Map<String, String> pages = new ConcurrentHashMap<>();

  @Test
  void acme4jRegistersOrdersReplacesChangesItsKeyAndRevokes() throws Exception {
    Security.addProvider(new BouncyCastleProvider());
    SSLContext before = SSLContext.getDefault();
    try (Bench bench = new Bench(folder)) {
      SSLContext.setDefault(trusting(bench.webAuthority()));
      HttpServer web = pages(bench.responder());
      try {
        walk(bench);
      } finally {
        web.stop(0);
      }
    } finally {
      SSLContext.setDefault(before);
      Security.removeProvider(BouncyCastleProvider.PROVIDER_NAME);
    }
  }

  private void walk(Bench bench) throws Exception {
    Session session = new Session(bench.directory());
    assertThat(session.getMetadata().isExternalAccountRequired()).isTrue();
    assertThat(session.getMetadata().getProfiles())
        .containsExactlyInAnyOrder("tls-client", "tls-server");
    KeyPair key = KeyPairUtils.createECKeyPair("secp256r1");
    assertThatThrownBy(
            () -> new AccountBuilder().agreeToTermsOfService().useKeyPair(key).create(session))
        .isInstanceOf(AcmeServerException.class)
        .satisfies(
            it ->
                assertThat(((AcmeServerException) it).getType().toString())
                    .endsWith("externalAccountRequired"));
    Account account =
        new AccountBuilder()
            .agreeToTermsOfService()
            .withKeyIdentifier(bench.kid(), bench.hmac())
            .useKeyPair(key)
            .create(session);
    assertThat(account.getStatus()).isEqualTo(Status.VALID);
    assertThat(account.hasExternalAccountBinding()).isTrue();

    assertThat(proof(account.newOrder().domain(ENDLESS).create())).isEqualTo(Status.INVALID);

    Order order = account.newOrder().domain("www.example.net").profile("tls-server").create();
    assertThat(order.getProfile()).isEqualTo("tls-server");
    Certificate first = finish(order);
    assertThat(first.getCertificate().getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    assertThat(first.getCertificateChain()).hasSizeGreaterThan(1);
    assertThat(first.hasRenewalInfo()).isTrue();
    assertThat(first.getRenewalInfo().getSuggestedWindowStart())
        .isBefore(first.getRenewalInfo().getSuggestedWindowEnd());

    Certificate second =
        finish(account.newOrder().domain("www.example.net").replaces(first).create());
    assertThat(second.getCertificate().getSubjectAlternativeNames())
        .containsExactly(List.of(2, "www.example.net"));

    KeyPair other = KeyPairUtils.createECKeyPair("secp384r1");
    account.changeKey(other);
    account.fetch();
    assertThat(account.getStatus()).isEqualTo(Status.VALID);
    assertThatThrownBy(() -> session.login(account.getLocation(), key).getAccount().fetch())
        .isInstanceOf(AcmeServerException.class);

    second.revoke(RevocationReason.SUPERSEDED);
    assertThatThrownBy(second::revoke)
        .isInstanceOf(AcmeServerException.class)
        .satisfies(
            it ->
                assertThat(((AcmeServerException) it).getType().toString())
                    .endsWith("alreadyRevoked"));
    account.deactivate();
    assertThatThrownBy(() -> account.newOrder().domain("www.example.net").create())
        .isInstanceOf(AcmeUnauthorizedException.class);
  }

  private Status proof(Order order) throws Exception {
    Authorization authorization = order.getAuthorizations().getFirst();
    Http01Challenge challenge = authorization.findChallenge(Http01Challenge.class).orElseThrow();
    pages.put(PATH + challenge.getToken(), challenge.getAuthorization());
    challenge.trigger();
    return authorization.waitForCompletion(LONG_ENOUGH);
  }

  private Certificate finish(Order order) throws Exception {
    assertThat(proof(order)).isEqualTo(Status.VALID);
    assertThat(order.waitUntilReady(LONG_ENOUGH)).isEqualTo(Status.READY);
    order.execute(KeyPairUtils.createECKeyPair("secp256r1"));
    assertThat(order.waitForCompletion(LONG_ENOUGH)).isEqualTo(Status.VALID);
    return order.getCertificate();
  }

  private HttpServer pages(int port) throws IOException {
    HttpServer web =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    web.createContext(
        PATH,
        exchange -> {
          byte[] page = pages.getOrDefault(exchange.getRequestURI().getPath(), "").getBytes(UTF_8);
          if (exchange.getRequestHeaders().getFirst("Host").startsWith(ENDLESS)) {
            exchange.getResponseHeaders().add("X", "x".repeat(10_000_000));
          }
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    web.start();
    return web;
  }

  private static SSLContext trusting(Path pem) throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream in = Files.newInputStream(pem)) {
      store.setCertificateEntry(
          "web", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
