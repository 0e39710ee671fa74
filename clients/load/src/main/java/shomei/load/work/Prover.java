package shomei.load.work;

import shomei.load.wire.Failed;
import shomei.protocol.message.ChallengeObject;

/// Answers one type of challenge.
public interface Prover {
  /// As in [ChallengeObject#type()].
  String type();

  /// Gets ready, and makes the payload of the answer.
  byte[] answer(ChallengeObject challenge, Account account) throws Failed;

  /// The authorization is settled.
  default void settled(ChallengeObject challenge) {}
}
