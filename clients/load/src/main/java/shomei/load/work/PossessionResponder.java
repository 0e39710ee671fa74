package shomei.load.work;

import java.util.Optional;
import shomei.protocol.message.ChallengeObject;
import shomei.sdk.AcmeAccount;

/// Answers possession-01 with the key of the current certificate.
///
/// @param pin where the policy asks for it
record PossessionResponder(SubscriberCertificate current, Optional<String> pin)
    implements ChallengeResponder {
  @Override
  public String type() {
    return ChallengeObject.POSSESSION_01;
  }

  @Override
  public ChallengeObject answer(AcmeAccount account, ChallengeObject challenge) {
    return account.answerPossession(challenge, current.keys(), current.certificate(), pin);
  }
}
