package shomei.pages.history;

import java.util.Optional;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.history.Origin;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.Serial;
import shomei.domain.kernel.SubscriberName;
import shomei.pages.text.Texts;

/// An entry of the history as people read it.
///
/// @param seat on whose seat: a user ID, or the contract ID; empty where the entry tells no seat
/// @param what was done
/// @param certificate serial number of the one that it is about
/// @param actor who did it; of the bank's people and machines no names
/// @param address that it came from, where a subscriber did it
/// @param used serial number of the certificate of the login that it came by
public record HistoryLine(
    String time,
    String seat,
    String what,
    String certificate,
    String actor,
    String address,
    String used) {
  private static final String SEAT = "subscriber:";
  private static final String CERTIFICATE = "certificate:";

  static HistoryLine of(Entry entry, Texts texts) {
    return new HistoryLine(
        texts.time(entry.at()),
        seat(entry).orElse(""),
        what(entry, texts),
        certificate(entry),
        actor(entry.actor(), texts),
        address(entry.actor()),
        used(entry.actor().origin()));
  }

  private static Optional<String> seat(Entry entry) {
    String about =
        entry.subject().startsWith(SEAT)
            ? entry.subject()
            : entry.details().getOrDefault("for", "");
    return about.startsWith(SEAT) ? id(about.substring(SEAT.length())) : Optional.empty();
  }

  /// As people call a seat within their corporation.
  private static Optional<String> id(String name) {
    try {
      SubscriberName seat = SubscriberName.parse(name);
      return Optional.of(seat.userId().orElse(seat.contractId()));
    } catch (Refusal noSeat) {
      return Optional.empty();
    }
  }

  private static String what(Entry entry, Texts texts) {
    String what = texts.of("act." + entry.act());
    return "confirmation".equals(entry.details().get("pin"))
        ? texts.of("history.confirmation", what)
        : what;
  }

  private static String certificate(Entry entry) {
    return entry.subject().startsWith(CERTIFICATE)
        ? entry.subject().substring(CERTIFICATE.length())
        : "";
  }

  private static String used(Origin origin) {
    return origin instanceof Origin.SignedIn(_, Serial certificate) ? certificate.hex() : "";
  }

  private static String actor(Actor actor, Texts texts) {
    return switch (actor.kind()) {
      case SUBSCRIBER -> id(actor.id()).orElse("");
      case OPERATOR -> texts.of("history.by.counter");
      case ACCOUNT, KEY -> texts.of("history.by.tool");
      case SYSTEM -> texts.of("history.by.system");
    };
  }

  /// The bank's own addresses are nobody else's business.
  private static String address(Actor actor) {
    return actor.kind() == Actor.Kind.OPERATOR ? "" : actor.origin().ip().orElse("");
  }
}
