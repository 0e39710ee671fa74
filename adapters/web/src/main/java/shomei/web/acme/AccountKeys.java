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
import shomei.protocol.jws.JwsVerifier;

/// Turns keys of the wire into keys of the domain and back. Reading a JWK checks that it is no weak
/// one, and bringing it to the verifier's provider costs as much again, so the latest are
/// remembered, by thumbprint: a key can never be another's.
final class AccountKeys {
  private static final int REMEMBERED = 10_000;

  private final JwsVerifier verifier;
  private final Cache<String, Jwk> read = Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  AccountKeys(JwsVerifier verifier) {
    this.verifier = verifier;
  }

  Jwk of(AccountKey key) {
    return read.get(
        key.thumbprint(),
        thumbprint ->
            verifier.prepared(Jwk.parse(Json.parse(key.jwk().getBytes(StandardCharsets.UTF_8)))));
  }

  /// Remembers a key that came with a request and has signed it.
  ///
  /// @param key prepared by the verifier
  void keep(Jwk key) {
    read.put(key.thumbprint(), key);
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
