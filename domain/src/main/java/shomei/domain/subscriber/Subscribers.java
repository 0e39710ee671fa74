package shomei.domain.subscriber;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import shomei.domain.credential.PinKind;
import shomei.domain.credential.PinVerifier;
import shomei.domain.history.Entry;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SeatVersion;
import shomei.domain.kernel.SubscriberId;
import shomei.domain.kernel.SubscriberName;

/// Corporations and their seats. Every write is one transaction with its history entry: both or
/// neither, durable when the call returns.
///
/// **An act on a seat ends what was proven for it before**, in the same transaction: its pending
/// and valid authorizations are deactivated, and with them its open orders; orders in issuing lose
/// their claims (`Orders.complete`); its revision rises by one, so that a proof that was judged
/// before and comes in afterwards issues nothing (`Orders.begin`). Acts are [#suspend],
/// [#resetPins], [#changePin], [#change], [#openRight], [#unlock], `Certificates.revoke`,
/// `withdraw` and `withdrawForGood`, [#activate], and the change of a PIN in
/// `Authorizations.settle`, which leaves its own proof.
///
/// **Who acts on what a screen showed** says what it showed, and where the seat is another by now
/// nothing is written: that is judged by the statement that writes. Who acts on the seat as it is,
/// as the counter does, says nothing.
///
/// A seat that was deleted (`Certificates.withdrawForGood`) is nobody's, here and in every other
/// port, but its name stays taken, and what the history tells of it stays.
///
/// Threat: a thief who knew the PIN has an order ready, or begun, when the counter gives the seat
/// another PIN and opens its right anew for the holder.
public interface Subscribers {
  Optional<Subscriber> find(InstitutionId institution, SubscriberName name);

  Optional<Subscriber> find(SubscriberId id);

  /// @throws Refusal NOT_FOUND where nobody has that name
  default Subscriber require(InstitutionId institution, SubscriberName name) {
    return find(institution, name)
        .orElseThrow(() -> new Refusal(Reason.NOT_FOUND, "there is no such seat"));
  }

  /// Who acted saw another seat than there is by now.
  static Refusal changed() {
    return new Refusal(Reason.ALREADY_REPLACED, "the seat was changed meanwhile");
  }

  /// The seat that has the name, or had it before it was deleted.
  Optional<Subscriber> everNamed(InstitutionId institution, SubscriberName name);

  Optional<Corporation> corporation(InstitutionId institution, String contractId);

  /// The corporation that was registered with the account.
  Optional<Corporation> of(InstitutionId institution, BankAccount account);

  /// The corporation's seats by user ID, the administrator's first.
  List<Subscriber> of(InstitutionId institution, String contractId);

  /// Adds a corporation with its administrator's seat.
  ///
  /// @return false, and nothing is written, where the contract ID is taken
  boolean add(Corporation corporation, Subscriber administrator, Entry entry);

  /// Adds a user's seat to a corporation that exists.
  ///
  /// @return false, and nothing is written, where the name is taken, or was
  boolean add(Subscriber user, Entry entry);

  /// Sets who else gets the administrator's mails. It is no act on a seat.
  ///
  /// @return false, and nothing is written, where they are not `from` any more
  boolean changeMails(
      InstitutionId institution,
      String contractId,
      List<String> from,
      List<String> to,
      Entry entry);

  /// Suspends the seat, or lets it go on; nothing else of it is written, here and in what follows,
  /// so that of two acts at once neither undoes the other.
  ///
  /// @return false, and nothing is written, where it was so already
  boolean suspend(SubscriberId id, Optional<SeatVersion> seen, boolean suspended, Entry entry);

  /// Changes what is registered of it.
  ///
  /// @return false, and nothing is written, where it is not `from` any more
  boolean change(
      SubscriberId id, SeatVersion seen, Registration from, Registration to, Entry entry);

  /// Gives it other PINs, each temporary: whoever handed them over knows them.
  ///
  /// @param entries one for each
  boolean resetPins(
      SubscriberId id,
      Optional<SeatVersion> seen,
      Map<PinKind, PinVerifier> pins,
      List<Entry> entries);

  /// The holder's own change of a PIN, which is not temporary then.
  ///
  /// @return false, and nothing is written, where the PIN is not `from` any more: one that was
  ///   reset meanwhile would be lost
  boolean changePin(SubscriberId id, PinKind pin, PinVerifier from, PinVerifier to, Entry entry);

  /// Activates a seat: its PINs are the holder's own, and its right opens. An administrator's other
  /// contract ID becomes its corporation's; what was counted at the other name is forgotten.
  ///
  /// @param from as it was proven
  /// @param entry under the name that it has then
  /// @return false, and nothing is written, where the seat was activated or acted on since, the
  ///   other name is taken, or was, or the corporation of an administrator with another name has
  ///   users
  boolean activate(Subscriber from, FirstLogin to, Entry entry);

  /// Opens the right to acquire from `opens`, whether it was open or not. A claim on an earlier
  /// right (see `Orders.begin`) is void, and so is its code.
  ///
  /// @param letterCode the digest of the right's code, where it has one; kept until the right is
  ///   used, closed or opened anew
  void openRight(SubscriberId id, Instant opens, Optional<Octets> letterCode, Entry entry);

  /// Sets all counts of wrong PINs at the seat back to zero, and opens its locks.
  boolean unlock(
      InstitutionId institution, SubscriberName name, Optional<SeatVersion> seen, Entry entry);

  /// Counts one try at a PIN **before** it is judged, so that no number of parallel tries on any
  /// number of nodes gets more than the policy's. Names that nobody has are counted alike, in the
  /// same steps, so that neither answer nor time tells whether a seat exists.
  ///
  /// A stranger must wait, and nothing is counted, where the network has tried this seat too often
  /// (`Policy.Pins.pauseAfter`), or where the bucket of its wrong PINs over all seats, or that of
  /// all strangers, is empty; of parallel tries that find the last place one may stay counted at
  /// the seat or the network although it must wait. A right PIN gives back what it took: [#forget]
  /// and `Authorizations.settle`.
  ///
  /// A try that comes later than the policy's `triesKept` after the one before it in its count
  /// begins anew, also in the network's count at the seat. A lock of a seat that exists stays until
  /// [#unlock]; names that nobody has are not seen to be locked.
  PinTry.Counted count(PinTry tried);

  /// The costs of stretching at which PINs of the institution's seats are kept.
  Set<Policy.Stretch> stretches(InstitutionId institution);

  /// Keeps the same PIN at another cost, if the seat's is `from` still. It is no act on the seat:
  /// nothing that was proven ends, and whether the PIN is temporary stays.
  void keepAnew(SubscriberId id, PinKind pin, PinVerifier from, PinVerifier to);

  /// Sets its count back to zero, and that of its network at the seat, because it was right.
  void forget(PinTry.Attempt right);

  /// Takes back this one try, which could not be judged.
  void takeBack(PinTry.Attempt unjudged);

  PinTry.LockStatus lockStatus(InstitutionId institution, SubscriberName name);

  /// Forgets counts whose last try was before `before`, of seats and of names that nobody has
  /// alike; but for those that have locked a seat.
  ///
  /// *Threat:* rows without bound. *Answer:* only a judged try leaves one, or two for a stranger,
  /// so a network leaves no more than its rate limit lets it in the time that tries are kept, and
  /// all strangers no more than the institution's.
  ///
  /// @return how many were forgotten
  int forgetTries(InstitutionId institution, Instant before);
}
