package shomei.enrollment.engine;

import java.net.URI;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.Event;
import shomei.enrollment.Failure;
import shomei.enrollment.Secret;
import shomei.enrollment.UserInterface;
import shomei.enrollment.store.CertificateStore;
import shomei.protocol.message.AuthorizationObject;
import shomei.protocol.message.ChallengeObject;
import shomei.protocol.message.OrderObject;
import shomei.protocol.message.Status;
import shomei.protocol.problem.Problem;
import shomei.protocol.problem.ProblemType;
import shomei.sdk.AcmeAccount;
import shomei.sdk.AcmeFailure;

/// Proves to the server that the subscriber is the one in front of the engine.
final class ChallengeResponder {
  private final AcmeAccount account;
  private final CertificateStore store;
  private final List<X509Certificate> held;
  private final LoginPins pins;
  private final UserInterface person;

  /// @param held the chain of the certificate that a renewal replaces
  ChallengeResponder(
      AcmeAccount account,
      CertificateStore store,
      List<X509Certificate> held,
      LoginPins pins,
      UserInterface person) {
    this.account = account;
    this.store = store;
    this.held = held;
    this.pins = pins;
    this.person = person;
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
            .orElseThrow(() -> new EnrollmentException(new Failure.NoKnownChallenge()));
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
    Optional<String> code =
        Boolean.TRUE.equals(challenge.codeRequired())
            ? Optional.of(pins.letterCode().text())
            : Optional.empty();
    person.show(new Event.AuthenticatingWithPin());
    while (true) {
      Optional<String> next = pins.next().map(Secret::text);
      try {
        return account.answerPin(challenge, pin.text(), next, code);
      } catch (AcmeFailure.Refused refused) {
        if (!refused.is(ProblemType.MALFORMED) || next.isEmpty()) {
          throw refused;
        }
        Problem problem = refused.problem();
        if (!pins.choose(Optional.of(String.valueOf(problem.detail())))) {
          throw new EnrollmentException(new Failure.NewPinRefused(problem), refused);
        }
      }
    }
  }

  private ChallengeObject answerPossession(ChallengeObject challenge) {
    person.show(new Event.AuthenticatingWithCertificate());
    X509Certificate current = held.getFirst();
    KeyPair key = store.currentKey(current);
    if (pins.known().isEmpty()) {
      try {
        return account.answerPossession(challenge, key, current, Optional.empty());
      } catch (AcmeFailure.Refused refused) {
        // the challenge is open still: the policy asks for the PIN too
        if (!refused.is(ProblemType.MALFORMED)) {
          throw refused;
        }
      }
    }
    return account.answerPossession(challenge, key, current, Optional.of(pins.login().text()));
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
        .map(ChallengeResponder::reason)
        .orElseGet(() -> Problem.of(ProblemType.UNAUTHORIZED, authorization.status().wireName()));
  }

  private static Problem reason(ChallengeObject challenge) {
    Problem error = challenge.error();
    return error == null ? Problem.of(ProblemType.UNAUTHORIZED, "no reason was given") : error;
  }
}
