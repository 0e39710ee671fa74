package shomei.load.work;

import java.util.Optional;
import shomei.load.wire.Failed;
import shomei.protocol.json.Base64Url;
import shomei.protocol.json.Json;
import shomei.protocol.jwk.KeyAuthorization;
import shomei.protocol.jws.JwsSigner;
import shomei.protocol.message.ChallengeObject;
import shomei.protocol.message.PossessionResponse;

/// Answers possession-01 with the key of the current certificate.
///
/// @param pin where the policy asks for it
record PossessionProver(Held current, Optional<String> pin) implements Prover {
  @Override
  public String type() {
    return ChallengeObject.POSSESSION_01;
  }

  @Override
  public byte[] answer(ChallengeObject challenge, Account account) throws Failed {
    String authorization =
        KeyAuthorization.of(Http01.token(challenge), account.key().jwk()).value();
    String sha256 = Base64Url.encode(Acknowledged.sha256(current.der()));
    return Json.write(
        new PossessionResponse(
            JwsSigner.of(current.keys()).proof(sha256, authorization), pin.orElse(null)));
  }
}
