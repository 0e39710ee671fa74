package shomei.load.work;

import shomei.protocol.message.ChallengeObject;
import shomei.sdk.AcmeAccount;

/// Answers pin-01.
record PinResponder(SubscriberLogin login) implements ChallengeResponder {
  @Override
  public String type() {
    return ChallengeObject.PIN_01;
  }

  @Override
  public ChallengeObject answer(AcmeAccount account, ChallengeObject challenge) {
    return account.answerPin(challenge, login.pin(), login.newPin());
  }
}
