package shomei.domain.pairing;

import java.time.Instant;
import java.util.Optional;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;

/// The pairings. What was written is durable when the call returns and seen by every node.
public interface Pairings {
  /// Adds one that no tool was led to.
  ///
  /// @param code SHA-256 over the institution and the code by which a tool finds it
  void add(Pairing open, Octets code);

  /// Adds one that was sent to a tool.
  void add(Pairing sent);

  Optional<Pairing> find(PairingId id);

  /// Leads the tool to the one whose code it has, and uses the code up: of any number at once one
  /// gets it.
  ///
  /// @return as it is then; empty where no pairing of the institution waits for that code `now`
  Optional<Pairing> take(InstitutionId institution, Octets code, Tool tool, Instant now);

  /// Writes it where it is still of the revision before.
  ///
  /// @return false, and nothing is written, where it was changed meanwhile
  boolean change(Pairing changed);

  /// The newest that this account was led to and that has not ended `now`, in one indexed read.
  Optional<Pairing> of(AccountId account, Instant now);

  /// Forgets those that were last seen before.
  ///
  /// @return how many
  int forget(Instant before);
}
