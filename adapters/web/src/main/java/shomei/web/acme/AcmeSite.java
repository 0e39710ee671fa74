package shomei.web.acme;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import shomei.domain.access.Nonces;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Institutions;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.protocol.problem.ProblemException;
import shomei.web.http.Endpoint;
import shomei.web.http.HttpError;
import shomei.web.http.Intake;
import shomei.web.http.Reply;
import shomei.web.http.Request;
import shomei.web.http.Response;
import shomei.web.http.Routes;
import shomei.web.http.Site;

/// RFC 8555 below `/acme/{institution}/`. Finds the resource in a table that the compiler checks,
/// lets the request through the [RequestAuthenticator] or the open door, and gives every answer the
/// headers that all have.
public final class AcmeSite implements Site {
  /// How long a directory is given as it was read: institutions change once in years.
  private static final Duration DIRECTORY_FRESH = Duration.ofSeconds(1);

  private static final int DIRECTORIES = 1_000;

  private static final String EXPOSED = "Replay-Nonce, Location, Link, Retry-After, X-Request-Id";

  private final Institutions institutions;
  private final Nonces nonces;
  private final RequestAuthenticator authenticator;
  private final Paths paths;
  private final OpenResources open;
  private final AccountResources accounts;
  private final OrderResources orders;
  private final AuthorizationResources authorizations;
  private final PairingResources pairings;
  private final RefusalWatch refusals;
  private final Cache<InstitutionId, Response> directories;

  /// @param institutions asked for almost every request: an adapter that answers from memory is
  ///   wanted
  public AcmeSite(
      Institutions institutions,
      Nonces nonces,
      RequestAuthenticator authenticator,
      Paths paths,
      OpenResources open,
      AccountResources accounts,
      OrderResources orders,
      AuthorizationResources authorizations,
      PairingResources pairings,
      RefusalWatch refusals) {
    this.institutions = institutions;
    this.nonces = nonces;
    this.authenticator = authenticator;
    this.paths = paths;
    this.open = open;
    this.accounts = accounts;
    this.orders = orders;
    this.authorizations = authorizations;
    this.pairings = pairings;
    this.refusals = refusals;
    this.directories =
        Caffeine.newBuilder().maximumSize(DIRECTORIES).expireAfterWrite(DIRECTORY_FRESH).build();
  }

  @Override
  public void mount(Routes routes) {
    routes.all(
        this::label,
        new Endpoint() {
          @Override
          public Intake intake(Request request) {
            return AcmeSite.this.intake(request);
          }

          @Override
          public Reply answer(Request request) {
            return AcmeSite.this.answer(request);
          }
        });
  }

  @Override
  public Response error(Request request, HttpError error) {
    return dressed(Response.problem(error), request, paths.institution(request.path()));
  }

  @Override
  public void end() {
    pairings.end();
  }

  private String label(String path) {
    return paths.read(path).map(url -> url.resource().label()).orElse("unknown");
  }

  /// What needs no database is answered at once: nonces (§7.2), and the directory where it was read
  /// a moment ago. A client begins with an account, then orders; from there on it is let go on.
  private Intake intake(Request request) {
    Optional<ResourceUrl> url = paths.read(request.path());
    if (url.isEmpty()) {
      return Intake.Work.GOES_ON;
    }
    return switch (url.get().resource()) {
      case Resource.NewNonce it when reads(request) ->
          atOnce(Response.empty(request.method().equals("GET") ? 204 : 200), request, url.get());
      case Resource.Directory it when reads(request) ->
          Optional.ofNullable(directories.getIfPresent(url.get().institution()))
              .<Intake>map(known -> atOnce(known, request, url.get()))
              .orElse(Intake.Work.GOES_ON);
      case Resource.NewAccount it -> Intake.Work.BEGINS;
      case Resource.NewOrder it -> Intake.Work.FOLLOWS;
      case Resource other -> Intake.Work.GOES_ON;
    };
  }

  private Intake atOnce(Response response, Request request, ResourceUrl url) {
    return new Intake.AtOnce(dressed(response, request, Optional.of(url.institution())));
  }

  private Reply answer(Request request) {
    Optional<ResourceUrl> url = paths.read(request.path());
    if (url.isEmpty()) {
      return missing(request, paths.institution(request.path()).flatMap(institutions::find));
    }
    InstitutionId id = url.get().institution();
    Resource resource = url.get().resource();
    Optional<Institution> institution = institutions.find(id);
    if (institution.isEmpty()) {
      return missing(request, institution);
    }
    return answer(request, institution.get(), resource)
        .map(response -> dressed(response, request, Optional.of(id)));
  }

  private Reply answer(Request request, Institution institution, Resource resource) {
    try {
      return dispatch(request, institution, resource);
    } catch (Refusal refusal) {
      refusals.refused(institution.id(), refusal.reason());
      throw refused(refusal, institution);
    } catch (ProblemException broken) {
      throw HttpError.of(broken);
    }
  }

  private Reply dispatch(Request request, Institution institution, Resource resource) {
    if (request.method().equals("OPTIONS")) {
      return preflight(resource);
    }
    return switch (resource) {
      case Resource.Open read when reads(request) -> read(read, institution);
      case Resource.Open read when request.isPost() -> {
        authenticator.account(institution, request).payload().requireNone();
        yield read(read, institution);
      }
      case Resource.RenewalInfoOf(String certId) when reads(request) ->
          open.renewalInfo(institution, certId);
      case Resource.Signed signed when request.isPost() -> signed(request, institution, signed);
      case Resource.Open other -> throw notAllowed(request, resource);
      case Resource.RenewalInfoOf other -> throw notAllowed(request, resource);
      case Resource.Signed other -> throw notAllowed(request, resource);
    };
  }

  private Response read(Resource.Open resource, Institution institution) {
    return switch (resource) {
      case Resource.Directory() -> {
        Response directory = open.directory(institution);
        directories.put(institution.id(), directory);
        yield directory;
      }
      case Resource.NewNonce() -> Response.empty(200);
    };
  }

  private Reply signed(Request request, Institution institution, Resource.Signed resource) {
    return switch (resource) {
      case Resource.NewAccount() -> accounts.create(authenticator.key(institution, request));
      case Resource.AccountOf(var id) ->
          accounts.account(authenticator.account(institution, request, id));
      case Resource.OrdersOf(var id) ->
          accounts.orders(authenticator.account(institution, request, id), request.query());
      case Resource.KeyChange() -> accounts.changeKey(authenticator.account(institution, request));
      case Resource.Waiting() -> pairings.wait(authenticator.account(institution, request));
      case Resource.PairingOf(var id) ->
          pairings.pairing(authenticator.account(institution, request), id);
      case Resource.NewOrder() -> orders.place(authenticator.account(institution, request));
      case Resource.OrderOf(var id) -> orders.order(authenticator.order(institution, request, id));
      case Resource.FinalizeOf(var id) ->
          orders.finish(authenticator.toFinish(institution, request, id));
      case Resource.CertificateOf(var serial) ->
          orders.certificate(authenticator.certificate(institution, request, serial));
      case Resource.RevokeCert() -> orders.revoke(authenticator.either(institution, request));
      case Resource.AuthorizationOf(var id) ->
          authorizations.authorization(authenticator.authorization(institution, request, id));
      case Resource.ChallengeOf(var id, var kind) ->
          authorizations.challenge(authenticator.authorization(institution, request, id), kind);
    };
  }

  private static boolean reads(Request request) {
    return request.method().equals("GET") || request.method().equals("HEAD");
  }

  /// @param institution that the path names, where it is one of ours
  private Response missing(Request request, Optional<Institution> institution) {
    if (request.isPost()) {
      authenticator.spendNonce(request);
    }
    Optional<InstitutionId> known = institution.map(Institution::id);
    String directory =
        known
            .map(id -> "the directory is /acme/" + id + "/directory.")
            .orElse("a directory is /acme/{institution}/directory.");
    HttpError error = HttpError.of(404, "There is no such resource; " + directory);
    return dressed(Response.problem(error), request, known);
  }

  /// §6.3.
  private HttpError notAllowed(Request request, Resource resource) {
    if (request.isPost()) {
      authenticator.spendNonce(request);
    }
    return HttpError.notAllowed(resource.allow());
  }

  /// §6.1: pages of any origin may speak the protocol; requests carry their own authority, never a
  /// cookie.
  private static Response preflight(Resource resource) {
    return Response.empty(204)
        .with("Allow", resource.allow())
        .with("Access-Control-Allow-Methods", resource.allow())
        .with("Access-Control-Allow-Headers", "Content-Type")
        .with("Access-Control-Max-Age", "86400");
  }

  private HttpError refused(Refusal refusal, Institution institution) {
    HttpError error = HttpError.of(refusal);
    if (refusal.holder().isPresent()) {
      Resource holder = new Resource.AccountOf(refusal.holder().get());
      return error.with("Location", paths.url(institution.id(), holder).toString());
    }
    return refusal.reason() == Reason.USER_ACTION_REQUIRED
        ? open.terms(institution)
            .map(terms -> error.with("Link", Responses.link(terms, "terms-of-service")))
            .orElse(error)
        : error;
  }

  /// The headers that do not depend on what was asked.
  private Response dressed(
      Response response, Request request, Optional<InstitutionId> institution) {
    Optional<Resource> resource = paths.read(request.path()).map(ResourceUrl::resource);
    boolean isDirectory = resource.orElse(null) instanceof Resource.Directory;
    boolean isNonce = resource.orElse(null) instanceof Resource.NewNonce;
    boolean mayBeKept = response.status() == 200 && !request.isPost() && !isNonce;
    Response dressed =
        response
            .with("Access-Control-Allow-Origin", "*")
            .with("Access-Control-Expose-Headers", EXPOSED)
            .with("X-Content-Type-Options", "nosniff");
    if (request.isPost() || isNonce) {
      dressed = dressed.with("Replay-Nonce", nonces.mint());
    }
    if (!mayBeKept) {
      dressed = dressed.with("Cache-Control", "no-store");
    }
    if (institution.isPresent() && !isDirectory) {
      URI directory = paths.url(institution.get(), new Resource.Directory());
      dressed = dressed.with("Link", Responses.link(directory, "index"));
    }
    return dressed;
  }
}
