package shomei.domain.memory;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import shomei.domain.certificate.Certificate;
import shomei.domain.history.Entry;
import shomei.domain.history.HistorySearch;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.SubscriberName;

final class MemoryHistorySearch implements HistorySearch {
  private final Store store;

  MemoryHistorySearch(Store store) {
    this.store = store;
  }

  @Override
  public List<Found> find(InstitutionId institution, Query query, int limit) {
    synchronized (store) {
      return IntStream.rangeClosed(1, store.history.size())
          .mapToObj(id -> new Found(id, store.history.get(id - 1)))
          .filter(found -> found.entry().institution().equals(institution))
          .filter(found -> isAsked(found, query))
          .toList()
          .reversed()
          .stream()
          .limit(limit)
          .toList();
    }
  }

  private boolean isAsked(Found found, Query query) {
    Entry entry = found.entry();
    return isIn(entry, query.scope())
        && query.actor().map(entry.actor().name()::equals).orElse(true)
        && (query.acts().isEmpty() || query.acts().contains(entry.act()))
        && query.from().map(from -> !entry.at().isBefore(from)).orElse(true)
        && query.until().map(entry.at()::isBefore).orElse(true)
        && (query.before().isEmpty() || found.id() < query.before().getAsLong());
  }

  private boolean isIn(Entry entry, Scope scope) {
    return seat(entry)
        .filter(
            name ->
                switch (scope) {
                  case Scope.Seat(SubscriberName only) -> only.equals(name);
                  case Scope.OfCorporation(String contract) -> contract.equals(name.contractId());
                })
        .isPresent();
  }

  private Optional<SubscriberName> seat(Entry entry) {
    String subject = entry.subject();
    if (subject.startsWith("subscriber:")) {
      return Optional.of(SubscriberName.parse(subject.substring(11)));
    }
    return store.certificates.values().stream()
        .filter(one -> one.institution().equals(entry.institution()))
        .filter(one -> subject.equals("certificate:" + one.serial()))
        .findFirst()
        .flatMap(Certificate::seat);
  }
}
