package shomei.domain.account;

/// The public key of an account.
///
/// @param jwk the JWK's canonical JSON, without private members
/// @param thumbprint RFC 7638, SHA-256, base64url; two keys are the same when this is
public record AccountKey(String jwk, String thumbprint) {}
