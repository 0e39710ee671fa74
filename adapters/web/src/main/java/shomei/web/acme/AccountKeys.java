package shomei.web.acme;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import shomei.domain.account.AccountKey;
import shomei.domain.kernel.Octets;
import shomei.protocol.json.Json;
import shomei.protocol.jwk.Jwk;

/// Turns keys of the wire into keys of the domain and back. Reading a JWK checks that it is no weak
/// one and costs about as much as a signature, so the latest are remembered, by thumbprint: a key
/// can never be another's.
final class AccountKeys {
  private static final int REMEMBERED = 10_000;

  private final Cache<String, Jwk> read = Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  Jwk of(AccountKey key) {
    return read.get(
        key.thumbprint(),
        thumbprint -> Jwk.parse(Json.parse(key.jwk().getBytes(StandardCharsets.UTF_8))));
  }

  static AccountKey of(Jwk key) {
    return new AccountKey(key.canonicalJson(), key.thumbprint());
  }

  /// SHA-256 over the DER SubjectPublicKeyInfo.
  static Octets spkiDigest(Jwk key) {
    try {
      return Octets.of(MessageDigest.getInstance("SHA-256").digest(key.publicKey().getEncoded()));
    } catch (NoSuchAlgorithmException never) {
      throw new IllegalStateException("the JDK lacks SHA-256", never);
    }
  }
}
