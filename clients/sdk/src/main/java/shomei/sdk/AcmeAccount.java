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
import shomei.protocol.message.PairingObject;
import shomei.protocol.message.PairingReport;
import shomei.protocol.message.PinResponse;
import shomei.protocol.message.PossessionResponse;
import shomei.protocol.message.Status;
import shomei.protocol.message.Waiting;
import shomei.protocol.problem.ProblemType;

/// What an account can do. Every call blocks, and fails with [AcmeFailure] only. Safe for use by
/// many threads, except that a key change must not run beside other calls.
public final class AcmeAccount {
  private static final byte[] NOTHING = {};
  private static final int NO_CONTENT = 204;
  private static final byte[] EMPTY_OBJECT = {'{', '}'};

  /// A list that goes on beyond so many pages is not read to its end.
  private static final int MOST_PAGES = 10_000;

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
    return read(AcmeResource.ACCOUNT, url).as(AccountObject.class);
  }

  /// @param contacts take the place of the old ones; none removes them (RFC 8555 §7.3.2)
  public AccountObject update(List<String> contacts) {
    return post(AcmeResource.ACCOUNT, url, new AccountUpdate(contacts, null))
        .as(AccountObject.class);
  }

  /// Ends the account for good (RFC 8555 §7.3.6).
  public AccountObject deactivate() {
    return post(AcmeResource.ACCOUNT, url, new AccountUpdate(null, "deactivated"))
        .as(AccountObject.class);
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
    send(AcmeResource.KEY_CHANGE, keyChange, false, inner);
    signer = newSigner;
  }

  /// Places an order (RFC 8555 §7.4). Where the connection fails it is sent again: at worst an
  /// order stays behind that nobody answers, and with `replaces` the server gives the first one.
  public Located<OrderObject> order(NewOrder order) {
    Reply reply = post(AcmeResource.NEW_ORDER, server.directory().newOrder(), order);
    return new Located<>(reply.locationOrFail(), reply.as(OrderObject.class));
  }

  public OrderObject order(URI order) {
    return read(AcmeResource.ORDER, order).as(OrderObject.class);
  }

  /// The account's orders that are not invalid, all pages of them (RFC 8555 §7.1.2.1).
  public List<URI> orders() {
    List<URI> orders = new ArrayList<>();
    Optional<URI> page = Optional.of(read().orders());
    for (int pages = 0; page.isPresent(); pages++) {
      if (pages == MOST_PAGES) {
        throw new AcmeFailure.Unreadable(page.get() + ": the list of orders does not end");
      }
      Reply reply = read(AcmeResource.ORDERS, page.get());
      orders.addAll(reply.as(OrdersList.class).orders());
      page = reply.link("next");
    }
    return List.copyOf(orders);
  }

  public AuthorizationObject authorization(URI authorization) {
    return read(AcmeResource.AUTHORIZATION, authorization).as(AuthorizationObject.class);
  }

  /// Gives an authorization back (RFC 8555 §7.5.2).
  public AuthorizationObject deactivate(URI authorization) {
    return post(AcmeResource.AUTHORIZATION, authorization, new AuthorizationUpdate("deactivated"))
        .as(AuthorizationObject.class);
  }

  public ChallengeObject challenge(URI challenge) {
    return read(AcmeResource.CHALLENGE, challenge).as(ChallengeObject.class);
  }

  /// Answers pin-01. A wrong PIN makes the challenge invalid, with the reason in its `error`; a
  /// challenge that is settled ignores further answers, so a repeated one is not counted twice.
  ///
  /// @param newPin for a temporary PIN
  public ChallengeObject answerPin(ChallengeObject challenge, String pin, Optional<String> newPin) {
    return answerPin(challenge, pin, newPin, Optional.empty());
  }

  /// The same where the challenge says that it needs the code of the letter
  /// ([ChallengeObject#codeRequired()]).
  ///
  /// @param code as typed: case, blanks, hyphens and width do not matter
  public ChallengeObject answerPin(
      ChallengeObject challenge, String pin, Optional<String> newPin, Optional<String> code) {
    return answer(
        challenge, Json.write(new PinResponse(pin, newPin.orElse(null), code.orElse(null))));
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
    try {
      return send(AcmeResource.CHALLENGE, challenge.url(), true, payload).as(ChallengeObject.class);
    } catch (AcmeFailure.Refused refused) {
      if (!refused.is(ProblemType.MALFORMED)) {
        throw refused;
      }
      ChallengeObject now = challenge(challenge.url());
      if (now.status() == Status.PENDING) {
        throw refused;
      }
      // an earlier try arrived, though its answer did not
      return now;
    }
  }

  /// Polls until the authorization is pending no more.
  public AuthorizationObject awaitAuthorization(URI authorization) {
    return await(
        AcmeResource.AUTHORIZATION,
        authorization,
        read(AcmeResource.AUTHORIZATION, authorization),
        AuthorizationObject.class,
        a -> a.status() != Status.PENDING);
  }

  /// Hands in the request and polls while the order is processing. An order that was finalized
  /// before is only polled: handing in twice never gives two certificates (RFC 8555 §7.4).
  ///
  /// @param order ready, or further
  /// @param csr DER
  /// @return valid, or invalid with the reason in `error`
  public OrderObject finish(URI order, byte[] csr) {
    Reply reply = read(AcmeResource.ORDER, order);
    OrderObject known = reply.as(OrderObject.class);
    return known.status() == Status.READY
        ? finish(new Located<>(order, known), csr)
        : awaitOrder(order, reply);
  }

  /// The same, two requests shorter, for an order whose authorizations have just become valid.
  ///
  /// @param order as it was placed or read
  /// @throws AcmeFailure.Refused `orderNotReady` where an authorization is not valid
  public OrderObject finish(Located<OrderObject> order, byte[] csr) {
    return awaitOrder(order.url(), handIn(order, csr));
  }

  private Reply handIn(Located<OrderObject> order, byte[] csr) {
    URI finalizeUrl = order.resource().finalizeUrl();
    try {
      return post(AcmeResource.FINALIZE, finalizeUrl, FinalizeRequest.of(csr));
    } catch (AcmeFailure.Refused refused) {
      if (!refused.is(ProblemType.ORDER_NOT_READY)) {
        throw refused;
      }
      Reply now = read(AcmeResource.ORDER, order.url());
      Status status = now.as(OrderObject.class).status();
      if (status == Status.PENDING || status == Status.READY) {
        throw refused;
      }
      // an earlier try arrived, though its answer did not: the order tells how it went
      return now;
    }
  }

  /// Polls while the order is processing.
  public OrderObject awaitOrder(URI order) {
    return awaitOrder(order, read(AcmeResource.ORDER, order));
  }

  private OrderObject awaitOrder(URI order, Reply first) {
    return await(
        AcmeResource.ORDER,
        order,
        first,
        OrderObject.class,
        known -> known.status() != Status.PROCESSING);
  }

  /// The certificate and its chain, the subscriber's own first (RFC 8555 §7.4.2).
  public List<X509Certificate> certificate(URI certificate) {
    return CertificateFacts.chain(chain(certificate));
  }

  /// @param valid a valid order
  /// @see #certificate(URI)
  public List<X509Certificate> certificate(OrderObject valid) {
    return CertificateFacts.chain(chain(valid));
  }

  /// The chain as it comes, unread: `application/pem-certificate-chain` (RFC 8555 §9.1).
  ///
  /// @param valid a valid order
  public byte[] chain(OrderObject valid) {
    URI address = valid.certificate();
    if (address == null) {
      throw new AcmeFailure.Unreadable(
          "the order is %s and names no certificate: %s".formatted(valid.status(), valid.error()));
    }
    return chain(address);
  }

  private byte[] chain(URI certificate) {
    return read(AcmeResource.CERTIFICATE, certificate).body();
  }

  /// @param reason of RFC 5280 §5.3.1; empty names none
  public void revoke(X509Certificate certificate, Optional<Integer> reason) {
    byte[] revocation = Json.write(AcmeServer.revocation(certificate, reason));
    send(AcmeResource.REVOKE_CERT, server.directory().revokeCert(), false, revocation);
  }

  /// Asks for a page that wants this account. Without a code the server holds the answer for up to
  /// 30 s; with one it answers at once.
  ///
  /// @return empty where nobody came: ask again at once
  /// @throws AcmeFailure.Refused `unknownCode`
  /// @throws IllegalStateException where the server has no pages: see [AcmeServer#meetsPages()]
  public Optional<Located<PairingObject>> waiting(Waiting presence) {
    URI address = server.directory().waiting();
    if (address == null) {
      throw new IllegalStateException("the directory names no `waiting`");
    }
    Reply reply = post(AcmeResource.WAITING, address, presence);
    return reply.status() == NO_CONTENT
        ? Optional.empty()
        : Optional.of(new Located<>(reply.locationOrFail(), reply.as(PairingObject.class)));
  }

  public PairingObject pairing(URI pairing) {
    return read(AcmeResource.PAIRING, pairing).as(PairingObject.class);
  }

  /// Tells the page how far this tool is. A pairing that has ended stays as it is.
  public PairingObject report(URI pairing, PairingReport report) {
    return post(AcmeResource.PAIRING, pairing, report).as(PairingObject.class);
  }

  /// @param first what the server answered about the resource already
  private <T> T await(
      AcmeResource resource, URI uri, Reply first, Class<T> kind, Predicate<T> settled) {
    Sender sender = server.sender();
    Reply reply = first;
    Duration waited = Duration.ZERO;
    for (int polls = 1; ; polls++) {
      T known = reply.as(kind);
      if (settled.test(known)) {
        return known;
      }
      Duration pause =
          sender
              .settings()
              .retries()
              .beforePoll(polls, waited, reply.retryAfter(sender.settings().clock()))
              .orElseThrow(() -> new AcmeFailure.Unsettled(uri));
      sender.pause(pause);
      waited = waited.plus(pause);
      reply = read(resource, uri);
    }
  }

  /// POST-as-GET (RFC 8555 §6.3).
  private Reply read(AcmeResource resource, URI uri) {
    return send(resource, uri, true, NOTHING);
  }

  private Reply post(AcmeResource resource, URI uri, Object message) {
    return send(resource, uri, true, Json.write(message));
  }

  private Reply send(AcmeResource resource, URI uri, boolean repeatable, byte[] payload) {
    JwsSigner own = signer;
    return server.post(
        resource,
        uri,
        repeatable,
        nonce -> own.request(url.toString(), uri.toString(), nonce, payload));
  }

  @Override
  public String toString() {
    return "AcmeAccount[" + url + "]";
  }
}
