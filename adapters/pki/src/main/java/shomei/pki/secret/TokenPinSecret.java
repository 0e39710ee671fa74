package shomei.pki.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import shomei.domain.credential.TokenSecret;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.pki.key.CryptoToken;

/// The secret that keys PIN verifiers and the like: a generic secret key beside the signing keys.
///
/// *Threat:* a token that comes back with another secret makes every right PIN look wrong, and
/// locks every seat. *Answer:* the secret has a fingerprint. With another than the caller expects
/// nothing is digested, which is looked at once; that a later session has the same one is for
/// [CryptoToken#mac].
public final class TokenPinSecret implements TokenSecret {
  private static final Logger LOG = LoggerFactory.getLogger(TokenPinSecret.class);
  private static final byte[] FINGERPRINT = framed("fingerprint", new byte[0]);

  private final CryptoToken keys;
  private final String label;
  private volatile @Nullable Octets known;
  private volatile boolean seen;

  /// @param label of the secret; made by [CryptoToken#createSecret]
  /// @param expected the fingerprint that an earlier run saw, where it was kept
  public TokenPinSecret(CryptoToken keys, String label, Optional<Octets> expected) {
    this.keys = keys;
    this.label = label;
    this.known = expected.orElse(null);
  }

  @Override
  public byte[] mac(Purpose purpose, byte[] data) {
    if (!seen) {
      fingerprint();
    }
    return keys.mac(label, framed(purpose.name(), data));
  }

  /// What tells this secret from others and gives nothing of it away: 32 octets, to be kept and
  /// handed to the constructor next time.
  ///
  /// @throws Refusal UNAVAILABLE while the token is away, or holds another secret
  public Octets fingerprint() {
    Octets now = Octets.of(keys.mac(label, FINGERPRINT));
    Octets before = known;
    if (before == null) {
      known = now;
    } else if (!MessageDigest.isEqual(before.octets(), now.octets())) {
      LOG.error("the secret {} is another than it was: nothing is digested with it", label);
      throw Refusal.retry(
          Reason.UNAVAILABLE, "the CA's token is not the right one", Duration.ofSeconds(5));
    }
    seen = true;
    return now;
  }

  /// Whether the token answers, and with the right secret.
  public boolean ready() {
    try {
      return fingerprint().length() > 0;
    } catch (Refusal e) {
      return false;
    }
  }

  /// The purpose has no zero octet, so that where it ends and the data begins is one place.
  private static byte[] framed(String purpose, byte[] data) {
    byte[] head = ("shomei/" + purpose + "\0").getBytes(StandardCharsets.US_ASCII);
    byte[] all = new byte[head.length + data.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(data, 0, all, head.length, data.length);
    return all;
  }
}
