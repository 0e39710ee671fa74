package shomei.domain.subscriber;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import shomei.domain.credential.PinKind;
import shomei.domain.credential.PinVerifier;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.SubscriberId;
import shomei.domain.kernel.SubscriberName;

/// Corporations and their seats. Every write is one transaction with its history entry: both or
/// neither, durable when the call returns.
///
/// **An act on a seat ends what was proven for it before**, in the same transaction: its pending
/// and valid authorizations are deactivated, and with them its open orders; orders in issuing lose
/// their claims (`Orders.complete`); its revision rises by one, so that a proof that was judged
/// before and comes in afterwards issues nothing (`Orders.begin`). Acts are [#suspend],
/// [#setLoginPin], [#setConfirmationPin], [#openRight], [#unlock], `Certificates.revoke` and
/// `withdraw`, and the change of a PIN in `Authorizations.settle`, which leaves its own proof.
///
/// Threat: a thief who knew the PIN has an order ready, or begun, when the counter gives the seat
/// another PIN and opens its right anew for the holder.
public interface Subscribers {
  Optional<Subscriber> find(InstitutionId institution, SubscriberName name);

  Optional<Subscriber> find(SubscriberId id);

  Optional<Corporation> corporation(InstitutionId institution, String contractId);

  /// The corporation's seats by user ID, the administrator's first.
  List<Subscriber> of(InstitutionId institution, String contractId);

  /// Adds a corporation with its administrator's seat.
  ///
  /// @return false, and nothing is written, where the contract ID is taken
  boolean add(Corporation corporation, Subscriber administrator, Entry entry);

  /// Adds a user's seat to a corporation that exists.
  ///
  /// @return false, and nothing is written, where the name is taken
  boolean add(Subscriber user, Entry entry);

  /// Suspends the seat, or lets it go on; nothing else of it is written, here and in what follows,
  /// so that of two acts at once neither undoes the other.
  ///
  /// @return false, and nothing is written, where it was so already
  boolean suspend(SubscriberId id, boolean suspended, Entry entry);

  /// @param temporary whether it must be changed at its first use
  void setLoginPin(SubscriberId id, PinVerifier pin, boolean temporary, Entry entry);

  void setConfirmationPin(SubscriberId id, PinVerifier pin, Entry entry);

  /// Opens the right to acquire from `opens`, whether it was open or not. A claim on an earlier
  /// right (see `Orders.begin`) is void.
  void openRight(SubscriberId id, Instant opens, Entry entry);

  /// Sets the counts of wrong PINs back to zero.
  void unlock(InstitutionId institution, SubscriberName name, Entry entry);

  /// Counts one try at a PIN of `name` **before** it is judged, so that no number of parallel tries
  /// on any number of nodes gets more than the policy's tries; `Authorizations.settle` sets the
  /// count of the login PIN back when it proves right, [#forgetAttempts] that of the confirmation
  /// PIN. Names that nobody has are counted alike, in the same statement, so that neither answer
  /// nor time tells whether a seat exists.
  ///
  /// Threat: somebody who knows one PIN enters it between two guesses at the other. So each has a
  /// count of its own, and either locks the seat.
  Attempt countAttempt(InstitutionId institution, SubscriberName name, PinKind pin, Instant now);

  /// Sets the count of that PIN back to zero because it was right.
  void forgetAttempts(InstitutionId institution, SubscriberName name, PinKind pin);

  /// How many tries were counted in a row at one PIN, the one with more of them.
  int attempts(InstitutionId institution, SubscriberName name);

  /// @param count tries in a row at this PIN, this one included
  /// @param other tries in a row at the other PIN
  record Attempt(int count, int other, Optional<Subscriber> subscriber) {
    /// Whether the seat was locked before this try.
    public boolean locked(int lockAfter) {
      return count > lockAfter || other >= lockAfter;
    }

    /// Whether the history is told of it, where it was wrong: each up to the lock, then only when
    /// their number has doubled, so that nobody fills the history by trying on. The entry tells the
    /// number.
    public boolean isTold(int lockAfter) {
      return !locked(lockAfter) || Integer.bitCount(count) == 1;
    }
  }

  /// Forgets the tries at names that nobody has, older than `before`, so that guessing cannot fill
  /// the database.
  ///
  /// @return how many were forgotten
  int forgetStrangers(Instant before);
}
