package shomei.domain.history;

import shomei.domain.Octets;
import shomei.domain.issuance.IssuerId;

/// Signs checkpoints with a key that signs nothing else.
public interface CheckpointSigner {
  /// @param ca an issuing CA of the institution, which certifies the key
  /// @return CMS SignedData with the checkpoint in it, and the certificates up to the root
  /// @throws shomei.domain.refusal.Refusal UNAVAILABLE while the token is away
  Octets sign(IssuerId ca, Checkpoint checkpoint);
}
