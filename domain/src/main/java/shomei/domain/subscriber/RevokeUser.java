package shomei.domain.subscriber;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import shomei.domain.certificate.Certificate;
import shomei.domain.certificate.Certificates;
import shomei.domain.certificate.RevocationReason;
import shomei.domain.credential.LetterCode;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Policies;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SeatVersion;
import shomei.domain.kernel.Serial;
import shomei.domain.kernel.SubscriberName;

/// Takes a user's certificate away (seeds 001, 004). Whoever calls has made sure that who acts is
/// the user's administrator, and has confirmed it.
///
/// What was chosen carries what the administrator saw: a request that is sent twice, or late, never
/// hits what came afterwards.
public final class RevokeUser {
  private final Policies policies;
  private final Subscribers subscribers;
  private final Certificates certificates;
  private final LetterCodes letters;
  private final InstantSource clock;

  public RevokeUser(
      Policies policies,
      Subscribers subscribers,
      Certificates certificates,
      LetterCodes letters,
      InstantSource clock) {
    this.policies = policies;
    this.subscribers = subscribers;
    this.certificates = certificates;
    this.letters = letters;
    this.clock = clock;
  }

  /// What became of it.
  ///
  /// @param revoked the certificates that were revoked, oldest first
  /// @param right when the right to acquire opened; empty where it is closed
  /// @param letterCode the right's code, where the policy asks for one; nobody can show it again
  public record Outcome(
      List<Serial> revoked, Optional<Instant> right, Optional<LetterCode> letterCode) {
    public Outcome {
      revoked = List.copyOf(revoked);
    }
  }

  /// Revokes what the user has and opens the right to acquire, at once (seed 001). A user who has
  /// nothing to revoke gets the right alone.
  ///
  /// @throws Refusal NOT_FOUND; ALREADY_REPLACED where the seat is another than the one seen
  public Outcome reissue(Institution institution, SubscriberName user, SeatVersion seen, Actor by) {
    Subscriber seat = subscribers.require(institution.id(), user);
    Instant now = clock.instant();
    return withdraw(
        institution,
        seat,
        seen,
        new Certificate.Revocation(now, Optional.of(RevocationReason.SUPERSEDED)),
        Optional.of(now),
        by);
  }

  /// Revokes what the user has, an expired certificate too (seed 004). Where the policy says so
  /// that opens the right to acquire; elsewhere the right is closed, and [#reissue] opens it.
  ///
  /// @throws Refusal as [#reissue], and ALREADY_REVOKED where there is nothing to revoke
  public Outcome revoke(Institution institution, SubscriberName user, SeatVersion seen, Actor by) {
    Subscriber seat = subscribers.require(institution.id(), user);
    Instant now = clock.instant();
    if (certificates.of(institution.id(), user).stream()
        .noneMatch(one -> one.isWithdrawable(now))) {
      throw new Refusal(Reason.ALREADY_REVOKED, "the user has no certificate to revoke");
    }
    boolean opens = policies.of(institution).acquisition().revocationOpens();
    return withdraw(
        institution,
        seat,
        seen,
        new Certificate.Revocation(now, Optional.empty()),
        opens ? Optional.of(now) : Optional.empty(),
        by);
  }

  private Outcome withdraw(
      Institution institution,
      Subscriber user,
      SeatVersion seen,
      Certificate.Revocation revocation,
      Optional<Instant> right,
      Actor by) {
    Entry entry =
        new Entry(
            revocation.at(),
            institution.id(),
            by,
            right.isPresent() ? Act.RIGHT_OPENED : Act.RIGHT_CLOSED,
            "subscriber:" + user.name(),
            right.map(opens -> Map.of("opens", opens.toString())).orElse(Map.of()));
    Optional<LetterCodes.Made> letter =
        right.flatMap(_ -> letters.make(policies.of(institution).acquisition(), user.id()));
    return certificates
        .withdraw(user.name(), seen, revocation, right, letter.map(LetterCodes.Made::digest), entry)
        .map(revoked -> new Outcome(revoked, right, letter.map(LetterCodes.Made::code)))
        .orElseThrow(Subscribers::changed);
  }
}
