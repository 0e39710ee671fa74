package shomei.domain.administration;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import shomei.domain.certificate.Certificate;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.subscriber.PinTry;
import shomei.domain.subscriber.Subscriber;

/// The seats of a corporation, the administrator's own among them, as its administrator looks for
/// them (FACES.md, A1, A3). Deleted ones are not there. Each call is one round trip, and sees what
/// was acknowledged before.
public interface UserList {
  /// The lines of the query from `offset` on, at most `limit`; those that are sorted alike come by
  /// ID.
  Page page(InstitutionId institution, String contractId, Query query, Instant now);

  /// The lines of these, by ID; of IDs that nobody has there is none.
  ///
  /// @param userIds empty for the administrator's own
  List<Line> find(InstitutionId institution, String contractId, Set<String> userIds, Instant now);

  /// One line.
  ///
  /// @return empty where nobody has that name
  default Optional<Line> find(InstitutionId institution, SubscriberName user, Instant now) {
    Set<String> userId = Set.of(user.userId().orElse(""));
    return find(institution, user.contractId(), userId, now).stream().findFirst();
  }

  /// How many seats there are of each state; every state has a number.
  Map<State, Integer> count(InstitutionId institution, String contractId, Instant now);

  /// @param search part of an ID, a name or its kana, in whatever case of letters; empty: all
  /// @param state empty: all
  record Query(
      String search, Optional<State> state, Sort sort, boolean descending, int offset, int limit) {}

  /// @param total how many lines the query has on all pages
  record Page(List<Line> lines, int total) {
    public Page {
      lines = List.copyOf(lines);
    }
  }

  /// Whether the right to acquire is open and when it opens is in the seat.
  ///
  /// @param newest certificate, whatever its state
  record Line(Subscriber seat, Optional<Certificate> newest, State state, PinTry.Lock lock) {}

  enum Sort {
    ID,
    /// By kana, and where there is none by the name.
    NAME,
    /// The administrator first.
    KIND,
    /// In the order of [State].
    STATE,
    /// By the end of the newest certificate, those without one first.
    END
  }

  /// What a person is told of a seat's newest certificate (DOMAIN.md).
  enum State {
    NOT_ACQUIRED,
    ISSUED,
    REVOKED,
    EXPIRED;

    public static State of(Optional<Certificate> newest, Instant now) {
      return newest
          .map(
              one ->
                  switch (one.stateAt(now)) {
                    case ISSUED -> ISSUED;
                    case REVOKED -> REVOKED;
                    case EXPIRED -> EXPIRED;
                  })
          .orElse(NOT_ACQUIRED);
    }
  }
}
