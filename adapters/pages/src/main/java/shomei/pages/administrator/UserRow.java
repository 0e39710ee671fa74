package shomei.pages.administrator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import shomei.domain.administration.UserList;
import shomei.domain.certificate.Certificate;
import shomei.domain.subscriber.Subscriber;
import shomei.pages.text.Texts;
import shomei.pages.text.Words;

/// A line of the list as a page shows it.
///
/// @param id user ID; the contract ID on the administrator's
/// @param state key of the text
/// @param until when the certificate ends; empty where there is none to end
/// @param more how else it stands with the seat
/// @param seen what its form says that was seen
public record UserRow(
    String id,
    String name,
    String kana,
    boolean administrator,
    String state,
    String until,
    List<String> more,
    String seen) {
  public UserRow {
    more = List.copyOf(more);
  }

  static UserRow of(UserList.Line line, Texts texts, Instant now) {
    Subscriber seat = line.seat();
    return new UserRow(
        seat.name().userId().orElse(seat.name().contractId()),
        seat.displayName(),
        seat.kana(),
        seat.name().isAdministrator(),
        Words.tag(line.state()),
        until(line).map(texts::time).orElse(""),
        more(line, texts, now),
        SeenField.write(line));
  }

  private static Optional<Instant> until(UserList.Line line) {
    return switch (line.state()) {
      case NOT_ACQUIRED, REVOKED -> Optional.empty();
      case ISSUED, EXPIRED -> line.newest().map(Certificate::notAfter);
    };
  }

  private static List<String> more(UserList.Line line, Texts texts, Instant now) {
    List<String> more = new ArrayList<>();
    if (!line.seat().activated()) {
      more.add(texts.of("user.waiting"));
    }
    if (line.seat().suspended()) {
      more.add(texts.of("user.suspended"));
    }
    switch (line.lock()) {
      case NONE -> {}
      case ACQUISITION -> more.add(texts.of("user.locked.acquisition"));
      case ALL -> more.add(texts.of("user.locked"));
    }
    line.seat()
        .right()
        .ifPresent(
            opens ->
                more.add(
                    opens.isAfter(now)
                        ? texts.of("user.right.later", texts.time(opens))
                        : texts.of("user.right")));
    return more;
  }
}
