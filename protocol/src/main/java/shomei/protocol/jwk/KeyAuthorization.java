package shomei.protocol.jwk;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import shomei.protocol.json.Base64Url;

/// What a client shows to answer a challenge (RFC 8555 §8.1): the challenge's token bound to the
/// account's key.
///
/// @param token of the challenge
/// @param thumbprint of the account's current key
public record KeyAuthorization(String token, String thumbprint) {

  public static KeyAuthorization of(String token, Jwk accountKey) {
    return new KeyAuthorization(token, accountKey.thumbprint());
  }

  /// `token "." thumbprint`: the content for http-01, the payload for possession-01.
  public String value() {
    return token + "." + thumbprint;
  }

  /// The text of the TXT record for dns-01 (RFC 8555 §8.4): base64url of the SHA-256 of the value.
  public String dnsDigest() {
    try {
      byte[] octets = value().getBytes(StandardCharsets.US_ASCII);
      return Base64Url.encode(MessageDigest.getInstance("SHA-256").digest(octets));
    } catch (NoSuchAlgorithmException never) {
      throw new IllegalStateException("every Java platform has SHA-256", never);
    }
  }
}
