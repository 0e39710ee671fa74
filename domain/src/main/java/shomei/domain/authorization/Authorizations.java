package shomei.domain.authorization;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import shomei.domain.credential.PinVerifier;
import shomei.domain.history.Entry;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.AuthorizationId;
import shomei.domain.kernel.Identifier;
import shomei.domain.subscriber.PinTry;

/// The authorizations. New ones come with their order (`Orders.place`). Every write is one
/// transaction with its history entries, durable when the call returns; a write that finds the
/// authorization moved on meanwhile writes nothing and says so.
public interface Authorizations {
  Optional<Authorization> find(AuthorizationId id);

  /// Writes an authorization whose challenge has begun, if it is pending still and none has begun.
  boolean begin(Authorization processing);

  /// Writes an authorization that is looked at once more, if the stored one is pending and has been
  /// processing since `since` still: of two nodes that take it up, one does.
  boolean beginAgain(Authorization processing, Instant since);

  /// Writes the judged authorization, if the stored one is pending still.
  ///
  /// @param pin what the judgement means for the PIN of the authorization's subscriber
  boolean settle(Authorization judged, PinOutcome pin, List<Entry> entries);

  /// What a judgement means for a PIN.
  sealed interface PinOutcome {
    /// No PIN was looked at, or it is answered as a wrong one; the count stays
    /// (`Subscribers.count`).
    record Untouched() implements PinOutcome {}

    /// The login PIN was right: the count goes back to zero (`Subscribers.forget`).
    record Right(PinTry.Attempt attempt) implements PinOutcome {}

    /// The temporary PIN was right and gives way to another: written, if the seat's PIN is `from`
    /// still, or a PIN that was reset meanwhile would be lost; the count goes back to zero. A
    /// change is an act on the seat (`Subscribers`): the judged authorization is of the revision
    /// after it, or of none where the PIN was another one by then.
    record Changed(PinVerifier from, PinVerifier to, PinTry.Attempt attempt)
        implements PinOutcome {}
  }

  /// Deactivates a pending or valid authorization (RFC 8555 §7.5.2).
  boolean deactivate(AuthorizationId id, Entry entry);

  /// The account's valid, unexpired authorizations of these identifiers, at most one each; an
  /// authorization of a subscriber is never reused.
  List<Authorization> reusable(AccountId account, List<Identifier> identifiers, Instant now);

  /// Whether the account holds a valid, unexpired authorization of every one of these (§7.6).
  boolean holdsAll(AccountId account, List<Identifier> identifiers, Instant now);

  /// Authorizations with a challenge that has been processing since before `before`, oldest first.
  List<Authorization> processing(Instant before, int limit);
}
