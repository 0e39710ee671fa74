package shomei.domain.revocation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Serial;

/// The bulk revocations. What one means is settled when it begins: every certificate that is
/// neither revoked nor expired then, and every one whose order has begun to issue then, so that
/// what is signed and not recorded yet does not slip past; what is begun later is not meant. Every
/// write is one transaction, durable when the call returns.
public interface BulkRevocations {
  /// How many certificates one that begins now would mean.
  long count(InstitutionId institution, Optional<IssuerId> issuer, Instant now);

  /// Begins one, or joins the one that is under way for the same institution and CA; of two that
  /// come at once one begins.
  ///
  /// @param wanted without total, which is counted here
  /// @param entry written where it begins
  /// @return the one that is under way
  BulkRevocation begin(BulkRevocation wanted, Entry entry);

  Optional<BulkRevocation> find(BulkRevocation.Id id);

  /// Those that have not ended, oldest first.
  List<BulkRevocation> underWay();

  /// An institution's, newest first.
  List<BulkRevocation> of(InstitutionId institution);

  /// Revokes a batch of those that are left, each with an entry of its own by the operator who
  /// began, and keeps how far it has come, in the same transaction. Several workers at once take
  /// turns, and none revokes what another has. With KEY_COMPROMISE the keys are barred.
  ///
  /// @return what was revoked; none where the bulk revocation has ended, or nothing is there to be
  ///   revoked at the moment
  List<Serial> revokeNext(BulkRevocation bulk, int limit, Instant now);

  /// Ends it, where nothing is left to revoke and nothing that it means is in issuing any more.
  ///
  /// @param entry written where it ends
  /// @return whether it ended by this call
  boolean end(BulkRevocation.Id id, Instant now, Entry entry);
}
