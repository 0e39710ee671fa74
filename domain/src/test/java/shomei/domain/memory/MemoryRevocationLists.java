package shomei.domain.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import shomei.domain.certificate.Certificate;
import shomei.domain.journal.JournalLine;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Serial;
import shomei.domain.status.CrlStatus;
import shomei.domain.status.RevocationList;
import shomei.domain.status.RevocationLists;
import shomei.domain.status.Shard;

final class MemoryRevocationLists implements RevocationLists {
  private final Store store;
  private final Map<Shard, Store.Claimed> claimed;
  private final Map<Shard, RevocationList> latest;
  private final Map<Shard, Set<Serial>> takenUp;

  MemoryRevocationLists(Store store) {
    this.store = store;
    this.claimed = store.crlNumbers;
    this.latest = store.crls;
    this.takenUp = store.takenUp;
  }

  @Override
  public Optional<RevocationList> latest(Shard shard) {
    synchronized (store) {
      return Optional.ofNullable(latest.get(shard));
    }
  }

  @Override
  public OptionalLong number(Shard shard) {
    return latest(shard).stream().mapToLong(RevocationList::number).findFirst();
  }

  @Override
  public List<CrlStatus> statuses() {
    synchronized (store) {
      return claimed.entrySet().stream()
          .map(entry -> status(entry.getKey(), entry.getValue()))
          .sorted(
              Comparator.comparing((CrlStatus s) -> s.shard().ca().value())
                  .thenComparingInt(s -> s.shard().number()))
          .toList();
    }
  }

  private CrlStatus status(Shard shard, Store.Claimed taken) {
    long number = number(shard).orElse(0);
    return new CrlStatus(
        shard,
        number,
        latest(shard).map(l -> new CrlStatus.Period(l.thisUpdate(), l.nextUpdate())),
        taken.number() > number || !takenUp.getOrDefault(shard, Set.of()).containsAll(of(shard)));
  }

  private Set<Serial> of(Shard shard) {
    return Stream.concat(
            store.certificates.values().stream()
                .filter(c -> c.issuer().equals(shard.ca()) && c.shard() == shard.number())
                .filter(c -> c.revocation().isPresent())
                .map(Certificate::serial),
            store.lost.values().stream()
                .filter(line -> line.shard().equals(shard))
                .map(JournalLine.Revoked::serial))
        .collect(Collectors.toSet());
  }

  @Override
  public int open(IssuerId ca) {
    synchronized (store) {
      return latest.keySet().stream()
          .filter(shard -> shard.ca().equals(ca))
          .mapToInt(Shard::number)
          .max()
          .orElse(0);
    }
  }

  @Override
  public OptionalLong begin(Shard shard, Instant now, Duration patience) {
    synchronized (store) {
      Store.Claimed before = claimed.getOrDefault(shard, new Store.Claimed(0, Instant.MIN));
      boolean another = before.number() > number(shard).orElse(0);
      if (another && now.isBefore(before.at().plus(patience))) {
        return OptionalLong.empty();
      }
      claimed.put(shard, new Store.Claimed(before.number() + 1, now));
      takenUp.put(shard, new HashSet<>(of(shard)));
      return OptionalLong.of(before.number() + 1);
    }
  }

  @Override
  public boolean publish(RevocationList list) {
    synchronized (store) {
      if (number(list.shard()).orElse(0) >= list.number()) {
        return false;
      }
      latest.put(list.shard(), list);
      return true;
    }
  }

  @Override
  public boolean raise(Shard shard, long number, Instant now) {
    synchronized (store) {
      Store.Claimed before = claimed.getOrDefault(shard, new Store.Claimed(0, Instant.EPOCH));
      if (before.number() >= number) {
        return false;
      }
      claimed.put(shard, new Store.Claimed(number, Instant.EPOCH));
      return true;
    }
  }
}
