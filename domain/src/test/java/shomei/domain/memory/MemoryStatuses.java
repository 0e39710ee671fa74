package shomei.domain.memory;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import shomei.domain.certificate.Certificate;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Serial;
import shomei.domain.status.Shard;
import shomei.domain.status.Statuses;

final class MemoryStatuses implements Statuses {
  private final Store store;

  MemoryStatuses(Store store) {
    this.store = store;
  }

  @Override
  public Map<Serial, Optional<Certificate.Revocation>> of(IssuerId ca, Collection<Serial> serials) {
    synchronized (store) {
      Map<Serial, Optional<Certificate.Revocation>> found =
          store.certificates.values().stream()
              .filter(c -> c.issuer().equals(ca) && serials.contains(c.serial()))
              .collect(Collectors.toMap(Certificate::serial, Certificate::revocation));
      store.lost.values().stream()
          .filter(line -> line.shard().ca().equals(ca) && serials.contains(line.serial()))
          .forEach(line -> found.put(line.serial(), Optional.of(line.revocation())));
      return found;
    }
  }

  @Override
  public void revoked(Shard shard, Instant endingAfter, Consumer<Revoked> each) {
    List<Revoked> all;
    synchronized (store) {
      all =
          Stream.concat(
                  of(shard)
                      .filter(c -> c.notAfter().isAfter(endingAfter))
                      .flatMap(c -> c.revocation().map(r -> new Revoked(c.serial(), r)).stream()),
                  store.lost.values().stream()
                      .filter(line -> line.shard().ca().equals(shard.ca()))
                      .filter(line -> shard.isComplete() || line.shard().equals(shard))
                      .filter(line -> line.notAfter().isAfter(endingAfter))
                      .map(line -> new Revoked(line.serial(), line.revocation())))
              .sorted(Comparator.comparing(revoked -> revoked.serial().hex()))
              .toList();
    }
    all.forEach(each);
  }

  @Override
  public long issued(Shard shard) {
    synchronized (store) {
      return of(shard).count();
    }
  }

  private Stream<Certificate> of(Shard shard) {
    return store.certificates.values().stream()
        .filter(c -> c.issuer().equals(shard.ca()))
        .filter(c -> shard.isComplete() || c.shard() == shard.number());
  }
}
