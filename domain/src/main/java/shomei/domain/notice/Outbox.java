package shomei.domain.notice;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Mails that wait to be sent. They come in with the transaction that decided them.
public interface Outbox {
  /// Takes up to `limit` mails whose time has come, and hides them from other takers until `until`;
  /// a taker that dies gives them back so.
  List<Waiting> take(Instant now, Instant until, int limit);

  /// @param tries how often it failed before
  record Waiting(Mail mail, int tries) {}

  void sent(UUID mail, Instant at);

  /// Puts it back for another try.
  ///
  /// @param error what went wrong, in plain words
  void failed(UUID mail, String error, Instant next);

  /// Gives it up: the server refused it for good.
  void refused(UUID mail, String error, Instant at);

  /// Forgets up to `limit` mails that were written before `before` and wait no more, the oldest
  /// first; nobody waits for this. Their readers ([Messages]) have them no more either; the history
  /// keeps that they were written.
  ///
  /// @return how many were forgotten
  int forget(Instant before, int limit);

  /// How many wait.
  int size();
}
