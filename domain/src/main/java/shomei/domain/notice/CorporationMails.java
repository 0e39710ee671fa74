package shomei.domain.notice;

import java.util.List;
import java.util.stream.Stream;
import shomei.domain.subscriber.Corporation;
import shomei.domain.subscriber.Subscriber;
import shomei.domain.subscriber.Subscribers;

/// Where a seat's mails go.
final class CorporationMails {
  private CorporationMails() {}

  /// Its own address, and where it is the administrator's those of the corporation.
  static List<String> of(Subscribers subscribers, Subscriber seat) {
    if (!seat.name().isAdministrator()) {
      return List.of(seat.mail());
    }
    return Stream.concat(
            Stream.of(seat.mail()),
            subscribers
                .corporation(seat.institution(), seat.name().contractId())
                .map(Corporation::mails)
                .stream()
                .flatMap(List::stream))
        .toList();
  }
}
