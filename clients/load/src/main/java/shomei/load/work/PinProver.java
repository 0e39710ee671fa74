package shomei.load.work;

import shomei.protocol.json.Json;
import shomei.protocol.message.ChallengeObject;
import shomei.protocol.message.PinResponse;

/// Answers pin-01.
record PinProver(Subscriber subscriber) implements Prover {
  @Override
  public String type() {
    return ChallengeObject.PIN_01;
  }

  @Override
  public byte[] answer(ChallengeObject challenge, Account account) {
    return Json.write(new PinResponse(subscriber.pin(), subscriber.newPin().orElse(null)));
  }
}
