package shomei.domain.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import shomei.domain.kernel.InstitutionId;

/// The seals on the history, and the checkpoints on them. Nothing here waits for whoever adds
/// entries, nor lets them wait.
public interface Seals {
  /// Seals entries that are settled, oldest first: those below which no further one can appear,
  /// whatever is being written at this moment. Of those who call at once, on all nodes, one does
  /// it.
  ///
  /// @param now by the caller's clock, which may differ from the others'
  /// @param limit the most entries, of all institutions together
  /// @return how many entries were sealed
  int seal(Instant now, int limit);

  /// When the oldest entry that is not sealed was written.
  Optional<Instant> unsealedSince();

  /// @return empty where the institution has no seal
  Optional<Status> status(InstitutionId institution);

  /// Keeps a checkpoint on the seal of that number; the first that was kept stays.
  void keep(InstitutionId institution, ExportLine.Signed checkpoint, Instant at);

  /// All checkpoints of an institution, oldest first.
  List<ExportLine.Signed> checkpoints(InstitutionId institution);

  /// Gives an institution's whole history to `each`, line by line as it is at one moment, never all
  /// at once in memory.
  void export(InstitutionId institution, Consumer<ExportLine> each);

  /// How it stands with an institution's seals.
  ///
  /// @param latest its latest seal
  /// @param signedAt when its latest checkpoint was made
  /// @param unsignedSince when the first seal after that checkpoint was made
  record Status(Seal.Head latest, Optional<Instant> signedAt, Optional<Instant> unsignedSince) {}
}
