package shomei.domain.status;

import java.time.Instant;
import shomei.domain.kernel.Octets;

/// What an OCSP client is told.
public sealed interface OcspResponse {
  /// @param der OCSPResponse
  /// @param forAnyone whether it answers the same question from anybody until `nextUpdate`
  record Signed(Octets der, Instant thisUpdate, Instant nextUpdate, boolean forAnyone)
      implements OcspResponse {}

  /// Not signed (RFC 6960 §2.3).
  record Failed(Failure failure) implements OcspResponse {}

  enum Failure {
    MALFORMED_REQUEST(1),
    TRY_LATER(3),
    UNAUTHORIZED(6);

    private final int code;

    Failure(int code) {
      this.code = code;
    }

    /// The OCSPResponseStatus.
    public int code() {
      return code;
    }
  }
}
