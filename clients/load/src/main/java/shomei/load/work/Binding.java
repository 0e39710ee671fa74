package shomei.load.work;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import shomei.protocol.jwk.Jwk;
import shomei.protocol.jws.AccountBinding;
import shomei.protocol.jws.MacAlgorithm;

/// A key for external account binding (RFC 8555 §7.3.4), as the operator gave it out.
public final class Binding {
  private final String kid;
  private final byte[] mac;

  /// @param mac decoded; a secret
  public Binding(String kid, byte[] mac) {
    this.kid = kid;
    this.mac = mac.clone();
  }

  ObjectNode bind(URI newAccount, Jwk accountKey) {
    return AccountBinding.create(MacAlgorithm.HS256, kid, mac, newAccount.toString(), accountKey);
  }

  @Override
  public String toString() {
    return "Binding[" + kid + "]";
  }
}
