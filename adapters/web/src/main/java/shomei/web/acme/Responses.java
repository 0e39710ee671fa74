package shomei.web.acme;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import shomei.domain.account.Account;
import shomei.domain.authorization.Authorization;
import shomei.domain.authorization.Challenge;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Policy;
import shomei.domain.order.Order;
import shomei.domain.pairing.Pairing;
import shomei.domain.pairing.ReportProgress;
import shomei.web.http.HttpError;
import shomei.web.http.Response;

/// Answers that show a resource, with the headers that go with it.
public final class Responses {
  private final Paths paths;
  private final Documents documents;
  private final String retryAfter;

  /// @param poll how soon a client may look again at what is processing
  public Responses(Paths paths, InstantSource clock, Duration poll) {
    this.paths = paths;
    this.documents = new Documents(paths, clock);
    this.retryAfter = HttpError.seconds(poll);
  }

  static String link(URI target, String relation) {
    return "<" + target + ">;rel=\"" + relation + "\"";
  }

  Response directory(Institution institution, Policy policy) {
    return Response.json(200, documents.directory(institution.id(), policy));
  }

  Response account(int status, Account account) {
    URI url = paths.url(account.institution(), new Resource.AccountOf(account.id()));
    return Response.json(status, documents.account(account)).with("Location", url.toString());
  }

  Response order(int status, Order order) {
    URI url = paths.url(order.terms().institution(), new Resource.OrderOf(order.terms().id()));
    Response response =
        Response.json(status, documents.order(order)).with("Location", url.toString());
    return order instanceof Order.Processing ? response.with("Retry-After", retryAfter) : response;
  }

  /// @param letter whether the institution asks for the code of the letter
  Response authorization(Authorization authorization, boolean letter) {
    Response response = Response.json(200, documents.authorization(authorization, letter));
    return authorization.challenges().stream().anyMatch(Responses::isProcessing)
        ? response.with("Retry-After", retryAfter)
        : response;
  }

  /// @param letter whether the institution asks for the code of the letter
  Response challenge(Authorization authorization, Challenge challenge, boolean letter) {
    URI up =
        paths.url(authorization.institution(), new Resource.AuthorizationOf(authorization.id()));
    Response response =
        Response.json(200, documents.challenge(authorization, challenge, letter))
            .with("Link", link(up, "up"));
    return isProcessing(challenge) ? response.with("Retry-After", retryAfter) : response;
  }

  Response pairing(Pairing pairing, Optional<ReportProgress.Handed> handed) {
    URI url = paths.url(pairing.institution(), new Resource.PairingOf(pairing.id()));
    return Response.json(200, documents.pairing(pairing, handed)).with("Location", url.toString());
  }

  private static boolean isProcessing(Challenge challenge) {
    return challenge.state() instanceof Challenge.State.Processing;
  }
}
