package shomei.web.acme;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import shomei.domain.access.Nonces;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Institutions;
import shomei.domain.institution.Policies;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.web.UseCases;
import shomei.web.acme.Place.Resource;
import shomei.web.exchange.Head;
import shomei.web.exchange.Reply;
import shomei.web.exchange.Request;
import shomei.web.exchange.Site;
import shomei.web.exchange.Trouble;
import shomei.protocol.problem.Problem;
import shomei.protocol.problem.ProblemException;
import shomei.protocol.problem.ProblemType;

/// RFC 8555 below `/acme/{institution}/`. Finds the resource, lets the request through the [Gate]
/// or the open door, and gives every answer the headers that all have.
public final class AcmeSite implements Site {
  private static final String EXPOSED = "Replay-Nonce, Location, Link, Retry-After, X-Request-Id";

  private final Institutions institutions;
  private final Policies policies;
  private final Nonces nonces;
  private final Paths paths;
  private final Problems problems;
  private final Gate gate;
  private final OpenResources open;
  private final AccountResources accounts;
  private final OrderResources orders;
  private final AuthorizationResources authorizations;
  private final String retryAfter;

  /// @param base what all URLs begin with
  /// @param retryAfter what clients are told to wait
  public AcmeSite(URI base, UseCases use, Duration retryAfter) {
    this.institutions = use.institutions();
    this.policies = use.policies();
    this.nonces = use.nonces();
    this.paths = new Paths(base);
    this.problems = new Problems(retryAfter);
    this.retryAfter = Problems.seconds(retryAfter);
    this.gate = new Gate(use.access(), nonces, use.verifier(), new Keys(), paths, use.clock());
    Documents documents = new Documents(paths, use.clock());
    Replies replies = new Replies(paths, documents, retryAfter);
    this.open = new OpenResources(policies, use.suggestRenewal(), documents);
    this.accounts =
        new AccountResources(
            use.createAccount(),
            use.updateAccount(),
            use.deactivateAccount(),
            use.changeKey(),
            use.listOrders(),
            use.verifier(),
            paths,
            replies);
    this.orders =
        new OrderResources(
            use.placeOrder(),
            use.finalizeOrder(),
            use.revokeCertificate(),
            use.issuingCa(),
            replies);
    this.authorizations =
        new AuthorizationResources(
            use.answerChallenge(),
            use.deactivateAuthorization(),
            use.verifier(),
            replies,
            use.clock());
  }

  @Override
  public Reply answer(Request request) {
    Head head = request.head();
    Optional<Institution> institution = paths.institution(head.path()).flatMap(institutions::find);
    Optional<Place> place = institution.flatMap(known -> paths.read(head.path()));
    Reply reply;
    try {
      reply =
          place.isPresent()
              ? dispatch(request, institution.orElseThrow(), place.get())
              : missing(request);
    } catch (Refusal refusal) {
      reply = refused(refusal, institution);
    } catch (ProblemException broken) {
      reply = Problems.reply(broken.problem());
    }
    return dressed(reply, head, institution.map(Institution::id), place.map(Place::resource));
  }

  @Override
  public Reply refuse(Trouble trouble, Head head) {
    ProblemType type = trouble.status() < 500 ? ProblemType.MALFORMED : ProblemType.SERVER_INTERNAL;
    Reply reply = Problems.reply(Problem.of(type, trouble.detail()).withStatus(trouble.status()));
    return dressed(
        trouble.passes() ? reply.with("Retry-After", retryAfter) : reply,
        head,
        paths.institution(head.path()),
        paths.read(head.path()).map(Place::resource));
  }

  @Override
  public String label(String path) {
    return paths.read(path).map(place -> place.resource().label()).orElse("unknown");
  }

  private Reply dispatch(Request request, Institution institution, Place place) {
    String method = request.head().method();
    boolean reads = method.equals("GET") || method.equals("HEAD");
    if (method.equals("OPTIONS")) {
      return preflight(place);
    }
    return switch (place.resource()) {
      case Resource.Open resource when reads -> read(resource, institution, method);
      case Resource.Open resource when request.head().isPost() -> {
        gate.account(institution, request).payload().requireNone();
        yield read(resource, institution, method);
      }
      case Resource.RenewalInfoOf(String certId) when reads ->
          open.renewalInfo(institution, certId);
      case Resource.Signed resource when request.head().isPost() ->
          signed(request, institution, resource);
      case Resource.Open other -> notAllowed(request, place);
      case Resource.RenewalInfoOf other -> notAllowed(request, place);
      case Resource.Signed other -> notAllowed(request, place);
    };
  }

  private Reply read(Resource.Open resource, Institution institution, String method) {
    return switch (resource) {
      case Resource.Directory() -> open.directory(institution);
      // §7.2; the nonce itself is put into every answer of this resource
      case Resource.NewNonce() -> Reply.empty(method.equals("GET") ? 204 : 200);
    };
  }

  private Reply signed(Request request, Institution institution, Resource.Signed resource) {
    return switch (resource) {
      case Resource.NewAccount() -> accounts.create(gate.key(institution, request));
      case Resource.AccountOf(var id) -> accounts.account(gate.account(institution, request, id));
      case Resource.OrdersOf(var id) ->
          accounts.orders(gate.account(institution, request, id), request.head().query());
      case Resource.KeyChange() -> accounts.changeKey(gate.account(institution, request));
      case Resource.NewOrder() -> orders.place(gate.account(institution, request));
      case Resource.OrderOf(var id) -> orders.order(gate.order(institution, request, id));
      case Resource.FinalizeOf(var id) -> orders.finish(gate.order(institution, request, id));
      case Resource.CertificateOf(var serial) ->
          orders.certificate(gate.certificate(institution, request, serial));
      case Resource.RevokeCert() -> orders.revoke(gate.either(institution, request));
      case Resource.AuthorizationOf(var id) ->
          authorizations.authorization(gate.authorization(institution, request, id));
      case Resource.ChallengeOf(var id, var kind) ->
          authorizations.challenge(gate.authorization(institution, request, id), kind);
    };
  }

  private Reply missing(Request request) {
    if (request.head().isPost()) {
      gate.strike(request);
    }
    throw new Refusal(Reason.NOT_FOUND, "There is no such resource.");
  }

  /// §6.3.
  private Reply notAllowed(Request request, Place place) {
    if (request.head().isPost()) {
      gate.strike(request);
    }
    Problem problem =
        Problem.of(ProblemType.MALFORMED, "The resource does not take this method.")
            .withStatus(405);
    return Problems.reply(problem).with("Allow", place.allow());
  }

  /// §6.1: pages of any origin may speak the protocol; requests carry their own authority, never a
  /// cookie.
  private static Reply preflight(Place place) {
    return Reply.empty(204)
        .with("Allow", place.allow())
        .with("Access-Control-Allow-Methods", place.allow())
        .with("Access-Control-Allow-Headers", "Content-Type")
        .with("Access-Control-Max-Age", "86400");
  }

  private Reply refused(Refusal refusal, Optional<Institution> institution) {
    Reply reply = problems.reply(refusal);
    if (institution.isEmpty()) {
      return reply;
    }
    InstitutionId id = institution.get().id();
    if (refusal.holder().isPresent()) {
      URI holder = paths.url(id, new Resource.AccountOf(refusal.holder().get()));
      return reply.with("Location", holder.toString());
    }
    if (refusal.reason() == Reason.USER_ACTION_REQUIRED) {
      return policies
          .of(institution.get())
          .ordering()
          .termsOfService()
          .map(terms -> reply.with("Link", Replies.link(URI.create(terms), "terms-of-service")))
          .orElse(reply);
    }
    return reply;
  }

  /// The headers that do not depend on what was asked.
  private Reply dressed(
      Reply reply, Head head, Optional<InstitutionId> institution, Optional<Resource> resource) {
    boolean isDirectory = resource.orElse(null) instanceof Resource.Directory;
    boolean isNonce = resource.orElse(null) instanceof Resource.NewNonce;
    boolean mayBeKept = reply.status() == 200 && !head.isPost() && !isNonce;
    Reply dressed =
        reply
            .with("Access-Control-Allow-Origin", "*")
            .with("Access-Control-Expose-Headers", EXPOSED)
            .with("X-Content-Type-Options", "nosniff");
    if (head.isPost() || isNonce) {
      dressed = dressed.with("Replay-Nonce", nonces.mint());
    }
    if (!mayBeKept) {
      dressed = dressed.with("Cache-Control", "no-store");
    }
    if (institution.isPresent() && !isDirectory) {
      URI directory = paths.url(institution.get(), new Resource.Directory());
      dressed = dressed.with("Link", Replies.link(directory, "index"));
    }
    return dressed;
  }
}
