package shomei.protocol.message;

import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import shomei.protocol.problem.Problem;

/// A challenge (RFC 8555 §8).
///
/// @param type one of the constants here; a client passes over those that it does not know
/// @param token at least 128 bits in base64url; every type of Shomei's but pin-01 needs it
/// @param validated when it was found valid
/// @param error why it is invalid
/// @param codeRequired of pin-01: whether the answer needs the one-time code of the letter as well
public record ChallengeObject(
    String type,
    URI url,
    Status status,
    @Nullable String token,
    @Nullable Instant validated,
    @Nullable Problem error,
    @Nullable Boolean codeRequired) {

  public static final String PIN_01 = "pin-01";
  public static final String POSSESSION_01 = "possession-01";
  public static final String HTTP_01 = "http-01";
  public static final String DNS_01 = "dns-01";
  public static final String TLS_ALPN_01 = "tls-alpn-01";

  public ChallengeObject {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(status, "status");
  }
}
