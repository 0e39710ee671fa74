package shomei.domain.account;

import shomei.domain.kernel.Octets;

/// The public key of an account.
///
/// @param jwk the JWK's canonical JSON, without private members
/// @param thumbprint RFC 7638, SHA-256, base64url; two keys are the same when this is
/// @param spkiDigest SHA-256 over the DER SubjectPublicKeyInfo, to compare with certificate keys
public record AccountKey(String jwk, String thumbprint, Octets spkiDigest) {}
