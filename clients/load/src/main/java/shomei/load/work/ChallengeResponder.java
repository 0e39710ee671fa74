package shomei.load.work;

import shomei.load.wire.OperationFailure;
import shomei.protocol.message.AuthorizationObject;
import shomei.protocol.message.ChallengeObject;
import shomei.sdk.AcmeAccount;

/// Answers one type of challenge.
public interface ChallengeResponder {
  /// As in [ChallengeObject#type()].
  String type();

  /// Gets ready, and answers.
  ///
  /// @return the challenge as the server has it then
  ChallengeObject answer(AcmeAccount account, ChallengeObject challenge);

  /// The authorization is settled.
  default void settled(ChallengeObject challenge) {}

  /// The challenge that this one answers.
  ///
  /// @throws OperationFailure where there is none
  default ChallengeObject offered(AuthorizationObject authorization) throws OperationFailure {
    for (ChallengeObject challenge : authorization.challenges()) {
      if (challenge.type().equals(type())) {
        return challenge;
      }
    }
    throw new OperationFailure("noChallenge", "no " + type() + " is offered");
  }
}
