package shomei.protocol.jws;

import shomei.protocol.jwk.Jwk;

/// Who says that they signed a request: the holder of the key beside it, or an account (RFC 8555
/// §6.2). A request names exactly one.
public sealed interface Signatory {

  /// From `jwk`.
  record KeyHolder(Jwk jwk) implements Signatory {}

  /// From `kid`.
  ///
  /// @param url of the account, as the client wrote it: to be compared as exact text
  record AccountHolder(String url) implements Signatory {}
}
