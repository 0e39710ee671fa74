package shomei.sdk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import shomei.protocol.jwk.Jwk;
import shomei.protocol.jws.AccountBinding;
import shomei.protocol.jws.MacAlgorithm;

/// The key that binds a new account to a partner or to a subscriber (RFC 8555 §7.3.4), as the
/// operator or the portal gave it out.
public final class ExternalAccount {
  private final String kid;
  private final MacAlgorithm algorithm;
  private final byte[] key;

  /// @param kid names the key
  /// @param key the decoded octets; a secret
  public ExternalAccount(String kid, MacAlgorithm algorithm, byte[] key) {
    this.kid = kid;
    this.algorithm = algorithm;
    this.key = key.clone();
  }

  /// Names the key; no secret.
  public String kid() {
    return kid;
  }

  /// The value of `externalAccountBinding`.
  ///
  /// @param newAccount the address that the request goes to
  ObjectNode bind(String newAccount, Jwk accountKey) {
    return AccountBinding.create(algorithm, kid, key, newAccount, accountKey);
  }

  @Override
  public String toString() {
    return "ExternalAccount[" + kid + "]";
  }
}
