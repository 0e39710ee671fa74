package shomei.domain.history;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.SubscriberName;

/// Looks through the operation history for people (FACES.md, C11, A11), page by page.
public interface HistorySearch {
  /// The newest `limit` entries that the query asks for, newest first.
  List<Found> find(InstitutionId institution, Query query, int limit);

  /// @param actor as [Actor#name()] gives it; empty: whoever
  /// @param acts empty: all
  /// @param from the earliest time
  /// @param until up to this time, itself excluded
  /// @param before the id of the last one of the page before
  record Query(
      Scope scope,
      Optional<String> actor,
      Set<Act> acts,
      Optional<Instant> from,
      Optional<Instant> until,
      OptionalLong before) {
    public Query {
      acts = Set.copyOf(acts);
    }
  }

  /// Whose entries: those on the seats and on their certificates, also of seats that were deleted.
  sealed interface Scope {
    record Seat(SubscriberName name) implements Scope {}

    /// All seats of a corporation.
    record OfCorporation(String contractId) implements Scope {}
  }

  /// @param id by which the next page goes on ([Query#before()])
  record Found(long id, Entry entry) {}
}
