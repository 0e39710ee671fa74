package shomei.domain.subscriber;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Network;
import shomei.domain.kernel.SubscriberName;

/// A try at a PIN of a name, whether somebody has the name or not, before it is judged.
///
/// @param rule of the institution
public record PinTry(
    InstitutionId institution, SubscriberName seat, By by, Policy.Pins rule, Instant at) {

  /// Who tries.
  public sealed interface By {
    /// Whoever knows a name: answers `pin-01`, or comes to a login page without a certificate.
    ///
    /// @param account that may have proven the seat before; empty where there is none
    record Outsider(Network network, Optional<AccountId> account) implements By {}

    /// Somebody who has proven possession of the certificate's key.
    record Holder() implements By {}

    /// The administrator, logged in, at the confirmation PIN.
    record Administrator() implements By {}
  }

  /// Where tries in a row are counted. Each try is in one of these counts, and each count locks.
  ///
  /// *Threat:* an outsider, who needs no more than the contract ID, shuts the holder out by wrong
  /// PINs. *Answer:* strangers have a count of their own. Its lock is on outsiders alone; whoever
  /// shows that the seat is theirs goes on, by counts that a stranger cannot reach.
  public enum Count {
    /// Outsiders' whose account has not proven the seat before.
    STRANGERS,
    /// Outsiders' whose account has a certificate of the seat that was not revoked.
    ACCOUNTS,
    /// The login PIN together with possession of the certificate's key.
    HOLDERS,
    /// The confirmation PIN.
    CONFIRMATION;

    /// Whether its lock is on everything that asks for a PIN.
    public boolean locksAll() {
      return this != STRANGERS;
    }
  }

  /// The count of everybody but outsiders, whom the store tells apart.
  public Optional<Count> count() {
    return switch (by) {
      case By.Outsider _ -> Optional.empty();
      case By.Holder() -> Optional.of(Count.HOLDERS);
      case By.Administrator() -> Optional.of(Count.CONFIRMATION);
    };
  }

  /// The bucket of the network's wrong PINs over all seats of the institution (`RateLimits`).
  public String networkBucket(Network network) {
    return "wrongPin/network/" + institution + "/" + network;
  }

  /// The bucket of all strangers' wrong PINs.
  public String institutionBucket() {
    return "wrongPin/institution/" + institution;
  }

  /// What came of counting it.
  public sealed interface Counted {}

  /// It must wait; it was not counted, and nothing may be judged.
  ///
  /// @param by what is exhausted
  public record Refused(Limit by, Duration retryAfter) implements Counted {}

  public enum Limit {
    /// This network at this seat.
    SEAT,
    NETWORK,
    INSTITUTION
  }

  /// It may be judged.
  ///
  /// @param number of the try in its count, this one included
  /// @param locked whether the seat was locked before
  /// @param locks whether this try locks it, unless it is right
  /// @param subscriber empty where nobody has the name
  public record Attempt(
      PinTry tried,
      Count count,
      int number,
      boolean locked,
      boolean locks,
      Optional<Subscriber> subscriber)
      implements Counted {
    /// Whether who tries may know what is the matter with the seat: everybody but strangers.
    public boolean known() {
      return count != Count.STRANGERS;
    }

    /// Whether the history is told of it, where it was not right: each up to the policy's number,
    /// then only when it has doubled, so that nobody fills the history by trying on. The entry
    /// tells the number.
    public boolean isTold() {
      return number <= tried.rule().lockAfter() || Integer.bitCount(number) == 1;
    }
  }

  /// How a seat stands.
  ///
  /// @param wrong the most tries in a row among the counts
  public record LockStatus(int wrong, Lock lock) {}

  public enum Lock {
    NONE,
    /// Strangers' tries have locked it for outsiders, so acquisition; holders go on.
    ACQUISITION,
    ALL
  }
}
