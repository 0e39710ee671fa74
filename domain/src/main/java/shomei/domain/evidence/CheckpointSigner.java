package shomei.domain.evidence;

import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Octets;

/// Signs checkpoints with a key that signs nothing else.
public interface CheckpointSigner {
  /// @param ca an issuing CA of the institution, which certifies the key
  /// @return CMS SignedData with the checkpoint in it, and the certificates up to the root
  /// @throws shomei.domain.kernel.Refusal UNAVAILABLE while the token is away
  Octets sign(IssuerId ca, Checkpoint checkpoint);
}
