package shomei.domain.memory;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.kernel.TimeOrderedId;
import shomei.domain.notice.Mail;
import shomei.domain.notice.Messages;
import shomei.domain.subscriber.Subscriber;

final class MemoryMessages implements Messages {
  private final Store store;

  MemoryMessages(Store store) {
    this.store = store;
  }

  @Override
  public List<Message> of(Subscriber seat, int limit) {
    synchronized (store) {
      return all(seat)
          .sorted(Comparator.comparing(Message::id, Comparator.reverseOrder()))
          .limit(limit)
          .toList();
    }
  }

  @Override
  public int unread(Subscriber seat) {
    synchronized (store) {
      return (int) all(seat).filter(Message::unread).count();
    }
  }

  @Override
  public void read(Subscriber seat, Instant until) {
    synchronized (store) {
      store.messagesRead.merge(seat.id(), until, (a, b) -> a.isAfter(b) ? a : b);
    }
  }

  private Stream<Message> all(Subscriber seat) {
    Instant read = store.messagesRead.getOrDefault(seat.id(), Instant.MIN);
    return store.posted.stream()
        .map(Store.Posted::mail)
        .filter(mail -> mail.institution().id().equals(seat.institution()))
        .filter(mail -> mail.to().equals(seat.mail()))
        .filter(mail -> isAbout(mail, seat.name()))
        .map(
            mail -> {
              Instant at = TimeOrderedId.at(mail.id());
              return new Message(mail.id(), mail.text(), mail.values(), at, at.isAfter(read));
            });
  }

  private static boolean isAbout(Mail mail, SubscriberName reader) {
    SubscriberName seat = SubscriberName.parse(mail.values().getOrDefault("seat", ""));
    return seat.equals(reader)
        || reader.isAdministrator() && seat.contractId().equals(reader.contractId());
  }
}
