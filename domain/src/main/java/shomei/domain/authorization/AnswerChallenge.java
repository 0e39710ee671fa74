package shomei.domain.authorization;

import java.time.InstantSource;
import java.util.function.Supplier;
import shomei.domain.account.Account;
import shomei.domain.account.RateLimits;
import shomei.domain.history.Actor;
import shomei.domain.history.Origin;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Policies;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;

/// A client answers a challenge (RFC 8555 §7.5.1). PINs and proofs of possession are judged at
/// once; DNS names are looked at, and the answer tells what was found where that took a moment.
public final class AnswerChallenge {
  private final Policies policies;
  private final JudgePin pins;
  private final JudgePossession possession;
  private final RateLimits limits;
  private final ValidateChallenges validation;
  private final InstantSource clock;

  public AnswerChallenge(
      Policies policies,
      JudgePin pins,
      JudgePossession possession,
      RateLimits limits,
      ValidateChallenges validation,
      InstantSource clock) {
    this.policies = policies;
    this.pins = pins;
    this.possession = possession;
    this.limits = limits;
    this.validation = validation;
    this.clock = clock;
  }

  /// An answer to a challenge that is not pending any more changes nothing.
  ///
  /// @param authorization as just read; the account's own
  /// @param response read only where the challenge is pending
  /// @return the authorization as it is afterwards
  /// @throws Refusal MALFORMED where the answer does not fit the challenge, NOT_FOUND where the
  ///   authorization has no such challenge, RATE_LIMITED; nothing has changed then
  public Authorization answer(
      Institution institution,
      Account account,
      Authorization authorization,
      Challenge.Kind kind,
      Supplier<ChallengeResponse> response,
      Origin origin) {
    Challenge challenge =
        authorization
            .challenge(kind)
            .orElseThrow(() -> new Refusal(Reason.NOT_FOUND, "no such challenge"));
    boolean open =
        authorization.statusAt(clock.instant()) == Authorization.Status.PENDING
            && challenge.state() instanceof Challenge.State.Pending;
    if (!open) {
      return authorization;
    }
    var policy = policies.of(institution);
    Actor by = Actor.account(account.id(), origin);
    var answer = response.get();
    return switch (kind.method()) {
      case PIN ->
          answer instanceof ChallengeResponse.OfPin pin
              ? pins.judge(policy, authorization, pin, by)
              : refuseForm();
      case POSSESSION ->
          answer instanceof ChallengeResponse.OfPossession proof
              ? possession.judge(policy, account, authorization, proof, by)
              : refuseForm();
      case HOST, DNS -> {
        var limit = policy.ordering().failedValidationsPerAccount();
        limits
            .take("validation/account/" + account.id(), limit, clock.instant())
            .ifPresent(
                wait -> {
                  throw Refusal.retry(Reason.RATE_LIMITED, "too many validations", wait);
                });
        yield validation.look(account, authorization, kind, by);
      }
    };
  }

  private static Authorization refuseForm() {
    throw new Refusal(Reason.MALFORMED, "the response does not fit the challenge's type");
  }
}
