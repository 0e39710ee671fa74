package shomei.domain.subscriber;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import shomei.domain.calendar.NextBusinessNoon;
import shomei.domain.certificate.Certificate;
import shomei.domain.certificate.Certificates;
import shomei.domain.credential.LetterCode;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Policies;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SubscriberName;

/// Opens the right to acquire again, on paper that the counter received (seeds 001, 002, 003). The
/// certificate that the seat may have works until the new one is issued, or, where the policy says
/// so, must be revoked before (seed 004). That is judged here and not with each acquisition: there
/// is no other way to an open right but registration and revocation.
public final class OpenAcquisition {
  private final Policies policies;
  private final Subscribers subscribers;
  private final Certificates certificates;
  private final LetterCodes letters;
  private final NextBusinessNoon noon;
  private final InstantSource clock;

  public OpenAcquisition(
      Policies policies,
      Subscribers subscribers,
      Certificates certificates,
      LetterCodes letters,
      NextBusinessNoon noon,
      InstantSource clock) {
    this.policies = policies;
    this.subscribers = subscribers;
    this.certificates = certificates;
    this.letters = letters;
    this.noon = noon;
    this.clock = clock;
  }

  /// A right that was opened.
  ///
  /// @param opens for an administrator noon of the next business day where the policy says so, for
  ///   everybody else now
  /// @param letterCode its code, where the policy asks for one; nobody can show it again
  public record Opened(Instant opens, Optional<LetterCode> letterCode) {}

  /// @throws Refusal NOT_FOUND; NOT_ELIGIBLE where a certificate must be revoked first, or the
  ///   holder has not acquired the login ID
  public Opened open(Institution institution, SubscriberName name, Actor operator) {
    Subscriber seat = subscribers.require(institution.id(), name);
    if (!seat.activated()) {
      throw new Refusal(
          Reason.NOT_ELIGIBLE, "the holder acquires the login ID first, which opens the right");
    }
    Policy.Acquisition policy = policies.of(institution).acquisition();
    if (policy.revocationFirst()
        && certificates.of(institution.id(), name).stream().anyMatch(Certificate::isLeft)) {
      throw new Refusal(Reason.NOT_ELIGIBLE, "the seat's certificate must be revoked first");
    }
    Instant now = clock.instant();
    boolean waits = name.isAdministrator() && policy.administratorOnNextBusinessDay();
    Instant opens = waits ? noon.after(now) : now;
    Optional<LetterCodes.Made> letter = letters.make(policy, seat.id());
    subscribers.openRight(
        seat.id(),
        opens,
        letter.map(LetterCodes.Made::digest),
        new Entry(
            now,
            institution.id(),
            operator,
            Act.RIGHT_OPENED,
            "subscriber:" + name,
            Map.of("opens", opens.toString())));
    return new Opened(opens, letter.map(LetterCodes.Made::code));
  }
}
