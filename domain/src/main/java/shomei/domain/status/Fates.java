package shomei.domain.status;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import shomei.domain.certificate.Certificate;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Serial;

/// What became of the certificates that are asked for: read from the database once, and then
/// remembered for as long as somebody follows the revocations and tells of them here. That a
/// certificate was issued stays so, and so does a revocation; what was good is asked anew once it
/// was revoked.
///
/// *Threat:* a node that no longer hears of revocations goes on to call a stolen certificate good.
/// *Answer:* what is remembered counts for a second from the beginning of the last look that told
/// of every revocation before it. Then the database is asked again, and where it cannot be, nobody
/// is told anything.
public final class Fates {
  /// From which a revocation shows on every node.
  private static final Duration TRUSTED = Duration.ofSeconds(1);

  private final Statuses statuses;
  private final InstantSource clock;
  private final Kept<Serial, Known> kept;
  private final ReentrantLock lock = new ReentrantLock();
  private long changes;
  private Instant followed = Instant.MIN;

  private record Known(IssuerId ca, OcspSigner.Fate fate) {}

  /// @param most that are remembered; one takes about 200 octets
  public Fates(Statuses statuses, int most, InstantSource clock) {
    this.statuses = statuses;
    this.clock = clock;
    this.kept = new Kept<>(most);
  }

  /// The fate of each, `Unknown` of what the CA did not issue.
  ///
  /// @throws shomei.domain.kernel.Refusal UNAVAILABLE while the database is away and is needed
  Map<Serial, OcspSigner.Fate> of(IssuerId ca, Collection<Serial> serials) {
    Map<Serial, OcspSigner.Fate> fates = new HashMap<>();
    List<Serial> asked = new ArrayList<>();
    for (Serial serial : serials) {
      remembered(ca, serial)
          .ifPresentOrElse(fate -> fates.put(serial, fate), () -> asked.add(serial));
    }
    if (!asked.isEmpty()) {
      fates.putAll(read(ca, asked));
    }
    return fates;
  }

  /// Neither waits nor reads.
  ///
  /// @return never `Unknown`: strangers would choose what is remembered
  Optional<OcspSigner.Fate> remembered(IssuerId ca, Serial serial) {
    lock.lock();
    try {
      Instant now = clock.instant();
      return now.isBefore(followed) || now.isAfter(followed.plus(TRUSTED))
          ? Optional.empty()
          : kept.find(serial).filter(known -> known.ca().equals(ca)).map(Known::fate);
    } finally {
      lock.unlock();
    }
  }

  /// Danger: a revocation may be told of between the reading and the remembering. Then nothing is
  /// remembered of what was read.
  private Map<Serial, OcspSigner.Fate> read(IssuerId ca, List<Serial> asked) {
    long before = changes();
    Map<Serial, Optional<Certificate.Revocation>> issued = statuses.of(ca, asked);
    Map<Serial, OcspSigner.Fate> fates = new HashMap<>();
    asked.forEach(serial -> fates.put(serial, new OcspSigner.Fate.Unknown()));
    issued.forEach((serial, revocation) -> fates.put(serial, fate(revocation)));
    lock.lock();
    try {
      if (changes == before) {
        issued.forEach((serial, revocation) -> kept.keep(serial, new Known(ca, fate(revocation))));
      }
    } finally {
      lock.unlock();
    }
    return fates;
  }

  private static OcspSigner.Fate fate(Optional<Certificate.Revocation> revocation) {
    return revocation
        .<OcspSigner.Fate>map(OcspSigner.Fate.Revoked::new)
        .orElseGet(OcspSigner.Fate.Good::new);
  }

  private long changes() {
    lock.lock();
    try {
      return changes;
    } finally {
      lock.unlock();
    }
  }

  /// Tells of a look at the revocations.
  ///
  /// @param at when it began
  /// @param revoked what was revoked since the look before, and perhaps some from before that
  public void followed(Instant at, Collection<Serial> revoked) {
    lock.lock();
    try {
      revoked.forEach(kept::remove);
      if (!revoked.isEmpty()) {
        changes++;
      }
      followed = at;
    } finally {
      lock.unlock();
    }
  }

  /// Tells that revocations may have been missed: nothing that was read before is remembered.
  public void forget() {
    lock.lock();
    try {
      kept.clear();
      changes++;
      followed = Instant.MIN;
    } finally {
      lock.unlock();
    }
  }
}
