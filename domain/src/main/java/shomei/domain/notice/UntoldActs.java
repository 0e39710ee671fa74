package shomei.domain.notice;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.SubscriberName;

/// The acts of which nobody was told yet. They come in with their history entry and in its
/// transaction, by whatever port it is written: every entry of an act that calls for a mail
/// ([TellOfActs#kind]) about a seat or a seat's certificate. So no act is done whose mail is
/// forgotten, and no mail tells of an act that was not done.
public interface UntoldActs {
  /// The oldest of those behind an entry.
  ///
  /// @param entry its place in the history; 0 for all
  List<Untold> after(long entry, int limit);

  /// @param id the entry's place in the history
  record Untold(long id, Entry entry) {}

  /// How many mails of that text about that seat an address got, or is about to, since `since`.
  int mailed(
      InstitutionId institution, String to, Mail.Text text, SubscriberName seat, Instant since);

  /// Decides who is told, for good, in one transaction with the mails and the entry: of two nodes
  /// that decide, one does.
  ///
  /// @param mails empty where nobody is to be told
  /// @param entry on the decision, where there is something to say of it
  /// @return false, and nothing is written, where it was decided before
  boolean decide(Untold act, List<Mail> mails, Optional<Entry> entry, Instant now);
}
