package shomei.domain.status;

import java.time.Instant;
import java.util.function.Consumer;
import shomei.domain.kernel.Octets;

/// Makes CRLs with the keys of the CAs.
public interface CrlSigner {
  /// Builds and signs a CRL. All entries are taken before the token is touched.
  ///
  /// @return DER, its signature verified
  /// @throws shomei.domain.kernel.Refusal UNAVAILABLE while the token is away
  Octets sign(Head head, Entries entries);

  /// @param partitioned whether the CRL says that it covers its shard only (RFC 5280 §5.2.5)
  record Head(
      Shard shard, boolean partitioned, long number, Instant thisUpdate, Instant nextUpdate) {}

  /// Called once.
  interface Entries {
    void forEach(Consumer<Statuses.Revoked> each);
  }
}
