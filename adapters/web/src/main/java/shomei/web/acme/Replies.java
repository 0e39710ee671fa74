package shomei.web.acme;

import java.net.URI;
import java.time.Duration;
import shomei.domain.account.Account;
import shomei.domain.authorization.Authorization;
import shomei.domain.authorization.Challenge;
import shomei.domain.order.Order;
import shomei.web.acme.Place.Resource;
import shomei.web.exchange.Reply;
import shomei.protocol.json.Json;

/// Answers that show a resource, with the headers that go with it.
final class Replies {
  private static final String JSON = "application/json";

  private final Paths paths;
  private final Documents documents;
  private final String retryAfter;

  /// @param poll how soon a client may look again at what is processing
  Replies(Paths paths, Documents documents, Duration poll) {
    this.paths = paths;
    this.documents = documents;
    this.retryAfter = Problems.seconds(poll);
  }

  static Reply json(int status, Object message) {
    return Reply.of(status, JSON, Json.write(message));
  }

  static String link(URI target, String relation) {
    return "<" + target + ">;rel=\"" + relation + "\"";
  }

  Reply account(int status, Account account) {
    URI url = paths.url(account.institution(), new Resource.AccountOf(account.id()));
    return json(status, documents.account(account)).with("Location", url.toString());
  }

  Reply order(int status, Order order) {
    URI url = paths.url(order.terms().institution(), new Resource.OrderOf(order.terms().id()));
    Reply reply = json(status, documents.order(order)).with("Location", url.toString());
    return order instanceof Order.Processing ? reply.with("Retry-After", retryAfter) : reply;
  }

  Reply authorization(Authorization authorization) {
    Reply reply = json(200, documents.authorization(authorization));
    return authorization.challenges().stream().anyMatch(Replies::isProcessing)
        ? reply.with("Retry-After", retryAfter)
        : reply;
  }

  Reply challenge(Authorization authorization, Challenge challenge) {
    URI up =
        paths.url(authorization.institution(), new Resource.AuthorizationOf(authorization.id()));
    Reply reply =
        json(200, documents.challenge(authorization, challenge)).with("Link", link(up, "up"));
    return isProcessing(challenge) ? reply.with("Retry-After", retryAfter) : reply;
  }

  private static boolean isProcessing(Challenge challenge) {
    return challenge.state() instanceof Challenge.State.Processing;
  }
}
