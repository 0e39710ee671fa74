package shomei.pki.key;

import java.security.PublicKey;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;

/// One signing key: all that signs certificates, CRLs and OCSP answers signs through this.
///
/// @param label how the keys call it
/// @param publicKey its public half, from a certificate that we trust
public record Signer(CryptoToken keys, String label, PublicKey publicKey) {
  private static final Logger LOG = LoggerFactory.getLogger(Signer.class);

  public SignatureScheme scheme() {
    return SignatureScheme.of(publicKey);
  }

  /// Signs, and verifies before anyone sees it: a signature that a faulty token or a flipped bit
  /// spoiled could give the private key away (and would never verify), so it is dropped.
  ///
  /// @throws Refusal UNAVAILABLE where the key cannot sign now
  public byte[] sign(byte[] message) {
    byte[] signature = keys.sign(label, publicKey, message);
    if (!scheme().verifies(publicKey, message, signature)) {
      LOG.error("the key {} made a signature that does not verify; it was dropped", label);
      throw Refusal.retry(
          Reason.UNAVAILABLE, "the CA cannot sign at the moment", Duration.ofSeconds(5));
    }
    return signature;
  }
}
