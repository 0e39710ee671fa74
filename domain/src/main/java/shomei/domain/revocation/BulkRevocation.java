package shomei.domain.revocation;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import shomei.domain.certificate.RevocationReason;
import shomei.domain.history.Actor;
import shomei.domain.history.Origin;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.IssuerId;

/// The revocation of all certificates of an institution, or of one CA generation, and how far it
/// has come.
///
/// @param issuer the CA generation; empty for all of the institution
/// @param reason as for each certificate
/// @param operator who began it
/// @param total how many there were to revoke when it began, those in issuing included; fewer are
///   revoked where some are revoked by others meanwhile or never come
/// @param done how many it has revoked
public record BulkRevocation(
    Id id,
    InstitutionId institution,
    Optional<IssuerId> issuer,
    Optional<RevocationReason> reason,
    String operator,
    Instant begun,
    long total,
    long done,
    Optional<Instant> ended) {

  /// In whose name certificates are revoked, by whatever process goes on with it.
  public Actor actor() {
    return Actor.operator(operator, new Origin.Server());
  }

  public record Id(UUID value) {
    @Override
    public String toString() {
      return value.toString();
    }
  }
}
