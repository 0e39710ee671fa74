package shomei.load.work;

import shomei.load.wire.Failed;
import shomei.protocol.message.Challenge;

/// Answers one type of challenge.
public interface Prover {
  /// As in [Challenge#type()].
  String type();

  /// Gets ready, and makes the payload of the answer.
  byte[] answer(Challenge challenge, Account account) throws Failed;

  /// The authorization is settled.
  default void settled(Challenge challenge) {}
}
