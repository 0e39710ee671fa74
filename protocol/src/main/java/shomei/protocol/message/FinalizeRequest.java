package shomei.protocol.message;

import java.util.Objects;
import shomei.protocol.json.Base64Url;

/// The payload of finalize (RFC 8555 §7.4).
///
/// @param csr PKCS#10 as DER, in base64url
public record FinalizeRequest(String csr) {

  public FinalizeRequest {
    Objects.requireNonNull(csr, "csr");
  }

  public static FinalizeRequest of(byte[] der) {
    return new FinalizeRequest(Base64Url.encode(der));
  }

  /// The octets of the CSR, not yet looked into.
  ///
  /// @throws shomei.protocol.problem.ProblemException `malformed` where the text is not strict
  ///   base64url
  public byte[] der() {
    return Base64Url.decode(csr, "csr");
  }
}
