package shomei.web.acme;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import shomei.domain.access.Access;
import shomei.domain.access.Nonces;
import shomei.domain.account.Account;
import shomei.domain.authorization.Authorization;
import shomei.domain.certificate.Certificate;
import shomei.domain.history.Origin;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.AuthorizationId;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.OrderId;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.Serial;
import shomei.domain.order.Order;
import shomei.protocol.json.Base64Url;
import shomei.protocol.jwk.Jwk;
import shomei.protocol.jws.Jws;
import shomei.protocol.jws.JwsVerifier;
import shomei.protocol.jws.Signatory;
import shomei.protocol.jws.SignedRequest;
import shomei.protocol.problem.Problem;
import shomei.protocol.problem.ProblemException;
import shomei.protocol.problem.ProblemType;
import shomei.web.http.Request;

/// The steps that every signed request goes through (RFC 8555 §6), in this order:
///
/// 1. the content type is `application/jose+json`, else 415 (§6.2)
/// 2. the body is a JWS with a readable protected header
/// 3. its nonce is base64url (§6.5.2), one of ours that has not expired, and fresh: nobody is asked
///    about invented ones. From here on it is spent
/// 4. every other rule on form, algorithm and key; the resource wants `kid` or `jwk` (§6.2)
/// 5. at most one round trip finds the account and reads the resource ([Access#open])
/// 6. the account exists, at this institution
/// 7. the signature is its key's
/// 8. the URL that was signed is the one that was asked for (§6.4)
/// 9. the account is valid (§7.3.6)
/// 10. the resource exists, at this institution, and is the account's own (§10.5)
///
/// A nonce that was shown once is worth nothing, whatever comes of the request. Nothing is told
/// about a resource, and nothing is done, before all steps are taken.
public final class RequestAuthenticator {
  private final Access access;
  private final Nonces nonces;
  private final JwsVerifier verifier;
  private final AccountKeys keys;
  private final Paths paths;
  private final InstantSource clock;

  public RequestAuthenticator(
      Access access, Nonces nonces, JwsVerifier verifier, Paths paths, InstantSource clock) {
    this.access = access;
    this.nonces = nonces;
    this.verifier = verifier;
    this.keys = new AccountKeys(verifier);
    this.paths = paths;
    this.clock = clock;
  }

  /// A request after step 4.
  ///
  /// @param url that it was sent to
  private record Envelope(
      Institution institution, String url, SignedRequest signed, Origin.Request origin) {}

  /// Lets a request of an account through.
  Call.ByAccount account(Institution institution, Request request) {
    return open(institution, request, new Access.Target.Nothing()).call();
  }

  /// Lets through a request of the account that the URL names.
  Call.ByAccount account(Institution institution, Request request, AccountId named) {
    Call.ByAccount call = account(institution, request);
    if (!call.account().id().equals(named)) {
      throw foreign();
    }
    return call;
  }

  Call.Owned<Order> order(Institution institution, Request request, OrderId id) {
    return order(institution, request, new Access.Target.OfOrder(id));
  }

  Call.Owned<Order> toFinish(Institution institution, Request request, OrderId id) {
    return order(institution, request, new Access.Target.ToFinish(id));
  }

  private Call.Owned<Order> order(
      Institution institution, Request request, Access.Target<Order> target) {
    return owned(
        open(institution, request, target),
        order -> order.terms().institution(),
        order -> order.terms().account());
  }

  Call.Owned<Authorization> authorization(
      Institution institution, Request request, AuthorizationId id) {
    return owned(
        open(institution, request, new Access.Target.OfAuthorization(id)),
        Authorization::institution,
        Authorization::account);
  }

  Call.Owned<Certificate> certificate(Institution institution, Request request, Serial serial) {
    return owned(
        open(institution, request, new Access.Target.OfCertificate(serial)),
        Certificate::institution,
        Certificate::account);
  }

  /// Lets a request through that is signed by the key beside it.
  Call.ByKey key(Institution institution, Request request) {
    Envelope envelope = receive(institution, request);
    return switch (envelope.signed().signatory()) {
      case Signatory.KeyHolder(Jwk key) -> byKey(envelope, key);
      case Signatory.AccountHolder other ->
          throw ProblemException.malformed("This resource wants a jwk.");
    };
  }

  /// Lets a request through that is signed either way.
  Call either(Institution institution, Request request) {
    Envelope envelope = receive(institution, request);
    return switch (envelope.signed().signatory()) {
      case Signatory.KeyHolder(Jwk key) -> byKey(envelope, key);
      case Signatory.AccountHolder(String url) ->
          byAccount(envelope, url, new Access.Target.Nothing()).call();
    };
  }

  /// Spends the nonce of a request that is refused for another reason, if it can be read.
  void spendNonce(Request request) {
    try {
      take(jws(request));
    } catch (ProblemException | Refusal none) {
      // then there is none to spend
    }
  }

  private <R> Opened<R> open(Institution institution, Request request, Access.Target<R> target) {
    Envelope envelope = receive(institution, request);
    return switch (envelope.signed().signatory()) {
      case Signatory.AccountHolder(String url) -> byAccount(envelope, url, target);
      case Signatory.KeyHolder other ->
          throw ProblemException.malformed("This resource wants a kid.");
    };
  }

  private Envelope receive(Institution institution, Request request) {
    if (!isJose(request.header("content-type").orElse(""))) {
      spendNonce(request);
      throw new ProblemException(
          Problem.of(ProblemType.MALFORMED, "The content type is not " + Jws.MEDIA_TYPE + ".")
              .withStatus(415));
    }
    Jws jws = jws(request);
    take(jws);
    String url = paths.url(request.target());
    Origin.Request origin = new Origin.Request(request.address(), request.id());
    return new Envelope(institution, url, jws.toRequest(), origin);
  }

  private <R> Opened<R> byAccount(Envelope envelope, String kid, Access.Target<R> target) {
    InstitutionId institution = envelope.institution().id();
    AccountId id =
        paths
            .readUrl(kid)
            .filter(url -> url.institution().equals(institution))
            .flatMap(
                url ->
                    url.resource() instanceof Resource.AccountOf(AccountId named)
                        ? Optional.of(named)
                        : Optional.empty())
            .orElse(null);
    if (id == null) {
      throw noAccount();
    }
    Access.Opened<R> opened = access.open(id, target, clock.instant());
    Account account =
        opened
            .account()
            .filter(a -> a.institution().equals(institution))
            .orElseThrow(RequestAuthenticator::noAccount);
    Payload payload = verified(envelope, keys.of(account.key()));
    if (account.status() != Account.Status.VALID) {
      throw deactivated();
    }
    return new Opened<>(
        new Call.ByAccount(
            envelope.institution(), envelope.url(), payload, account, envelope.origin()),
        opened.resource());
  }

  private Call.ByKey byKey(Envelope envelope, Jwk key) {
    InstitutionId institution = envelope.institution().id();
    Jwk prepared = verifier.prepared(key);
    Payload payload = verified(envelope, prepared);
    keys.keep(prepared);
    Optional<Account> account = access.find(institution, key.thumbprint());
    return new Call.ByKey(
        envelope.institution(), envelope.url(), payload, key, account, envelope.origin());
  }

  private Payload verified(Envelope envelope, Jwk key) {
    Payload payload = new Payload(verifier.payload(envelope.signed().content(), key));
    if (!envelope.signed().url().equals(envelope.url())) {
      throw new ProblemException(
          ProblemType.UNAUTHORIZED, "The request was signed for another URL than this.");
    }
    return payload;
  }

  /// A request after step 9.
  private record Opened<R>(Call.ByAccount call, Optional<R> resource) {}

  private static <R> Call.Owned<R> owned(
      Opened<R> opened, Function<R, InstitutionId> institution, Function<R, AccountId> owner) {
    InstitutionId here = opened.call().institution().id();
    R resource =
        opened
            .resource()
            .filter(found -> institution.apply(found).equals(here))
            .orElseThrow(() -> new Refusal(Reason.NOT_FOUND, "There is no such resource."));
    if (!owner.apply(resource).equals(opened.call().account().id())) {
      throw foreign();
    }
    return new Call.Owned<>(opened.call(), resource);
  }

  private static Jws jws(Request request) {
    return Jws.parse(request.body().octets());
  }

  private static boolean isJose(String contentType) {
    int parameters = contentType.indexOf(';');
    String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
    return type.strip().equalsIgnoreCase(Jws.MEDIA_TYPE);
  }

  private void take(Jws jws) {
    nonces.take(Base64Url.decode(jws.nonce(), "nonce"));
  }

  private static Refusal noAccount() {
    return new Refusal(Reason.ACCOUNT_DOES_NOT_EXIST, "The kid is not the URL of an account here.");
  }

  private static Refusal foreign() {
    return new Refusal(Reason.UNAUTHORIZED, "The resource belongs to another account.");
  }

  /// Of an account that is no longer valid (RFC 8555 §7.3.6).
  static ProblemException deactivated() {
    return new ProblemException(
        Problem.of(ProblemType.UNAUTHORIZED, "The account was deactivated.").withStatus(401));
  }
}
