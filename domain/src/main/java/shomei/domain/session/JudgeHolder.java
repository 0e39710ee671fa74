package shomei.domain.session;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import shomei.domain.certificate.Certificate;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.History;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.Octets;
import shomei.domain.session.HolderStatus.Obstacle;
import shomei.domain.session.HolderStatus.RevokedBy;
import shomei.domain.subscriber.PinTry;
import shomei.domain.subscriber.Subscriber;
import shomei.domain.subscriber.Subscribers;

/// Judges whether the holder of a certificate could log in with it, and says exactly why not: TLS
/// has proven that whoever asks has its key.
public final class JudgeHolder {
  private final Sessions sessions;
  private final Subscribers subscribers;
  private final History history;
  private final InstantSource clock;

  public JudgeHolder(
      Sessions sessions, Subscribers subscribers, History history, InstantSource clock) {
    this.sessions = sessions;
    this.subscribers = subscribers;
    this.history = history;
    this.clock = clock;
  }

  /// @param certificate SHA-256 over its DER
  public HolderStatus judge(Institution institution, Octets certificate) {
    Optional<Sessions.Holder> found = sessions.holder(certificate);
    if (found.isEmpty()) {
      return refused(Obstacle.UNKNOWN);
    }
    Sessions.Holder holder = found.get();
    if (!holder.certificate().institution().equals(institution.id())) {
      return refused(Obstacle.OTHER_INSTITUTION);
    }
    Optional<Obstacle> obstacle =
        obstacle(holder, clock.instant())
            .or(() -> isLocked(holder.seat()) ? Optional.of(Obstacle.LOCKED) : Optional.empty());
    return new HolderStatus(
        found, obstacle, obstacle.filter(Obstacle.REVOKED::equals).flatMap(o -> revokedBy(holder)));
  }

  private static HolderStatus refused(Obstacle why) {
    return new HolderStatus(Optional.empty(), Optional.of(why), Optional.empty());
  }

  private static Optional<Obstacle> obstacle(Sessions.Holder holder, Instant now) {
    return switch (holder.certificate().stateAt(now)) {
      case REVOKED -> Optional.of(Obstacle.REVOKED);
      case EXPIRED -> Optional.of(Obstacle.EXPIRED);
      case ISSUED -> holder.seat().suspended() ? Optional.of(Obstacle.SUSPENDED) : Optional.empty();
    };
  }

  private boolean isLocked(Subscriber seat) {
    return subscribers.lockStatus(seat.institution(), seat.name()).lock() == PinTry.Lock.ALL;
  }

  private Optional<RevokedBy> revokedBy(Sessions.Holder holder) {
    Certificate certificate = holder.certificate();
    return history.on(certificate.institution(), "certificate:" + certificate.serial()).stream()
        .filter(entry -> entry.act() == Act.CERTIFICATE_REVOKED)
        .map(entry -> revokedBy(entry.actor(), holder.seat()))
        .findFirst();
  }

  private static RevokedBy revokedBy(Actor actor, Subscriber seat) {
    return switch (actor.kind()) {
      case OPERATOR -> RevokedBy.COUNTER;
      case SUBSCRIBER ->
          actor.id().equals(seat.name().toString()) ? RevokedBy.HOLDER : RevokedBy.ADMINISTRATOR;
      case ACCOUNT, KEY -> RevokedBy.HOLDER;
      case SYSTEM -> RevokedBy.OTHER;
    };
  }
}
