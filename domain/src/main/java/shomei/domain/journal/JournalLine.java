package shomei.domain.journal;

import java.time.Instant;
import java.util.Optional;
import shomei.domain.certificate.Certificate;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Serial;
import shomei.domain.status.Shard;

/// What a journal holds.
public sealed interface JournalLine {
  /// A revocation, with all that CRL and OCSP need of a certificate that nobody else remembers.
  ///
  /// @param shard whose CRL lists it
  /// @param barredKey SHA-256 over the SubjectPublicKeyInfo, where the reason is KEY_COMPROMISE
  record Revoked(
      Serial serial,
      Shard shard,
      InstitutionId institution,
      Instant notAfter,
      Certificate.Revocation revocation,
      Optional<Octets> barredKey)
      implements JournalLine {

    /// Whether it must not be forgotten: the certificate ended later than `endingAfter`, or its key
    /// is barred for good.
    public boolean mattersAfter(Instant endingAfter) {
      return notAfter.isAfter(endingAfter) || barredKey.isPresent();
    }
  }

  /// A number that a CRL was published under.
  record Numbered(Shard shard, long number) implements JournalLine {}
}
