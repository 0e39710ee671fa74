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
import shomei.domain.credential.Pin;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.history.Origin;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Policies;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.Serial;
import shomei.domain.kernel.SubscriberName;

/// An administrator takes a user's certificate away, with the confirmation PIN (seeds 001, 004).
/// Whoever calls has made sure who the administrator is, by certificate and login PIN.
///
/// What was chosen carries the certificate that the administrator saw: a request that is sent
/// twice, or late, never hits one that came afterwards.
public final class RevokeUser {
  private final Policies policies;
  private final Subscribers subscribers;
  private final Certificates certificates;
  private final ConfirmAct confirmation;
  private final LetterCodes letters;
  private final InstantSource clock;

  public RevokeUser(
      Policies policies,
      Subscribers subscribers,
      Certificates certificates,
      ConfirmAct confirmation,
      LetterCodes letters,
      InstantSource clock) {
    this.policies = policies;
    this.subscribers = subscribers;
    this.certificates = certificates;
    this.confirmation = confirmation;
    this.letters = letters;
    this.clock = clock;
  }

  /// A line of the administrator's list.
  ///
  /// @param newest the user's newest certificate, whatever its state; empty where there is none
  public record Chosen(SubscriberName user, Optional<Serial> newest) {}

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
  /// @throws Refusal UNAUTHORIZED, LOCKED, INCORRECT_RESPONSE, SUSPENDED, NOT_FOUND;
  ///   ALREADY_REPLACED where the newest certificate is another than the one chosen
  public Outcome reissue(
      Institution institution,
      SubscriberName administrator,
      Chosen chosen,
      Pin pin,
      Origin origin) {
    Subscriber user = confirm(institution, administrator, chosen, pin, origin);
    Instant now = clock.instant();
    return withdraw(
        institution,
        administrator,
        user,
        chosen,
        new Certificate.Revocation(now, Optional.of(RevocationReason.SUPERSEDED)),
        Optional.of(now),
        origin);
  }

  /// Revokes what the user has, an expired certificate too (seed 004). Where the policy says so
  /// that opens the right to acquire; elsewhere the right is closed, and [#reissue] opens it.
  ///
  /// @throws Refusal as [#reissue], and ALREADY_REVOKED where there is nothing to revoke
  public Outcome revoke(
      Institution institution,
      SubscriberName administrator,
      Chosen chosen,
      Pin pin,
      Origin origin) {
    Subscriber user = confirm(institution, administrator, chosen, pin, origin);
    Instant now = clock.instant();
    if (certificates.of(institution.id(), chosen.user()).stream()
        .noneMatch(one -> one.isWithdrawable(now))) {
      throw new Refusal(Reason.ALREADY_REVOKED, "the user has no certificate to revoke");
    }
    boolean opens = policies.of(institution).acquisition().revocationOpens();
    return withdraw(
        institution,
        administrator,
        user,
        chosen,
        new Certificate.Revocation(now, Optional.empty()),
        opens ? Optional.of(now) : Optional.empty(),
        origin);
  }

  /// Whose user it is follows from the names, so that is judged before the PIN; whether there is
  /// such a user, after it.
  private Subscriber confirm(
      Institution institution,
      SubscriberName administrator,
      Chosen chosen,
      Pin pin,
      Origin origin) {
    if (!administrator.isAdministrator()
        || chosen.user().isAdministrator()
        || !chosen.user().contractId().equals(administrator.contractId())) {
      throw new Refusal(
          Reason.UNAUTHORIZED, "an administrator acts on users of the own corporation");
    }
    confirmation.confirm(institution, administrator, pin, origin);
    return subscribers
        .find(institution.id(), chosen.user())
        .orElseThrow(() -> new Refusal(Reason.NOT_FOUND, "there is no such user"));
  }

  private Outcome withdraw(
      Institution institution,
      SubscriberName administrator,
      Subscriber user,
      Chosen chosen,
      Certificate.Revocation revocation,
      Optional<Instant> right,
      Origin origin) {
    Entry entry =
        new Entry(
            revocation.at(),
            institution.id(),
            Actor.subscriber(administrator, origin),
            right.isPresent() ? Act.RIGHT_OPENED : Act.RIGHT_CLOSED,
            "subscriber:" + chosen.user(),
            right.map(opens -> Map.of("opens", opens.toString())).orElse(Map.of()));
    Optional<LetterCodes.Made> letter =
        right.flatMap(_ -> letters.make(policies.of(institution).acquisition(), user.id()));
    return certificates
        .withdraw(
            chosen.user(),
            chosen.newest(),
            revocation,
            right,
            letter.map(LetterCodes.Made::digest),
            entry)
        .map(revoked -> new Outcome(revoked, right, letter.map(LetterCodes.Made::code)))
        .orElseThrow(
            () ->
                new Refusal(
                    Reason.ALREADY_REPLACED, "the user's certificate is another one by now"));
  }
}
