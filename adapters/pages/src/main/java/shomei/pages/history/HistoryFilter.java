package shomei.pages.history;

import io.netty.handler.codec.http.QueryStringEncoder;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import shomei.domain.history.Actor;
import shomei.domain.history.HistorySearch;
import shomei.domain.history.Origin;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SubscriberName;
import shomei.pages.form.Errors;
import shomei.pages.text.Texts;
import shomei.pages.view.Pager;
import shomei.pages.visit.Fields;

/// Which part of the history somebody wants to see, as an address says it.
///
/// @param own the seat of whoever asks
/// @param ofAll whether it is about all seats of the corporation; about the own one otherwise
record HistoryFilter(Fields asked, SubscriberName own, boolean ofAll) {
  private static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");

  /// Each page is read from the newest on.
  static final int MOST_PAGES = 100;

  private static final List<String> FIELDS = List.of("act", "from", "until");
  private static final List<String> WHOSE = List.of("user", "actor");

  /// What is wrong with it.
  Errors errors(Texts texts) {
    Errors errors = new Errors(texts);
    errors.addIf(!isReadable("from", HistoryFilter::day), "from", "history.date.form");
    errors.addIf(!isReadable("until", HistoryFilter::day), "until", "history.date.form");
    errors.addIf(ofAll && !isReadable("user", this::seat), "user", "user.id.form");
    errors.addIf(ofAll && !isReadable("actor", this::seat), "actor", "user.id.form");
    if (errors.isEmpty()) {
      Optional<LocalDate> until = date("until");
      errors.addIf(
          date("from").filter(from -> until.filter(from::isAfter).isPresent()).isPresent(),
          "until",
          "history.date.order");
    }
    return errors;
  }

  /// @param before as the port has it
  HistorySearch.Query query(OptionalLong before) {
    return new HistorySearch.Query(
        scope(),
        typed("actor").filter(id -> ofAll).map(this::seat).map(HistoryFilter::actor),
        group().map(ActGroup::acts).orElseGet(ActGroup::allActs),
        date("from").map(HistoryFilter::begin),
        date("until").map(day -> begin(day.plusDays(1))),
        before);
  }

  private HistorySearch.Scope scope() {
    if (!ofAll) {
      return new HistorySearch.Scope.Seat(own);
    }
    return typed("user")
        .<HistorySearch.Scope>map(id -> new HistorySearch.Scope.Seat(seat(id)))
        .orElseGet(() -> new HistorySearch.Scope.OfCorporation(own.contractId()));
  }

  Optional<ActGroup> group() {
    return ActGroup.of(asked.text("act"));
  }

  /// Which page of it.
  int page() {
    return Pager.page(asked, MOST_PAGES);
  }

  /// The address of the same, another page or another form.
  String address(String path) {
    QueryStringEncoder address = new QueryStringEncoder(path);
    Stream.concat(ofAll ? WHOSE.stream() : Stream.empty(), FIELDS.stream())
        .forEach(field -> typed(field).ifPresent(value -> address.addParam(field, value)));
    return address.toString();
  }

  private Optional<String> typed(String field) {
    return Optional.of(asked.text(field)).filter(text -> !text.isEmpty());
  }

  /// The administrator's seat is called by the contract ID.
  private SubscriberName seat(String id) {
    return id.equals(own.contractId())
        ? SubscriberName.administrator(id)
        : SubscriberName.user(own.contractId(), id);
  }

  private static String actor(SubscriberName seat) {
    return Actor.subscriber(seat, new Origin.Server()).name();
  }

  private Optional<LocalDate> date(String field) {
    return typed(field).map(HistoryFilter::day);
  }

  /// One of a year with four digits, which every calculation and the database can hold.
  ///
  /// @throws DateTimeException where it is none
  private static LocalDate day(String text) {
    LocalDate day = LocalDate.parse(text);
    if (day.getYear() < 1000 || day.getYear() > 9998) {
      throw new DateTimeException("the year has not four digits");
    }
    return day;
  }

  private static Instant begin(LocalDate day) {
    return day.atStartOfDay(JAPAN).toInstant();
  }

  private <T> boolean isReadable(String field, Function<String, T> read) {
    try {
      return typed(field).map(read).isPresent() || typed(field).isEmpty();
    } catch (DateTimeException | Refusal unreadable) {
      return false;
    }
  }
}
