package shomei.domain.subscriber;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import shomei.domain.certificate.Certificate;
import shomei.domain.certificate.Certificates;
import shomei.domain.certificate.RevocationReason;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SeatVersion;
import shomei.domain.kernel.SubscriberName;

/// Deletes a user: what they have is revoked, nobody logs in, acquires or renews as they any more,
/// and nobody gets their ID again. The history stays.
public final class DeleteUser {
  private final Subscribers subscribers;
  private final Certificates certificates;
  private final InstantSource clock;

  public DeleteUser(Subscribers subscribers, Certificates certificates, InstantSource clock) {
    this.subscribers = subscribers;
    this.certificates = certificates;
    this.clock = clock;
  }

  /// @throws Refusal NOT_FOUND; ALREADY_REPLACED where the seat is another than the one seen
  public void delete(Institution institution, SubscriberName name, SeatVersion seen, Actor by) {
    Subscriber user = subscribers.require(institution.id(), name);
    Instant now = clock.instant();
    Entry entry =
        new Entry(
            now,
            institution.id(),
            by,
            Act.USER_DELETED,
            "subscriber:" + name,
            Map.of("name", user.displayName()));
    var revocation =
        new Certificate.Revocation(now, Optional.of(RevocationReason.CESSATION_OF_OPERATION));
    if (certificates.withdrawForGood(name, seen, revocation, entry).isEmpty()) {
      throw Subscribers.changed();
    }
  }
}
