package shomei.domain.pairing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;

/// The pairings. What was written is durable when the call returns and seen by every node.
public interface Pairings {
  /// Adds one that no tool was led to.
  ///
  /// @param code SHA-256 over the institution and the code by which a tool finds it
  void add(Pairing open, Octets code);

  Optional<Pairing> find(PairingId id);

  /// Leads the tool to the one whose code it has, and uses the code up: of any number of accounts
  /// at once one gets it. To that account it is given again, as it is, until it ends, so that a
  /// lost answer costs nothing.
  ///
  /// @return as it is then, the tool's person to be asked; empty where no pairing of the
  ///   institution waits for that code `now`
  Optional<Pairing> take(InstitutionId institution, Octets code, Tool tool, Instant now);

  /// Writes it where it is still of the revision before.
  ///
  /// @return false, and nothing is written, where it was changed meanwhile
  boolean change(Pairing changed);

  /// For each of these accounts the newest that it was led to and that has not ended `now`, where
  /// there is one; in one indexed read.
  List<Pairing> of(Set<AccountId> accounts, Instant now);

  /// Forgets those that were last seen before, however they stood.
  ///
  /// @return how many
  int forget(Instant before);
}
