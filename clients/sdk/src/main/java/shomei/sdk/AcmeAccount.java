package shomei.sdk;

import java.net.URI;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import shomei.protocol.json.Json;
import shomei.protocol.jwk.KeyAuthorization;
import shomei.protocol.jws.JwsSigner;
import shomei.protocol.message.AccountObject;
import shomei.protocol.message.AccountUpdate;
import shomei.protocol.message.AuthorizationObject;
import shomei.protocol.message.AuthorizationUpdate;
import shomei.protocol.message.ChallengeObject;
import shomei.protocol.message.FinalizeRequest;
import shomei.protocol.message.KeyChange;
import shomei.protocol.message.NewOrder;
import shomei.protocol.message.OrderObject;
import shomei.protocol.message.OrdersList;
import shomei.protocol.message.PinResponse;
import shomei.protocol.message.PossessionResponse;
import shomei.protocol.message.Status;
import shomei.protocol.problem.ProblemType;

/// What an account can do. Every call blocks, and fails with [AcmeFailure] only. Safe for use by
/// many threads, except that a key change must not run beside other calls.
public final class AcmeAccount {
  private static final byte[] NOTHING = {};
  private static final byte[] EMPTY_OBJECT = {'{', '}'};
  private static final Duration FIRST_POLL = Duration.ofMillis(500);
  private static final Duration LAST_POLL = Duration.ofSeconds(10);

  private final AcmeServer server;
  private final URI url;
  private volatile JwsSigner signer;

  AcmeAccount(AcmeServer server, URI url, JwsSigner signer) {
    this.server = server;
    this.url = url;
    this.signer = signer;
  }

  public URI url() {
    return url;
  }

  public AccountObject read() {
    return read(url).as(AccountObject.class);
  }

  /// @param contacts take the place of the old ones; none removes them (RFC 8555 §7.3.2)
  public AccountObject update(List<String> contacts) {
    return post(url, true, new AccountUpdate(contacts, null)).as(AccountObject.class);
  }

  /// Ends the account for good (RFC 8555 §7.3.6).
  public AccountObject deactivate() {
    return post(url, true, new AccountUpdate(null, "deactivated")).as(AccountObject.class);
  }

  /// Puts another key in the place of this one; every later call signs with it (RFC 8555 §7.3.5).
  ///
  /// @throws AcmeFailure.Refused with status 409 and a location, where an account has that key
  public void changeKey(KeyPair next) {
    JwsSigner newSigner = JwsSigner.of(next);
    URI keyChange = server.directory().keyChange();
    byte[] inner =
        newSigner.keyChange(
            keyChange.toString(), Json.write(new KeyChange(url.toString(), signer.jwk())));
    send(keyChange, false, inner);
    signer = newSigner;
  }

  /// Places an order (RFC 8555 §7.4). Where the connection fails it is sent again: at worst an
  /// order stays behind that nobody answers, and with `replaces` the server gives the first one.
  public Located<OrderObject> order(NewOrder order) {
    Reply reply = post(server.directory().newOrder(), true, order);
    return new Located<>(reply.locationOrFail(), reply.as(OrderObject.class));
  }

  public OrderObject order(URI order) {
    return read(order).as(OrderObject.class);
  }

  /// The account's orders that are not invalid, all pages of them (RFC 8555 §7.1.2.1).
  public List<URI> orders() {
    List<URI> orders = new ArrayList<>();
    Optional<URI> page = Optional.of(read().orders());
    while (page.isPresent()) {
      Reply reply = read(page.get());
      orders.addAll(reply.as(OrdersList.class).orders());
      page = reply.link("next");
    }
    return List.copyOf(orders);
  }

  public AuthorizationObject authorization(URI authorization) {
    return read(authorization).as(AuthorizationObject.class);
  }

  /// Gives an authorization back (RFC 8555 §7.5.2).
  public AuthorizationObject deactivate(URI authorization) {
    return post(authorization, true, new AuthorizationUpdate("deactivated"))
        .as(AuthorizationObject.class);
  }

  public ChallengeObject challenge(URI challenge) {
    return read(challenge).as(ChallengeObject.class);
  }

  /// Answers pin-01. A wrong PIN makes the challenge invalid, with the reason in its `error`; a
  /// challenge that is settled ignores further answers, so a repeated one is not counted twice.
  ///
  /// @param newPin for a temporary PIN
  public ChallengeObject answerPin(ChallengeObject challenge, String pin, Optional<String> newPin) {
    return answer(challenge, Json.write(new PinResponse(pin, newPin.orElse(null))));
  }

  /// Answers possession-01 with the key of the certificate that the order replaces.
  ///
  /// @param current that certificate
  /// @param pin where the institution's policy asks for it
  /// @throws AcmeFailure.Refused `malformed` where a PIN is wanted and none was given; the
  ///   challenge may then be answered again
  public ChallengeObject answerPossession(
      ChallengeObject challenge,
      KeyPair currentKey,
      X509Certificate current,
      Optional<String> pin) {
    String keyAuthorization = keyAuthorization(challenge).value();
    return answer(
        challenge,
        Json.write(
            new PossessionResponse(
                JwsSigner.of(currentKey).proof(CertificateFacts.sha256(current), keyAuthorization),
                pin.orElse(null))));
  }

  /// Says that the server may look: http-01 and dns-01 (RFC 8555 §8.3, §8.4).
  public ChallengeObject answerReady(ChallengeObject challenge) {
    return answer(challenge, EMPTY_OBJECT);
  }

  /// What is to be shown at the place that the challenge names (RFC 8555 §8.1).
  public KeyAuthorization keyAuthorization(ChallengeObject challenge) {
    if (challenge.token() == null) {
      throw new AcmeFailure.Unreadable(challenge.url() + " has no token");
    }
    return KeyAuthorization.of(challenge.token(), signer.jwk());
  }

  private ChallengeObject answer(ChallengeObject challenge, byte[] payload) {
    return send(challenge.url(), true, payload).as(ChallengeObject.class);
  }

  /// Polls until the authorization is pending no more.
  public AuthorizationObject awaitAuthorization(URI authorization) {
    return await(authorization, AuthorizationObject.class, a -> a.status() != Status.PENDING);
  }

  /// Hands in the request and polls while the order is processing. An order that was finalized
  /// before is only polled: handing in twice never gives two certificates (RFC 8555 §7.4).
  ///
  /// @param order ready, or further
  /// @param csr DER
  /// @return valid, or invalid with the reason in `error`
  public OrderObject finish(URI order, byte[] csr) {
    OrderObject known = order(order);
    if (known.status() == Status.READY) {
      handIn(known.finalizeUrl(), csr);
    }
    return awaitOrder(order);
  }

  private void handIn(URI finalizeUrl, byte[] csr) {
    try {
      post(finalizeUrl, true, FinalizeRequest.of(csr));
    } catch (AcmeFailure.Refused refused) {
      // an earlier try arrived, though its answer did not: the order tells how it went
      if (!refused.is(ProblemType.ORDER_NOT_READY)) {
        throw refused;
      }
    }
  }

  /// Polls while the order is processing.
  public OrderObject awaitOrder(URI order) {
    return await(order, OrderObject.class, o -> o.status() != Status.PROCESSING);
  }

  /// The certificate and its chain, the subscriber's own first (RFC 8555 §7.4.2).
  public List<X509Certificate> certificate(URI certificate) {
    return CertificateFacts.chain(read(certificate).body());
  }

  /// @param valid a valid order
  /// @see #certificate(URI)
  public List<X509Certificate> certificate(OrderObject valid) {
    URI address = valid.certificate();
    if (address == null) {
      throw new AcmeFailure.Unreadable("the order names no certificate");
    }
    return certificate(address);
  }

  /// @param reason of RFC 5280 §5.3.1; empty names none
  public void revoke(X509Certificate certificate, Optional<Integer> reason) {
    post(server.directory().revokeCert(), false, AcmeServer.revocation(certificate, reason));
  }

  private <T> T await(URI uri, Class<T> kind, Predicate<T> settled) {
    Duration patience = server.settings().patience();
    Duration pause = FIRST_POLL;
    while (true) {
      Reply reply = read(uri);
      T resource = reply.as(kind);
      if (settled.test(resource)) {
        return resource;
      }
      Duration wait =
          reply.retryAfter(server.settings().clock()).filter(Duration::isPositive).orElse(pause);
      patience = patience.minus(wait);
      if (patience.isNegative()) {
        throw new AcmeFailure.Unsettled(uri);
      }
      server.transport().pause(wait);
      Duration longer = pause.multipliedBy(2);
      pause = longer.compareTo(LAST_POLL) < 0 ? longer : LAST_POLL;
    }
  }

  /// POST-as-GET (RFC 8555 §6.3).
  private Reply read(URI uri) {
    return send(uri, true, NOTHING);
  }

  private Reply post(URI uri, boolean repeatable, Object message) {
    return send(uri, repeatable, Json.write(message));
  }

  private Reply send(URI uri, boolean repeatable, byte[] payload) {
    JwsSigner own = signer;
    return server.post(
        uri, repeatable, nonce -> own.request(url.toString(), uri.toString(), nonce, payload));
  }

  @Override
  public String toString() {
    return "AcmeAccount[" + url + "]";
  }
}
