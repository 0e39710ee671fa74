package shomei.load.work;

import shomei.protocol.json.Json;
import shomei.protocol.message.Challenge;
import shomei.protocol.message.PinResponse;

/// Answers pin-01.
record PinProver(Subscriber subscriber) implements Prover {
  @Override
  public String type() {
    return Challenge.PIN_01;
  }

  @Override
  public byte[] answer(Challenge challenge, Account account) {
    return Json.write(new PinResponse(subscriber.pin(), subscriber.newPin().orElse(null)));
  }
}
