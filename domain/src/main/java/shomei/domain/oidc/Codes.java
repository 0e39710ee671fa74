package shomei.domain.oidc;

import java.time.Instant;
import java.util.Optional;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;

/// The codes, and the access tokens that they were turned into. What was written is durable when
/// the call returns and seen by every node.
public interface Codes {
  void add(Code code);

  /// Takes a code: of any number of takings at once one is the first.
  ///
  /// @return empty, and nothing is taken, where that client has no such code
  Optional<Taken> take(InstitutionId institution, String client, Octets id);

  /// @param first whether nobody had taken it before
  record Taken(Code code, boolean first) {}

  /// Notes what a taken code was turned into.
  ///
  /// @param accessToken SHA-256 over it
  /// @return false, and nothing is written, where the code was withdrawn meanwhile
  boolean grant(Octets id, Octets accessToken, Entry entry);

  /// Ends a code with what it was turned into.
  ///
  /// @return false, and nothing is written, where it is not there
  boolean withdraw(Octets id, Entry entry);

  /// The code that was turned into an access token.
  ///
  /// @param accessToken SHA-256 over it
  Optional<Code> granted(InstitutionId institution, Octets accessToken);

  /// Forgets codes that nobody took in their time, and all whose session is over by its length.
  ///
  /// @return how many
  int forget(Instant now);
}
