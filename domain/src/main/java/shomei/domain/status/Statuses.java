package shomei.domain.status;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import shomei.domain.certificate.Certificate;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Serial;

/// What became of certificates, in the form that CRLs and OCSP need.
public interface Statuses {
  /// The revocations of those of the serials that the CA issued, in one indexed read that sees
  /// every revocation that was acknowledged before, by whatever node.
  ///
  /// @return no entry for what the CA did not issue, an empty one for what is not revoked
  Map<Serial, Optional<Certificate.Revocation>> of(IssuerId ca, Collection<Serial> serials);

  /// Gives the shard's revoked certificates, by serial, to `each`, one after the other and never
  /// all at once in memory; for a complete CRL those of every shard, one shard after the other.
  ///
  /// @param endingAfter leaves out what expired before
  void revoked(Shard shard, Instant endingAfter, Consumer<Revoked> each);

  /// How many certificates point to the shard.
  long issued(Shard shard);

  record Revoked(Serial serial, Certificate.Revocation revocation) {}
}
