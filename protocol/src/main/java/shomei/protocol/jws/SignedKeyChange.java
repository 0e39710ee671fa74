package shomei.protocol.jws;

import shomei.protocol.jwk.Jwk;

/// The inner JWS of a key change (RFC 8555 §7.3.5): right in form, not yet verified.
///
/// @param newKey verifies the content
/// @param url must be the outer request's
/// @param content the `keyChange` object, which names account and old key
public record SignedKeyChange(Jwk newKey, String url, Signed content) {}
