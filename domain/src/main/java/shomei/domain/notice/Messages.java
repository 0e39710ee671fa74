package shomei.domain.notice;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import shomei.domain.subscriber.Subscriber;

/// What a seat was mailed, to be read again on its pages (FACES.md, C8, C9): mails to its address
/// about the seat itself or, for an administrator, about any seat of the corporation. Another who
/// has the same address reads none of them.
public interface Messages {
  /// The newest `limit`, newest first.
  List<Message> of(Subscriber seat, int limit);

  /// How many are not read.
  int unread(Subscriber seat);

  /// All that were written up to then are read. An earlier time takes nothing back.
  void read(Subscriber seat, Instant until);

  /// @param values as the text names them ([Mail.Text])
  /// @param at when it was written, in whole milliseconds
  record Message(UUID id, Mail.Text text, Map<String, String> values, Instant at, boolean unread) {
    public Message {
      values = Map.copyOf(values);
    }
  }
}
