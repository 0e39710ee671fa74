package shomei.load.work;

import java.net.URI;
import shomei.load.wire.OperationFailure;
import shomei.protocol.message.AuthorizationObject;
import shomei.protocol.message.ChallengeObject;
import shomei.protocol.message.NewOrder;
import shomei.protocol.message.OrderObject;
import shomei.protocol.message.Status;
import shomei.protocol.problem.Problem;
import shomei.sdk.AcmeAccount;
import shomei.sdk.Located;

/// From newOrder to the certificate in hand: the same requests to every server.
record OrderFlow(AcmeAccount account, ChallengeResponder responder) {

  /// @return the chain as it came, PEM
  byte[] issue(NewOrder wanted, byte[] csr) throws OperationFailure {
    Located<OrderObject> order = account.order(wanted);
    for (URI authorization : order.resource().authorizations()) {
      authorize(authorization);
    }
    OrderObject settled = account.finish(order, csr);
    if (settled.status() != Status.VALID) {
      throw failure(settled.error(), settled.status());
    }
    return account.chain(settled);
  }

  private void authorize(URI url) throws OperationFailure {
    AuthorizationObject authorization = account.authorization(url);
    if (authorization.status() == Status.VALID) {
      return;
    }
    ChallengeObject challenge = responder.offered(authorization);
    try {
      if (responder.answer(account, challenge).status() == Status.VALID) {
        return;
      }
      authorization = account.awaitAuthorization(url);
    } finally {
      responder.settled(challenge);
    }
    if (authorization.status() != Status.VALID) {
      throw failure(responder.offered(authorization).error(), authorization.status());
    }
  }

  private static OperationFailure failure(
      @org.jspecify.annotations.Nullable Problem error, Status status) {
    return error == null
        ? new OperationFailure("status " + status.wireName(), null)
        : OperationFailure.of(error);
  }
}
