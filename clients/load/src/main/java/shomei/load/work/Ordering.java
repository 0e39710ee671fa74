package shomei.load.work;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import shomei.load.wire.Answer;
import shomei.load.wire.Failed;
import shomei.load.wire.Session;
import shomei.load.wire.Step;
import shomei.protocol.message.AuthorizationObject;
import shomei.protocol.message.ChallengeObject;
import shomei.protocol.message.OrderObject;
import shomei.protocol.message.Status;
import shomei.protocol.problem.Problem;

/// From newOrder to the certificate in hand: the same requests to every server. Where a connection
/// breaks, the client reads how far things are and goes on from there.
///
/// Danger: `Retry-After` is not kept to, since a server under test would be measured by what it
/// writes there; polls come 5 ms after each other at first, and at most 200 ms.
final class Ordering {
  private static final byte[] NOTHING = {};
  private static final Duration FIRST_POLL = Duration.ofMillis(5);
  private static final Duration LAST_POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String NOT_READY = "orderNotReady";

  private final Session session;
  private final Account account;

  Ordering(Session session, Account account) {
    this.session = session;
    this.account = account;
  }

  /// @return the chain as it came, PEM
  byte[] issue(byte[] newOrder, byte[] csr, Prover prover) throws IOException, Failed {
    Answer placed =
        session.surely(Step.NEW_ORDER, session.directory().newOrder(), account.signer(), newOrder);
    URI url = placed.locationOrFail();
    OrderObject order = placed.as(OrderObject.class);
    for (URI authorization : order.authorizations()) {
      prove(authorization, prover);
    }
    OrderObject valid = finish(url, order.finalizeUrl(), csr);
    return read(Step.CERTIFICATE, Objects.requireNonNull(valid.certificate(), "certificate"))
        .body();
  }

  private void prove(URI url, Prover prover) throws IOException, Failed {
    AuthorizationObject authorization = read(Step.AUTHORIZATION, url).as(AuthorizationObject.class);
    if (authorization.status() == Status.VALID) {
      return;
    }
    ChallengeObject challenge = offered(authorization, prover);
    byte[] answer = prover.answer(challenge, account);
    try {
      for (int tried = 1; authorization.status() == Status.PENDING; tried++) {
        boolean arrived = false;
        try {
          session.once(Step.CHALLENGE, challenge.url(), account.signer(), answer);
          arrived = true;
        } catch (IOException broken) {
          session.gotOver(Step.CHALLENGE, broken, tried);
        }
        authorization = settled(url, prover, arrived);
      }
    } finally {
      prover.settled(challenge);
    }
    if (authorization.status() != Status.VALID) {
      throw failure(offered(authorization, prover).error(), authorization.status());
    }
  }

  /// Polls until the authorization is settled, or it turns out that the answer did not arrive.
  private AuthorizationObject settled(URI url, Prover prover, boolean arrived)
      throws IOException, Failed {
    Polls polls = new Polls();
    while (true) {
      AuthorizationObject authorization =
          read(Step.POLL_AUTHORIZATION, url).as(AuthorizationObject.class);
      if (authorization.status() != Status.PENDING
          || !arrived
              && polls.areMany()
              && offered(authorization, prover).status() == Status.PENDING) {
        return authorization;
      }
      polls.pause();
    }
  }

  private OrderObject finish(URI url, URI finalizeUrl, byte[] csr) throws IOException, Failed {
    OrderObject order = handIn(url, finalizeUrl, csr);
    Polls polls = new Polls();
    while (order.status() == Status.PROCESSING || order.status() == Status.PENDING) {
      polls.pause();
      order = read(Step.POLL_ORDER, url).as(OrderObject.class);
    }
    if (order.status() != Status.VALID) {
      throw failure(order.error(), order.status());
    }
    return order;
  }

  private OrderObject handIn(URI url, URI finalizeUrl, byte[] csr) throws IOException, Failed {
    for (int tried = 1; ; tried++) {
      try {
        return session
            .once(Step.FINALIZE, finalizeUrl, account.signer(), csr)
            .as(OrderObject.class);
      } catch (IOException broken) {
        session.gotOver(Step.FINALIZE, broken, tried);
      } catch (Failed refused) {
        // an earlier try arrived, though its answer did not: the order tells how it went
        if (tried == 1 || !refused.type().equals(NOT_READY)) {
          throw refused;
        }
      }
      OrderObject order = read(Step.POLL_ORDER, url).as(OrderObject.class);
      if (order.status() != Status.READY) {
        return order;
      }
    }
  }

  private static ChallengeObject offered(AuthorizationObject authorization, Prover prover)
      throws Failed {
    for (ChallengeObject challenge : authorization.challenges()) {
      if (challenge.type().equals(prover.type())) {
        return challenge;
      }
    }
    throw new Failed("noChallenge", "no " + prover.type() + " is offered");
  }

  private static Failed failure(@org.jspecify.annotations.Nullable Problem error, Status status) {
    return error == null ? new Failed("status " + status.wireName(), null) : Answer.failure(error);
  }

  private Answer read(Step step, URI url) throws IOException, Failed {
    return session.surely(step, url, account.signer(), NOTHING);
  }

  /// Pauses that grow, and an end to them.
  private static final class Polls {
    private static final int MANY = 3;

    private final long begun = System.nanoTime();
    private Duration pause = FIRST_POLL;
    private int count;

    boolean areMany() {
      return count >= MANY;
    }

    void pause() throws Failed {
      if (System.nanoTime() - begun > PATIENCE.toNanos()) {
        throw new Failed("timeout", "not settled within " + PATIENCE);
      }
      LockSupport.parkNanos(pause.toNanos());
      Duration longer = pause.multipliedBy(2);
      pause = longer.compareTo(LAST_POLL) < 0 ? longer : LAST_POLL;
      count++;
    }
  }
}
