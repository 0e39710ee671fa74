package shomei.protocol.jws;

/// The proof in an answer to possession-01: right in form, not yet verified.
///
/// @param certificateSha256 `x5t#S256`: the SHA-256 of the certificate's DER in base64url
/// @param content the key authorization as US-ASCII, signed with the certificate's key
public record SignedProof(String certificateSha256, Signed content) {}
