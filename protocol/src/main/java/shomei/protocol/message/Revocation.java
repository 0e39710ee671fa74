package shomei.protocol.message;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import shomei.protocol.json.Base64Url;

/// The payload of revokeCert (RFC 8555 §7.6).
///
/// @param certificate X.509 as DER, in base64url
/// @param reason a CRLReason (RFC 5280 §5.3.1), unchecked here
public record Revocation(String certificate, @Nullable Integer reason) {

  public Revocation {
    Objects.requireNonNull(certificate, "certificate");
  }

  /// The octets of the certificate, not yet looked into.
  ///
  /// @throws shomei.protocol.problem.ProblemException `malformed` where the text is not strict
  ///   base64url
  public byte[] der() {
    return Base64Url.decode(certificate, "certificate");
  }
}
