package shomei.domain.memory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import shomei.domain.evidence.ExportLine;
import shomei.domain.evidence.Recorded;
import shomei.domain.evidence.Seal;
import shomei.domain.evidence.Seals;
import shomei.domain.kernel.InstitutionId;

/// An entry's id is its place in the list, from 1. All entries are settled at once.
final class MemorySeals implements Seals {
  private final Store store;

  MemorySeals(Store store) {
    this.store = store;
  }

  @Override
  public int seal(Instant now, int limit) {
    synchronized (store) {
      long through = Math.min(store.history.size(), store.sealed + limit);
      List<Recorded> entries = entries(store.sealed, through);
      entries.stream()
          .collect(Collectors.groupingBy(Recorded::institution))
          .forEach(
              (institution, own) ->
                  store.seals.add(
                      Seal.over(
                          institution,
                          seals(institution).reduce((one, later) -> later).map(Seal::head),
                          through,
                          now,
                          own)));
      store.sealed = through;
      return entries.size();
    }
  }

  private List<Recorded> entries(long after, long through) {
    List<Recorded> entries = new ArrayList<>();
    for (long id = after + 1; id <= through; id++) {
      entries.add(Recorded.of(id, store.history.get((int) id - 1)));
    }
    return entries;
  }

  private Stream<Seal> seals(InstitutionId institution) {
    return store.seals.stream().filter(seal -> seal.institution().equals(institution));
  }

  @Override
  public Optional<Instant> unsealedSince() {
    synchronized (store) {
      return entries(store.sealed, store.history.size()).stream().findFirst().map(Recorded::at);
    }
  }

  @Override
  public Optional<Status> status(InstitutionId institution) {
    synchronized (store) {
      var signed = store.checkpoints.stream().filter(c -> c.of().equals(institution)).toList();
      long number = signed.isEmpty() ? 0 : signed.getLast().line().number();
      return seals(institution)
          .reduce((one, later) -> later)
          .map(
              latest ->
                  new Status(
                      latest.head(),
                      signed.reversed().stream().findFirst().map(Store.Signed::at),
                      seals(institution)
                          .filter(seal -> seal.number() == number + 1)
                          .findFirst()
                          .map(Seal::at)));
    }
  }

  @Override
  public void keep(InstitutionId institution, ExportLine.Signed checkpoint, Instant at) {
    synchronized (store) {
      if (checkpoints(institution).stream().noneMatch(c -> c.number() == checkpoint.number())) {
        store.checkpoints.add(new Store.Signed(institution, checkpoint, at));
      }
    }
  }

  @Override
  public List<ExportLine.Signed> checkpoints(InstitutionId institution) {
    synchronized (store) {
      return store.checkpoints.stream()
          .filter(c -> c.of().equals(institution))
          .map(Store.Signed::line)
          .toList();
    }
  }

  @Override
  public void export(InstitutionId institution, Consumer<ExportLine> each) {
    synchronized (store) {
      each.accept(new ExportLine.Begin(institution, store.sealed));
      List<Recorded> left =
          new ArrayList<>(
              entries(0, store.history.size()).stream()
                  .filter(entry -> entry.institution().equals(institution))
                  .toList());
      seals(institution)
          .forEach(
              seal -> {
                each.accept(seal);
                checkpoints(institution).stream()
                    .filter(c -> c.number() == seal.number())
                    .forEach(each);
                while (!left.isEmpty() && left.getFirst().id() <= seal.through()) {
                  each.accept(left.removeFirst());
                }
              });
      left.forEach(each);
      each.accept(new ExportLine.End());
    }
  }
}
