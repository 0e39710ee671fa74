package shomei.domain.evidence;

import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;

/// A line of an institution's exported history. They come in this order: [Begin]; each [Seal], the
/// [Signed] checkpoint on it if there is one, the entries that it seals; entries that no seal
/// covers yet; [End].
public sealed interface ExportLine
    permits ExportLine.Begin, Seal, ExportLine.Signed, Recorded, ExportLine.End {
  /// @param settled the id up to which everything is sealed that ever will be
  record Begin(InstitutionId institution, long settled) implements ExportLine {}

  /// A signed checkpoint.
  ///
  /// @param number of the seal before it
  /// @param cms what [CheckpointSigner] made
  record Signed(long number, Octets cms) implements ExportLine {}

  /// Nothing was cut from the file.
  record End() implements ExportLine {}
}
