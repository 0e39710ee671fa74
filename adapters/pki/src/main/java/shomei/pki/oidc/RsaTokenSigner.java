package shomei.pki.oidc;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.domain.oidc.SigningKey;
import shomei.domain.oidc.TokenSigner;
import shomei.pki.key.CryptoToken;
import shomei.pki.key.KeyKind;
import shomei.pki.key.Signer;
import shomei.pki.key.Software;
import shomei.pki.status.Purpose;
import shomei.pki.status.TokenAuthorities;

/// [TokenSigner]. Each key has a certificate of the institution's CA beside it, since a token keeps
/// none without.
public final class RsaTokenSigner implements TokenSigner {
  private final CryptoToken keys;
  private final TokenAuthorities authorities;
  private final RandomGenerator random;

  /// @param random cryptographically strong: it draws serial numbers
  public RsaTokenSigner(CryptoToken keys, TokenAuthorities authorities, RandomGenerator random) {
    this.keys = keys;
    this.authorities = authorities;
    this.random = random;
  }

  @Override
  public Octets create(InstitutionId institution, String label) {
    List<X509Certificate> made =
        keys.create(
            label,
            KeyKind.RSA3072,
            (key, sign) -> List.of(authorities.certify(institution, Purpose.OIDC, key, random)));
    return Octets.of(made.getFirst().getPublicKey().getEncoded());
  }

  @Override
  public byte[] sign(SigningKey key, byte[] message) {
    PublicKey publicKey =
        Software.publicKey(SubjectPublicKeyInfo.getInstance(key.publicKey().octets()));
    return new Signer(keys, key.label(), publicKey).sign(message);
  }
}
