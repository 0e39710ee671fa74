package shomei.domain.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.SubscriberName;

/// What a login opened. The browser has the secret; kept is its digest alone.
///
/// *Threat:* a copy of the database. *Answer:* it holds no session's secret. *Threat:* a stolen
/// cookie. *Answer:* it is worth nothing without the key of the certificate that opened the
/// session, and at no other host ([Binding]). *Threat:* a session that outlives what it was opened
/// by. *Answer:* it is of the seat as it was at that act ([#revision]): suspension, revocation,
/// another PIN and every other act on the seat end it (`Subscribers`), and so do the end and the
/// replacement of its certificate.
///
/// @param id SHA-256 over the secret
/// @param revision of the seat when the PIN was judged
/// @param renewed whether the certificate had been replaced already; a replacement since ends it
/// @param seen when it was last used
public record Session(
    Octets id,
    Binding binding,
    SubscriberName seat,
    int revision,
    boolean renewed,
    Instant begun,
    Instant seen) {
  /// How long it may lie unused.
  public static final Duration IDLE = Duration.ofMinutes(15);

  /// How long it may last however it is used.
  public static final Duration LONGEST = Duration.ofHours(8);

  /// To what a session belongs.
  ///
  /// @param certificate SHA-256 over its DER; empty where it was opened while none was held
  /// @param host that the browser opened it at
  public record Binding(InstitutionId institution, Optional<Octets> certificate, String host) {}

  /// Whether its time is up, by its rules alone.
  public boolean isOver(Instant now) {
    return seen.plus(IDLE).isBefore(now) || begun.plus(LONGEST).isBefore(now);
  }
}
