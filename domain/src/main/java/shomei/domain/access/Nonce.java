package shomei.domain.access;

import java.time.Instant;
import shomei.domain.kernel.Octets;

/// A nonce of ours that has not expired; whether it was used before, only [SpentNonces] knows.
public sealed interface Nonce {
  /// @return the instant from which on it is no longer taken
  Instant expires();

  /// @param node the process that made it, by the number it drew when it began
  /// @param number how many it had made before
  record Numbered(long node, long number, Instant expires) implements Nonce {}

  /// One of the version before, whose nodes may be serving beside this one. Nothing makes these any
  /// more; the version after this one takes none.
  ///
  /// @param id the 16 random octets that make it unique
  /// @param minted when it was made, in whole milliseconds
  record Former(Octets id, Instant minted, Instant expires) implements Nonce {}
}
