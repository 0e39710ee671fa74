package shomei.domain.memory;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import shomei.domain.certificate.Certificate;
import shomei.domain.certificate.RevocationReason;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.journal.JournalLine;
import shomei.domain.journal.Revocations;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Serial;
import shomei.domain.status.Shard;

final class MemoryRevocations implements Revocations {
  private final Store store;

  MemoryRevocations(Store store) {
    this.store = store;
  }

  @Override
  public UUID deployment() {
    return store.deployment;
  }

  @Override
  public Position position() {
    synchronized (store) {
      return new Position(store.life, store.revocations.size());
    }
  }

  @Override
  public Came since(Position position) {
    synchronized (store) {
      return new Came(
          store.revocations.stream().skip(position.number()).map(this::line).toList(), position());
    }
  }

  @Override
  public void all(Instant endingAfter, Consumer<JournalLine.Revoked> each) {
    List<JournalLine.Revoked> all;
    synchronized (store) {
      all =
          Stream.concat(
                  store.certificates.values().stream()
                      .filter(c -> c.revocation().isPresent())
                      .map(MemoryRevocations::line),
                  store.lost.values().stream())
              .filter(line -> line.mattersAfter(endingAfter))
              .toList();
    }
    all.forEach(each);
  }

  @Override
  public Replayed replay(List<JournalLine.Revoked> lines, Instant now) {
    synchronized (store) {
      int revoked = 0;
      int lost = 0;
      for (JournalLine.Revoked line : lines) {
        Optional<Certificate> known = Optional.ofNullable(store.certificates.get(line.serial()));
        if (known.isEmpty() && store.lost.putIfAbsent(line.serial(), line) == null) {
          store.revocations.add(line.serial());
          lost++;
        } else if (known.filter(c -> c.revocation().isEmpty()).isPresent()) {
          store.certificates.put(
              line.serial(), store.revoked(known.orElseThrow(), line.revocation()));
          revoked++;
        } else {
          continue;
        }
        store.note(entry(line, now));
        line.barredKey().ifPresent(store.barredKeys::add);
      }
      return new Replayed(revoked, lost);
    }
  }

  private static Entry entry(JournalLine.Revoked line, Instant now) {
    return new Entry(
        now,
        line.institution(),
        Actor.system(),
        Act.CERTIFICATE_REVOKED,
        "certificate:" + line.serial(),
        line.revocation()
            .reason()
            .map(reason -> Map.of("source", "journal", "reason", reason.name()))
            .orElse(Map.of("source", "journal")));
  }

  private JournalLine.Revoked line(Serial serial) {
    return Optional.ofNullable(store.certificates.get(serial))
        .map(MemoryRevocations::line)
        .orElseGet(() -> Objects.requireNonNull(store.lost.get(serial)));
  }

  private static JournalLine.Revoked line(Certificate c) {
    Certificate.Revocation revocation = c.revocation().orElseThrow();
    Optional<Octets> barred =
        revocation
            .reason()
            .filter(RevocationReason.KEY_COMPROMISE::equals)
            .map(reason -> c.spkiDigest());
    return new JournalLine.Revoked(
        c.serial(),
        new Shard(c.issuer(), c.shard()),
        c.institution(),
        c.notAfter(),
        revocation,
        barred);
  }
}
