package shomei.pages.oidc;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.util.Base64URL;
import java.util.Set;
import shomei.domain.oidc.SigningKey;
import shomei.domain.oidc.TokenSigner;

/// Signs a JWS with a key that stays on the token.
final class OnToken implements JWSSigner {
  private final JCAContext unused = new JCAContext();
  private final TokenSigner signer;
  private final SigningKey key;

  OnToken(TokenSigner signer, SigningKey key) {
    this.signer = signer;
    this.key = key;
  }

  @Override
  public Base64URL sign(JWSHeader header, byte[] message) {
    return Base64URL.encode(signer.sign(key, message));
  }

  @Override
  public Set<JWSAlgorithm> supportedJWSAlgorithms() {
    return Set.of(IdTokens.ALGORITHM);
  }

  @Override
  public JCAContext getJCAContext() {
    return unused;
  }
}
