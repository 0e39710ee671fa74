package shomei.domain.oidc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;

/// An authorization code (RFC 6749 §4.1.2): what an application gets through the browser and turns
/// in behind it. Kept is the digest alone.
///
/// *Threat:* a code is stolen on its way, or put into somebody else's login (RFC 9700 §4.5).
/// *Answer:* it is bound to the client, the redirect URI and the S256 challenge of the request (RFC
/// 7636), and the ID token has the request's nonce; `plain` is not known here.
///
/// @param id SHA-256 over the code
/// @param client that asked
/// @param challenge BASE64URL(SHA-256(verifier)), 43 characters
/// @param nonce that the ID token shall have
/// @param session id of the login session that it was given in
public record Code(
    Octets id,
    InstitutionId institution,
    String client,
    String redirectUri,
    String challenge,
    Optional<String> nonce,
    Octets session,
    Instant issued) {
  /// How long it may be turned in.
  public static final Duration LIFETIME = Duration.ofSeconds(60);

  /// Characters.
  public static final int LONGEST_NONCE = 255;

  private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

  /// Whether it could be a challenge of the method S256.
  public static boolean isChallenge(String text) {
    return CHALLENGE.matcher(text).matches();
  }

  public boolean isOver(Instant now) {
    return !now.isBefore(issued.plus(LIFETIME));
  }

  /// Whether it is the verifier that the challenge was made of (RFC 7636 §4.6).
  public boolean isProvenBy(String verifier) {
    Octets digest = Octets.of(verifier.getBytes(StandardCharsets.UTF_8)).sha256();
    byte[] made = Base64.getUrlEncoder().withoutPadding().encode(digest.octets());
    return VERIFIER.matcher(verifier).matches()
        && MessageDigest.isEqual(made, challenge.getBytes(StandardCharsets.UTF_8));
  }
}
