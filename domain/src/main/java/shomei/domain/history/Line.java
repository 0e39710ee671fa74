package shomei.domain.history;

import shomei.domain.Octets;
import shomei.domain.institution.InstitutionId;

/// A line of an institution's exported history. They come in this order: [Begin]; each [Seal], the
/// [Signed] checkpoint on it if there is one, the entries that it seals; entries that no seal
/// covers yet; [End].
public sealed interface Line permits Line.Begin, Seal, Line.Signed, Recorded, Line.End {
  /// @param settled the id up to which everything is sealed that ever will be
  record Begin(InstitutionId institution, long settled) implements Line {}

  /// A signed checkpoint.
  ///
  /// @param number of the seal before it
  /// @param cms what [CheckpointSigner] made
  record Signed(long number, Octets cms) implements Line {}

  /// Nothing was cut from the file.
  record End() implements Line {}
}
