package shomei.tool.enrollment;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import shomei.protocol.message.AuthorizationObject;
import shomei.protocol.message.ChallengeObject;
import shomei.protocol.message.OrderObject;
import shomei.protocol.message.Status;
import shomei.protocol.problem.Problem;
import shomei.protocol.problem.ProblemType;
import shomei.sdk.AcmeAccount;
import shomei.sdk.AcmeFailure;
import shomei.tool.outcome.ExitCode;
import shomei.tool.outcome.ToolFailure;
import shomei.tool.store.KeyStorePlace;
import shomei.tool.talk.Log;
import shomei.tool.talk.Secret;

/// Proves to the server that the subscriber is the one who runs the tool.
final class Prover {
  private final AcmeAccount account;
  private final KeyStorePlace place;
  private final List<X509Certificate> held;
  private final Pins pins;
  private final Log log;

  /// @param held the chain of the certificate that a renewal replaces
  Prover(AcmeAccount account, KeyStorePlace place, List<X509Certificate> held, Pins pins, Log log) {
    this.account = account;
    this.place = place;
    this.held = held;
    this.pins = pins;
    this.log = log;
  }

  /// Answers what is pending of the order's authorizations.
  ///
  /// @return what the server has against it; the order is invalid then
  Optional<Problem> prove(OrderObject order) {
    for (URI address : order.authorizations()) {
      AuthorizationObject authorization = account.authorization(address);
      if (authorization.status() == Status.PENDING) {
        Optional<Problem> obstacle = answer(address, authorization);
        if (obstacle.isPresent()) {
          return obstacle;
        }
      } else if (authorization.status() != Status.VALID) {
        return Optional.of(error(authorization));
      }
    }
    return Optional.empty();
  }

  private Optional<Problem> answer(URI address, AuthorizationObject authorization) {
    ChallengeObject answered =
        find(authorization, ChallengeObject.PIN_01)
            .map(this::answerPin)
            .or(
                () ->
                    find(authorization, ChallengeObject.POSSESSION_01).map(this::answerPossession))
            .orElseThrow(() -> ToolFailure.of(ExitCode.REFUSED, "fail.noChallenge"));
    return switch (answered.status()) {
      case VALID -> Optional.empty();
      case INVALID -> Optional.of(reason(answered));
      case PENDING, PROCESSING, READY, DEACTIVATED, EXPIRED, REVOKED -> {
        AuthorizationObject settled = account.awaitAuthorization(address);
        yield settled.status() == Status.VALID ? Optional.empty() : Optional.of(error(settled));
      }
    };
  }

  private ChallengeObject answerPin(ChallengeObject challenge) {
    Secret pin = pins.login();
    log.say("log.pin");
    while (true) {
      Optional<String> next = pins.next().map(Secret::text);
      try {
        return account.answerPin(challenge, pin.text(), next);
      } catch (AcmeFailure.Refused refused) {
        if (!refused.is(ProblemType.MALFORMED) || next.isEmpty()) {
          throw refused;
        }
        ToolFailure misfit =
            ToolFailure.told(
                refused.problem(),
                ExitCode.PIN_CHANGE_REQUIRED,
                "fail.newPinRefused",
                String.valueOf(refused.problem().detail()));
        if (!pins.choose(true)) {
          throw misfit;
        }
      }
    }
  }

  private ChallengeObject answerPossession(ChallengeObject challenge) {
    log.say("log.possession");
    X509Certificate current = held.getFirst();
    var key = place.currentKey(current);
    Supplier<ChallengeObject> withPin =
        () -> account.answerPossession(challenge, key, current, Optional.of(pins.login().text()));
    if (pins.loginAtHand().isPresent()) {
      return withPin.get();
    }
    try {
      return account.answerPossession(challenge, key, current, Optional.empty());
    } catch (AcmeFailure.Refused refused) {
      // the challenge is open still: the policy asks for the PIN too
      if (!refused.is(ProblemType.MALFORMED)) {
        throw refused;
      }
      return withPin.get();
    }
  }

  private static Optional<ChallengeObject> find(AuthorizationObject authorization, String type) {
    return authorization.challenges().stream()
        .filter(challenge -> challenge.type().equals(type))
        .findFirst();
  }

  private static Problem error(AuthorizationObject authorization) {
    return authorization.challenges().stream()
        .filter(challenge -> challenge.status() == Status.INVALID)
        .findFirst()
        .map(Prover::reason)
        .orElseGet(() -> Problem.of(ProblemType.UNAUTHORIZED, authorization.status().wireName()));
  }

  private static Problem reason(ChallengeObject challenge) {
    Problem error = challenge.error();
    return error == null ? Problem.of(ProblemType.UNAUTHORIZED, "no reason was given") : error;
  }
}
