package shomei.web.acme;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import shomei.domain.authorization.AnswerChallenge;
import shomei.domain.authorization.Authorization;
import shomei.domain.authorization.Challenge;
import shomei.domain.authorization.ChallengeResponse;
import shomei.domain.authorization.DeactivateAuthorization;
import shomei.domain.credential.LetterCode;
import shomei.domain.credential.Pin;
import shomei.domain.institution.Policies;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.protocol.json.Base64Url;
import shomei.protocol.jws.Jws;
import shomei.protocol.jws.JwsVerifier;
import shomei.protocol.jws.SignedProof;
import shomei.protocol.message.AuthorizationUpdate;
import shomei.protocol.message.PinResponse;
import shomei.protocol.message.PossessionResponse;
import shomei.protocol.problem.ProblemException;
import shomei.web.http.Response;

/// Authorizations and their challenges (RFC 8555 §7.5; PROTOCOL.md, *Challenge types*).
public final class AuthorizationResources {
  private static final String DEACTIVATED = "deactivated";

  private final Policies policies;
  private final AnswerChallenge answer;
  private final DeactivateAuthorization deactivate;
  private final JwsVerifier verifier;
  private final Responses responses;

  public AuthorizationResources(
      Policies policies,
      AnswerChallenge answer,
      DeactivateAuthorization deactivate,
      JwsVerifier verifier,
      Responses responses) {
    this.policies = policies;
    this.answer = answer;
    this.deactivate = deactivate;
    this.verifier = verifier;
    this.responses = responses;
  }

  /// §7.5.2. Deactivation is the one change that a client can make: no other status is ever taken
  /// from it.
  Response authorization(Call.Owned<Authorization> owned) {
    Payload payload = owned.call().payload();
    if (payload.isEmpty()) {
      return responses.authorization(owned.resource(), asksForLetter(owned.call()));
    }
    if (!DEACTIVATED.equals(payload.read(AuthorizationUpdate.class).status())) {
      throw ProblemException.malformed("An authorization can only be deactivated.");
    }
    return responses.authorization(
        deactivate.deactivate(owned.call().account(), owned.resource(), owned.call().origin()),
        asksForLetter(owned.call()));
  }

  /// Known from the policy alone, so that it tells nothing of a seat.
  private boolean asksForLetter(Call call) {
    return policies.of(call.institution()).acquisition().letterCode();
  }

  /// §7.5.1. Reading starts nothing; a challenge that was answered before is shown as it is,
  /// whatever comes.
  Response challenge(Call.Owned<Authorization> owned, Challenge.Kind kind) {
    Authorization authorization = owned.resource();
    Challenge challenge = of(authorization, kind);
    Payload payload = owned.call().payload();
    if (payload.isEmpty()) {
      return responses.challenge(authorization, challenge, asksForLetter(owned.call()));
    }
    payload.requireObject();
    Authorization after =
        answer.answer(
            owned.call().institution(),
            owned.call().account(),
            authorization,
            kind,
            () -> read(kind, payload),
            owned.call().origin());
    return responses.challenge(after, of(after, kind), asksForLetter(owned.call()));
  }

  private ChallengeResponse read(Challenge.Kind kind, Payload payload) {
    return switch (kind.method()) {
      case PIN -> {
        PinResponse response = payload.read(PinResponse.class);
        yield new ChallengeResponse.OfPin(
            Pin.attempt(response.pin()),
            Optional.ofNullable(response.newPin()),
            Optional.ofNullable(response.code()).map(LetterCode::typed));
      }
      case POSSESSION -> {
        PossessionResponse response = payload.read(PossessionResponse.class);
        yield new ChallengeResponse.OfPossession(
            proof(response.proof()), Optional.ofNullable(response.pin()).map(Pin::attempt));
      }
      case HOST, DNS -> new ChallengeResponse.Look();
    };
  }

  /// The payload is compared before the signature is judged; it is trusted only if both are right.
  private ChallengeResponse.Proof proof(ObjectNode jws) {
    SignedProof proof = Jws.parse(jws).toProof();
    byte[] payload = Base64Url.decode(jws.path("payload").asText(), "payload");
    return new ChallengeResponse.Proof(
        Octets.of(Base64Url.decode(proof.certificateSha256(), "x5t#S256")),
        new String(payload, StandardCharsets.US_ASCII),
        key -> verifier.open(proof.content(), key).isPresent());
  }

  private static Challenge of(Authorization authorization, Challenge.Kind kind) {
    return authorization
        .challenge(kind)
        .orElseThrow(() -> new Refusal(Reason.NOT_FOUND, "There is no such challenge."));
  }
}
