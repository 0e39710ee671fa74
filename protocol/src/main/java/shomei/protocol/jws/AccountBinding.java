package shomei.protocol.jws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jose4j.jca.ProviderContext;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import shomei.protocol.jwk.Jwk;

/// An external account binding (RFC 8555 §7.3.4): the account's public key under a MAC whose key
/// the server gave out. MACs are known to this type alone, and it verifies nothing else.
public final class AccountBinding {

  private final MacAlgorithm algorithm;
  private final String kid;
  private final String url;
  private final byte[] signingInput;
  private final byte[] mac;
  private final Jwk boundKey;

  AccountBinding(
      MacAlgorithm algorithm,
      String kid,
      String url,
      byte[] signingInput,
      byte[] mac,
      Jwk boundKey) {
    this.algorithm = algorithm;
    this.kid = kid;
    this.url = url;
    this.signingInput = signingInput;
    this.mac = mac;
    this.boundKey = boundKey;
  }

  public MacAlgorithm algorithm() {
    return algorithm;
  }

  /// Names the key that the server gave out.
  public String kid() {
    return kid;
  }

  /// Must be the outer request's URL.
  public String url() {
    return url;
  }

  /// Whether the MAC is right and the bound key is the given one, compared by thumbprint. Where the
  /// MAC is wrong, it takes the same time for every wrong octet.
  ///
  /// @param macKey the octets given out; fewer than the algorithm's [MacAlgorithm#minKeyOctets()]
  ///   bind nothing
  /// @param accountKey the outer request's key
  public boolean binds(byte[] macKey, Jwk accountKey) {
    return isRight(macKey) && boundKey.equals(accountKey);
  }

  /// Whether the MAC alone is right.
  boolean isRight(byte[] macKey) {
    if (macKey.length < algorithm.minKeyOctets()) {
      return false;
    }
    try {
      return algorithm
          .jose()
          .verifySignature(mac, new HmacKey(macKey), signingInput, new ProviderContext());
    } catch (JoseException fault) {
      throw new IllegalStateException("the provider cannot compute " + algorithm, fault);
    }
  }

  /// Makes the value of `externalAccountBinding`, for a client.
  ///
  /// @param url of newAccount
  /// @throws IllegalArgumentException where the key is too short for the algorithm
  public static ObjectNode create(
      MacAlgorithm algorithm, String kid, byte[] macKey, String url, Jwk accountKey) {
    if (macKey.length < algorithm.minKeyOctets()) {
      throw new IllegalArgumentException("the binding's key is too short for " + algorithm);
    }
    Map<String, Object> header = Map.of("alg", algorithm.name(), "kid", kid, "url", url);
    byte[] payload = accountKey.canonicalJson().getBytes(StandardCharsets.UTF_8);
    return Flattened.sign(header, payload, algorithm.jose(), new HmacKey(macKey));
  }

  @Override
  public String toString() {
    return "AccountBinding[" + algorithm + "]";
  }
}
