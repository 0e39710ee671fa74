package shomei.domain.memory;

import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import shomei.domain.administration.UserList;
import shomei.domain.certificate.Certificate;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.subscriber.Subscriber;

final class MemoryUserList implements UserList {
  private final Store store;

  MemoryUserList(Store store) {
    this.store = store;
  }

  @Override
  public Page page(InstitutionId institution, String contractId, Query query, Instant now) {
    synchronized (store) {
      Comparator<Line> asked = order(query.sort());
      List<Line> lines =
          lines(institution, contractId, now)
              .filter(line -> query.state().map(line.state()::equals).orElse(true))
              .filter(line -> has(line.seat(), query.search()))
              .sorted(
                  (query.descending() ? asked.reversed() : asked)
                      .thenComparing(MemoryUserList::userId))
              .toList();
      return new Page(
          lines.stream().skip(query.offset()).limit(query.limit()).toList(), lines.size());
    }
  }

  @Override
  public List<Line> find(
      InstitutionId institution, String contractId, Set<String> userIds, Instant now) {
    synchronized (store) {
      return lines(institution, contractId, now)
          .filter(line -> userIds.contains(userId(line)))
          .sorted(Comparator.comparing(MemoryUserList::userId))
          .toList();
    }
  }

  @Override
  public Map<State, Integer> count(InstitutionId institution, String contractId, Instant now) {
    synchronized (store) {
      Map<State, Integer> counted = new EnumMap<>(State.class);
      for (State state : State.values()) {
        counted.put(state, 0);
      }
      lines(institution, contractId, now)
          .forEach(line -> counted.merge(line.state(), 1, Integer::sum));
      return counted;
    }
  }

  private Stream<Line> lines(InstitutionId institution, String contractId, Instant now) {
    return store.subscribers.values().stream()
        .filter(seat -> seat.institution().equals(institution))
        .filter(seat -> seat.name().contractId().equals(contractId))
        .map(seat -> line(seat, now));
  }

  private Line line(Subscriber seat, Instant now) {
    List<Certificate> held = store.certificates(seat.institution(), seat.name());
    Optional<Certificate> newest = held.isEmpty() ? Optional.empty() : Optional.of(held.getLast());
    return new Line(
        seat,
        newest,
        State.of(newest, now),
        new MemoryPinTries(store).lockStatus(seat.institution(), seat.name()).lock());
  }

  private static boolean has(Subscriber seat, String search) {
    String sought = search.toLowerCase(Locale.ROOT);
    return Stream.of(seat.name().userId().orElse(""), seat.displayName(), seat.kana())
        .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(sought));
  }

  private static Comparator<Line> order(Sort sort) {
    return switch (sort) {
      case ID -> Comparator.comparing(MemoryUserList::userId);
      case NAME ->
          Comparator.comparing(
              line ->
                  line.seat().kana().isEmpty() ? line.seat().displayName() : line.seat().kana());
      case KIND -> Comparator.comparing(line -> !line.seat().name().isAdministrator());
      case STATE -> Comparator.comparing(Line::state);
      case END ->
          Comparator.comparing(
              line -> line.newest().map(Certificate::notAfter).orElse(Instant.MIN));
    };
  }

  private static String userId(Line line) {
    return line.seat().name().userId().orElse("");
  }
}
