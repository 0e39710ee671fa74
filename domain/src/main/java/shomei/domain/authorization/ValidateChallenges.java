package shomei.domain.authorization;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import shomei.domain.account.Account;
import shomei.domain.account.Accounts;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.history.Origin;
import shomei.domain.institution.Institutions;
import shomei.domain.institution.Policies;
import shomei.domain.kernel.AuthorizationId;
import shomei.domain.kernel.DnsName;
import shomei.domain.kernel.Identifier;

/// Looks at DNS names whose challenges have begun. What a node that died left behind is taken up by
/// another; two that look at one name find the same, and the first to say so settles it.
public final class ValidateChallenges {
  private final Authorizations authorizations;
  private final Accounts accounts;
  private final Institutions institutions;
  private final Policies policies;
  private final ControlValidator validator;
  private final InstantSource clock;

  public ValidateChallenges(
      Authorizations authorizations,
      Accounts accounts,
      Institutions institutions,
      Policies policies,
      ControlValidator validator,
      InstantSource clock) {
    this.authorizations = authorizations;
    this.accounts = accounts;
    this.institutions = institutions;
    this.policies = policies;
    this.validator = validator;
    this.clock = clock;
  }

  /// Takes up what has been waiting for longer than `age`.
  ///
  /// @return how many were looked at
  public int takeUp(Duration age, int limit) {
    List<Authorization> left = authorizations.processing(clock.instant().minus(age), limit);
    left.forEach(
        authorization ->
            validate(
                authorization.id(), Actor.account(authorization.account(), new Origin.Server())));
    return left.size();
  }

  /// Looks at one, if it is waiting still.
  ///
  /// @param by whose answer it was
  void validate(AuthorizationId id, Actor by) {
    Optional<Authorization> found = authorizations.find(id);
    if (found.isEmpty() || found.get().statusAt(clock.instant()) != Authorization.Status.PENDING) {
      return;
    }
    for (Challenge challenge : found.get().challenges()) {
      if (challenge.state() instanceof Challenge.State.Processing) {
        look(found.get(), challenge, by);
      }
    }
  }

  private void look(Authorization authorization, Challenge challenge, Actor by) {
    if (!(authorization.identifier() instanceof Identifier.Dns dns)) {
      throw new IllegalStateException("only DNS names are looked at");
    }
    // the account's key as it is now: a key that was rolled over proves nothing any more (RFC 8555
    // §8.1)
    Account account = accounts.find(authorization.account()).orElseThrow();
    String expected = challenge.keyAuthorization(account.key().thumbprint());
    ControlValidator.Outcome outcome =
        validator.validate(
            challenge.kind(), new DnsName(dns.name().base(), false), challenge.token(), expected);
    Instant now = clock.instant();
    Authorization judged =
        switch (outcome) {
          case ControlValidator.Outcome.Proven() ->
              authorization.proven(challenge.kind(), now, until(authorization, now));
          case ControlValidator.Outcome.Failed(var error) ->
              authorization.failed(challenge.kind(), now, error);
        };
    boolean proven = judged.status() == Authorization.Status.VALID;
    authorizations.settle(
        judged,
        new Authorizations.PinOutcome.Untouched(),
        List.of(
            new Entry(
                now,
                authorization.institution(),
                by,
                proven ? Act.CHALLENGE_VALID : Act.CHALLENGE_INVALID,
                "dns:" + dns.value(),
                Map.of(
                    "authorization",
                    authorization.id().toString(),
                    "what",
                    challenge.kind().wire()))));
  }

  /// It serves its order at least, and later ones for as long as the policy says.
  private Instant until(Authorization authorization, Instant now) {
    var institution = institutions.find(authorization.institution()).orElseThrow();
    Instant reuse = now.plus(policies.of(institution).ordering().authorizationReuse());
    return reuse.isAfter(authorization.expires()) ? reuse : authorization.expires();
  }
}
