package shomei.domain.evidence;

import shomei.domain.kernel.Octets;

/// Reads what a [CheckpointSigner] made, anywhere, with nothing but a root certificate.
public interface CheckpointReader {
  Reading read(Octets cms);

  sealed interface Reading {
    /// Signed by who may sign checkpoints.
    record Good(Checkpoint checkpoint) implements Reading {}

    /// @param why as the end of a sentence that begins with the checkpoint
    record Bad(String why) implements Reading {}
  }
}
