package shomei.domain.session;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import shomei.domain.certificate.Certificate;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.history.Origin;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.domain.subscriber.Subscriber;

/// Judges with every request whether its session is still good, in one round trip.
///
/// *Threat:* a cookie is shown without the certificate's key, or at another host. *Answer:* the
/// session ends, once and for all, and the history is told: only a thief or a broken browser does
/// that.
public final class ContinueSession {
  private final Sessions sessions;
  private final InstantSource clock;

  public ContinueSession(Sessions sessions, InstantSource clock) {
    this.sessions = sessions;
    this.clock = clock;
  }

  /// What came of it.
  public sealed interface Outcome {
    /// @param certificate that opened it; empty where none was held
    record Good(Session session, Subscriber seat, Optional<Certificate> certificate)
        implements Outcome {}

    record Over(Why why) implements Outcome {}
  }

  /// Why a session is over.
  public enum Why {
    /// There is none: it never was, or it was ended.
    NONE,
    TIMED_OUT,
    /// It was shown without its certificate's key, or at another host.
    STOLEN,
    REVOKED,
    EXPIRED,
    /// Its certificate was renewed since; the next login is with the new one (seed 002).
    RENEWED,
    /// It was opened while no certificate was held, and one is held now.
    ACQUIRED,
    SUSPENDED,
    /// There was another act on the seat, such as a change of its PIN.
    CHANGED
  }

  /// @param secret that the browser showed
  /// @param binding what the request has of it
  public Outcome judge(Octets secret, Session.Binding binding, Origin origin) {
    Instant now = clock.instant();
    Octets id = secret.sha256();
    Optional<Sessions.Looked> found = sessions.look(id, binding, now);
    if (found.isEmpty()) {
      return new Outcome.Over(Why.NONE);
    }
    Sessions.Looked looked = found.get();
    Optional<Why> why = over(looked, binding, now);
    why.ifPresent(ground -> sessions.end(id, entry(looked, ground, now, origin)));
    return why.<Outcome>map(Outcome.Over::new)
        .orElseGet(() -> new Outcome.Good(looked.session(), looked.seat(), looked.certificate()));
  }

  /// Judges a session for whoever asks behind the browser. It is no use of the session, and ends
  /// none.
  public Outcome judge(InstitutionId institution, Octets id) {
    Instant now = clock.instant();
    var nobodys = new Session.Binding(institution, Optional.empty(), "");
    Optional<Sessions.Looked> found =
        sessions
            .look(id, nobodys, now)
            .filter(looked -> looked.session().binding().institution().equals(institution));
    if (found.isEmpty()) {
      return new Outcome.Over(Why.NONE);
    }
    Sessions.Looked looked = found.get();
    return over(looked, looked.session().binding(), now)
        .<Outcome>map(Outcome.Over::new)
        .orElseGet(() -> new Outcome.Good(looked.session(), looked.seat(), looked.certificate()));
  }

  private static Optional<Why> over(Sessions.Looked looked, Session.Binding binding, Instant now) {
    Session session = looked.session();
    if (!session.binding().equals(binding)) {
      return Optional.of(Why.STOLEN);
    }
    if (session.isOver(now)) {
      return Optional.of(Why.TIMED_OUT);
    }
    Optional<Why> certificate =
        looked.certificate().flatMap(shown -> over(shown, session.renewed(), now));
    if (certificate.isPresent()) {
      return certificate;
    }
    if (looked.acquired()) {
      return Optional.of(Why.ACQUIRED);
    }
    if (looked.seat().suspended()) {
      return Optional.of(Why.SUSPENDED);
    }
    return looked.seat().revision() == session.revision()
        ? Optional.empty()
        : Optional.of(Why.CHANGED);
  }

  private static Optional<Why> over(Certificate certificate, boolean renewed, Instant now) {
    return switch (certificate.stateAt(now)) {
      case REVOKED -> Optional.of(Why.REVOKED);
      case EXPIRED -> Optional.of(Why.EXPIRED);
      case ISSUED ->
          certificate.replacedBy().isPresent() && !renewed
              ? Optional.of(Why.RENEWED)
              : Optional.empty();
    };
  }

  /// A thief is no holder: who did it is told as the server's finding.
  private static Entry entry(Sessions.Looked looked, Why why, Instant now, Origin origin) {
    Session session = looked.session();
    return new Entry(
        now,
        session.binding().institution(),
        new Actor(Actor.Kind.SYSTEM, "", origin),
        Act.SESSION_ENDED,
        "subscriber:" + session.seat(),
        Map.of("what", why.name()));
  }
}
