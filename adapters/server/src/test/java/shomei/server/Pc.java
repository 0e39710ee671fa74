package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import shomei.protocol.identifier.Identifier;
import shomei.protocol.jws.MacAlgorithm;
import shomei.protocol.message.AuthorizationObject;
import shomei.protocol.message.ChallengeObject;
import shomei.protocol.message.NewOrder;
import shomei.protocol.message.OrderObject;
import shomei.sdk.AcmeAccount;
import shomei.sdk.AcmeFailure;
import shomei.sdk.AcmeServer;
import shomei.sdk.CertificateFacts;
import shomei.sdk.ClientSettings;
import shomei.sdk.Csr;
import shomei.sdk.ExternalAccount;
import shomei.sdk.Located;
import shomei.sdk.NewAccountTerms;
import shomei.sdk.Trust;

/// What stands before the server's ports: a subscriber's PC, and an operator's browser.
final class Pc implements AutoCloseable {
  private final List<AcmeServer> open = Collections.synchronizedList(new ArrayList<>());
  private final Site site;
  private final ClientSettings settings;

  Pc(Site site) throws Exception {
    this.site = site;
    this.settings =
        ClientSettings.usual(InstantSource.system())
            .withPatience(1, Duration.ofSeconds(10))
            .withTrust(Trust.ofCertificates(site.folder().resolve("tls.pem")));
  }

  /// Acquires the certificate of a user whose PIN is not temporary.
  X509Certificate acquire(String seat, String pin) throws Exception {
    return finish(ready(seat, pin));
  }

  private AcmeServer server() {
    AcmeServer server =
        AcmeServer.at(
            URI.create("https://localhost:%d/acme/kita/directory".formatted(site.acmePort())),
            settings);
    open.add(server);
    return server;
  }

  /// An order that only wants to be finalized, and the key that it is for.
  record Ready(AcmeAccount account, URI order, KeyPair key) {}

  Ready ready(String seat, String pin) throws Exception {
    return ready(seat, pin, Optional.empty(), Optional.empty());
  }

  /// @param code of the letter
  Ready ready(String seat, String pin, Optional<String> code) throws Exception {
    return ready(seat, pin, Optional.empty(), code);
  }

  /// @param next in the place of a PIN that is temporary
  Held acquire(String seat, String temporary, String next) throws Exception {
    Ready ready = ready(seat, temporary, Optional.of(next), Optional.empty());
    return new Held(ready.key(), finish(ready));
  }

  private Ready ready(String seat, String pin, Optional<String> next, Optional<String> code)
      throws Exception {
    AcmeAccount account = server().createAccount(key(), NewAccountTerms.plain());
    return ready(account, List.of(Identifier.subscriber(seat)), pin, next, code);
  }

  private static Ready ready(
      AcmeAccount account,
      List<Identifier> seat,
      String pin,
      Optional<String> next,
      Optional<String> code)
      throws Exception {
    Located<OrderObject> order = account.order(new NewOrder(seat, null, null, null, "subscriber"));
    URI url = order.resource().authorizations().getFirst();
    AuthorizationObject authorization = account.authorization(url);
    account.answerPin(authorization.challenges().getFirst(), pin, next, code);
    return new Ready(account, order.url(), key());
  }

  /// Tries a PIN of the same seat once more, from the account that has a certificate of it.
  Ready again(Ready held, String pin) throws Exception {
    return ready(
        held.account(),
        held.account().order(held.order()).identifiers(),
        pin,
        Optional.empty(),
        Optional.empty());
  }

  X509Certificate finish(Ready ready) {
    OrderObject valid = ready.account.finish(ready.order, Csr.ofSubscriber(ready.key));
    return ready.account.certificate(valid).getFirst();
  }

  /// Renews by possession of the old certificate's key.
  static X509Certificate renew(Ready first, X509Certificate old) throws Exception {
    forgetNonces(first.account());
    return renew(first.account(), first, old, key());
  }

  /// The same from a PC that has the old certificate and its key, but an account of its own.
  Held renewElsewhere(Ready first, X509Certificate old) throws Exception {
    forgetNonces(first.account());
    KeyPair next = key();
    AcmeAccount account = server().createAccount(key(), NewAccountTerms.plain());
    return new Held(next, renew(account, first, old, next));
  }

  private static X509Certificate renew(
      AcmeAccount account, Ready first, X509Certificate old, KeyPair next) throws Exception {
    var order =
        account.order(
            new NewOrder(
                first.account().order(first.order()).identifiers(),
                null,
                null,
                CertificateFacts.certId(old).encoded(),
                "subscriber"));
    ChallengeObject challenge =
        account.authorization(order.resource().authorizations().getFirst()).challenges().getFirst();
    account.answerPossession(challenge, first.key(), old, Optional.empty());
    return account.certificate(account.finish(order.url(), Csr.ofSubscriber(next))).getFirst();
  }

  /// Orders what the institution does not offer.
  static void misorder(Ready ready) throws Exception {
    ready
        .account()
        .order(
            new NewOrder(
                ready.account().order(ready.order()).identifiers(), null, null, null, "nobodys"));
  }

  /// The client's nonces expired while the clock was put forward.
  private static void forgetNonces(AcmeAccount account) {
    for (int i = 0; i < 5; i++) {
      try {
        account.read();
        return;
      } catch (AcmeFailure.Refused expired) {
        assertThat(expired).hasMessageContaining("badNonce");
      }
    }
  }

  /// A TLS client's certificate for a name that the operator has made sure of, and its key.
  Held enroll(ExternalAccount partner, String name) throws Exception {
    return enroll(partner, NewOrder.builder().dns(name).profile("tls-client").build());
  }

  /// A certificate for names that the operator has made sure of, and its key.
  Held enroll(ExternalAccount partner, NewOrder wanted) throws Exception {
    AcmeAccount account = server().createAccount(key(), NewAccountTerms.plain().with(partner));
    Located<OrderObject> order = account.order(wanted);
    KeyPair key = key();
    List<String> names = wanted.identifiers().stream().map(Identifier::value).toList();
    OrderObject valid = account.finish(order.url(), Csr.of(key, names));
    return new Held(key, account.certificate(valid).getFirst());
  }

  /// A key for any number of accounts of a partner, made by an operator's command.
  static ExternalAccount partner(Site site, String below) throws Exception {
    site.must("partner", "put", "-i", "kita", "hikari", "--vetted-below", below);
    JsonNode minted =
        new ObjectMapper()
            .readTree(
                site.must(
                    "eab", "add", "-i", "kita", "--partner", "hikari", "--reusable", "--json"));
    return new ExternalAccount(
        minted.get("kid").asText(),
        MacAlgorithm.HS256,
        Base64.getUrlDecoder().decode(minted.get("hmacKey").asText()));
  }

  record Held(KeyPair key, X509Certificate certificate) {}

  @Override
  public void close() {
    open.forEach(AcmeServer::close);
  }

  private static KeyPair key() throws Exception {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  /// The status of a page on the management port.
  static int status(Server server, String path) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:%d%s".formatted(server.managementPort(), path)))
              .timeout(Duration.ofSeconds(20))
              .build();
      return client.send(request, BodyHandlers.discarding()).statusCode();
    }
  }

  /// Looks until the page has that status.
  static void await(Server server, String path, int status) throws Exception {
    for (int look = 0; look < 120; look++) {
      if (status(server, path) == status) {
        return;
      }
      boolean _ = new CountDownLatch(1).await(250, TimeUnit.MILLISECONDS);
    }
    throw new AssertionError(path + " never had the status " + status);
  }
}
