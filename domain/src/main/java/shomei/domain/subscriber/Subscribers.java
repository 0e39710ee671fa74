package shomei.domain.subscriber;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import shomei.domain.credential.PinVerifier;
import shomei.domain.history.Entry;
import shomei.domain.identifier.SubscriberName;
import shomei.domain.institution.InstitutionId;

/// Corporations and their seats. Every write is one transaction with its history entry: both or
/// neither, durable when the call returns.
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

  /// Sets the count of wrong PINs back to zero.
  void unlock(InstitutionId institution, SubscriberName name, Entry entry);

  /// Counts one try at the PIN of `name` **before** it is judged, so that no number of parallel
  /// tries on any number of nodes gets more than the policy's tries; `Authorizations.settle` sets
  /// the count back when the PIN proves right. Names that nobody has are counted alike, in the same
  /// statement, so that neither answer nor time tells whether a seat exists.
  Attempt countAttempt(InstitutionId institution, SubscriberName name, Instant now);

  /// How many tries were counted in a row.
  int attempts(InstitutionId institution, SubscriberName name);

  /// @param count tries in a row, this one included
  record Attempt(int count, Optional<Subscriber> subscriber) {}

  /// Forgets the tries at names that nobody has, older than `before`, so that guessing cannot fill
  /// the database.
  ///
  /// @return how many were forgotten
  int forgetStrangers(Instant before);
}
