package shomei.protocol.jws;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.EdECPublicKey;
import java.util.Optional;
import org.jose4j.jca.ProviderContext;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;
import shomei.protocol.jwk.Jwk;
import shomei.protocol.problem.Problem;
import shomei.protocol.problem.ProblemException;
import shomei.protocol.problem.ProblemType;

/// Checks signatures. The one place where the provider of the verifying arithmetic is chosen: on
/// P-256 they differ by ten times (README, Figures), and verification is what every request costs.
/// Safe for use by many threads.
public final class JwsVerifier {

  private final ProviderContext edwards = new ProviderContext();
  private final ProviderContext others = new ProviderContext();
  private final @Nullable String provider;

  private JwsVerifier(@Nullable String provider) {
    this.provider = provider;
    others.getSuppliedKeyProviderContext().setSignatureProvider(provider);
  }

  /// Takes whatever the Java platform prefers.
  public static JwsVerifier ofPlatform() {
    return new JwsVerifier(null);
  }

  /// Takes the named provider for ECDSA and RSA; Ed25519 stays with the platform.
  ///
  /// @param provider the name of a provider that is installed in [java.security.Security]
  public static JwsVerifier of(String provider) {
    return new JwsVerifier(provider);
  }

  /// A key that will be asked again, as the named provider has it: it would otherwise be brought
  /// there for each signature.
  public Jwk prepared(Jwk key) {
    if (provider == null || key.publicKey() instanceof EdECPublicKey) {
      return key;
    }
    try {
      KeyFactory keys = KeyFactory.getInstance(key.publicKey().getAlgorithm(), provider);
      return key.with((PublicKey) keys.translateKey(key.publicKey()));
    } catch (GeneralSecurityException foreign) {
      // the provider then has no signature of it either
      return key;
    }
  }

  /// The payload, if the key signed it; empty if it did not, or could not have with that algorithm.
  public Optional<byte[]> open(Signed signed, PublicKey key) {
    boolean right =
        signed.algorithm().suits(key)
            && signed.algorithm().isWellFormed(signed.signature(), key)
            && verifies(signed, key);
    return right ? Optional.of(signed.payload().clone()) : Optional.empty();
  }

  /// The payload that the key signed.
  ///
  /// @throws ProblemException `badSignatureAlgorithm` where the algorithm does not go with the key,
  ///   listing those that do; `malformed` where the signature is not the key's
  public byte[] payload(Signed signed, Jwk key) {
    if (!signed.algorithm().suits(key.publicKey())) {
      throw new ProblemException(
          Problem.of(ProblemType.BAD_SIGNATURE_ALGORITHM, "The key does not go with the algorithm.")
              .withAlgorithms(
                  SignatureAlgorithm.suiting(key.publicKey()).stream()
                      .map(SignatureAlgorithm::wireName)
                      .toList()));
    }
    return open(signed, key.publicKey())
        .orElseThrow(() -> ProblemException.malformed("The signature is not that of the key."));
  }

  private boolean verifies(Signed signed, PublicKey key) {
    try {
      return signed
          .algorithm()
          .jose()
          .verifySignature(
              signed.signature(),
              key,
              signed.signingInput(),
              signed.algorithm() == SignatureAlgorithm.EDDSA ? edwards : others);
    } catch (JoseException fault) {
      throw new IllegalStateException("the provider cannot verify " + signed.algorithm(), fault);
    }
  }
}
