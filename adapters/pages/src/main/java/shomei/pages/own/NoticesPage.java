package shomei.pages.own;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import shomei.domain.notice.Messages;
import shomei.domain.session.ContinueSession.Outcome.Good;
import shomei.pages.text.Texts;
import shomei.pages.view.Layout;
import shomei.pages.view.Templates;
import shomei.pages.visit.Fields;
import shomei.pages.visit.Visit;
import shomei.web.http.HttpError;
import shomei.web.http.Response;

/// C9: what the seat was mailed. Looking marks nothing as read: a browser that fetches ahead does
/// not, either.
final class NoticesPage {
  private static final String PATH = "/notices";
  private static final int MOST = 100;

  private final Messages messages;
  private final InstantSource clock;

  NoticesPage(Messages messages, InstantSource clock) {
    this.messages = messages;
    this.clock = clock;
  }

  Response show(Visit visit, Good good) {
    List<Messages.Message> all = messages.of(good.seat(), MOST);
    NoticesView view =
        new NoticesView(
            all.stream().map(message -> line(message, good, visit.texts())).toList(),
            all.stream().anyMatch(Messages.Message::unread),
            visit.tenant().path() + PATH,
            all.isEmpty() ? "" : all.getFirst().at().toString());
    return Templates.page(
        200,
        "notices",
        Layout.of(visit, "C9", "notices.title", PATH, clock.instant()).heldBy(good),
        view);
  }

  Response read(Visit visit, Good good, Fields filledIn) {
    messages.read(good.seat(), until(filledIn));
    return Response.empty(303)
        .with("Location", visit.tenant().path() + PATH)
        .with("Cache-Control", "no-store");
  }

  private Instant until(Fields filledIn) {
    Instant now = clock.instant();
    return time(filledIn.text("until"))
        .filter(Instant.EPOCH::isBefore)
        .map(until -> until.isAfter(now) ? now : until)
        .orElseThrow(() -> HttpError.of(400, "The form is incomplete."));
  }

  private static NoticesView.Line line(Messages.Message message, Good good, Texts texts) {
    Map<String, String> values = message.values();
    List<String> about = new ArrayList<>();
    String seat = values.getOrDefault("seat", "");
    if (!seat.isEmpty() && !seat.equals(good.seat().name().toString())) {
      about.add(texts.of("notice.seat", seat.substring(seat.indexOf('/') + 1)));
    }
    time(values.getOrDefault("expires", ""))
        .ifPresent(expires -> about.add(texts.of("notice.expires", texts.time(expires))));
    add(about, texts, values, "serial");
    add(about, texts, values, "network");
    return new NoticesView.Line(
        texts.time(message.at()), texts.of(title(message)), about, message.unread());
  }

  private static String title(Messages.Message message) {
    String title = "notice." + message.text();
    return "yes".equals(message.values().get("confirmationPin")) ? title + ".confirmation" : title;
  }

  private static void add(
      List<String> about, Texts texts, Map<String, String> values, String name) {
    String value = values.getOrDefault(name, "");
    if (!value.isEmpty()) {
      about.add(texts.of("notice." + name, value));
    }
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }
}
