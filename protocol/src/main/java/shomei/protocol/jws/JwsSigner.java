package shomei.protocol.jws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.HashMap;
import java.util.Map;
import shomei.protocol.json.Json;
import shomei.protocol.jwk.Jwk;

/// Signs what a client sends. The private key may live on a token, as long as its provider is
/// installed in [java.security.Security]: the platform then finds the provider that can use it.
public final class JwsSigner {

  private final PrivateKey privateKey;
  private final Jwk jwk;
  private final SignatureAlgorithm algorithm;

  private JwsSigner(PrivateKey privateKey, Jwk jwk, SignatureAlgorithm algorithm) {
    this.privateKey = privateKey;
    this.jwk = jwk;
    this.algorithm = algorithm;
  }

  /// Signs with the usual algorithm of the key: ES256, ES384, EdDSA or RS256.
  ///
  /// @throws shomei.protocol.problem.ProblemException `badPublicKey` where a server would refuse
  ///   the key
  public static JwsSigner of(KeyPair keys) {
    return of(keys.getPrivate(), keys.getPublic());
  }

  /// @see #of(KeyPair)
  public static JwsSigner of(PrivateKey privateKey, PublicKey publicKey) {
    Jwk jwk = Jwk.of(publicKey);
    return new JwsSigner(privateKey, jwk, SignatureAlgorithm.suiting(jwk.publicKey()).getFirst());
  }

  /// The same key with another algorithm, e.g. [SignatureAlgorithm#PS256] for an RSA key.
  ///
  /// @throws IllegalArgumentException where they do not go together
  public JwsSigner with(SignatureAlgorithm other) {
    if (!other.suits(jwk.publicKey())) {
      throw new IllegalArgumentException("the key does not go with " + other);
    }
    return new JwsSigner(privateKey, jwk, other);
  }

  public Jwk jwk() {
    return jwk;
  }

  /// The body of a request that carries its own key: newAccount, and revokeCert by the
  /// certificate's key.
  ///
  /// @param payload empty for POST-as-GET
  public byte[] request(String url, String nonce, byte[] payload) {
    return Json.write(sign(Map.of("jwk", jwk, "nonce", nonce, "url", url), payload));
  }

  /// The body of a request of an account.
  ///
  /// @param accountUrl as newAccount's `Location` told it
  /// @param payload empty for POST-as-GET
  public byte[] request(String accountUrl, String url, String nonce, byte[] payload) {
    return Json.write(sign(Map.of("kid", accountUrl, "nonce", nonce, "url", url), payload));
  }

  /// The inner JWS of a key change, to be signed with the new key; it is the payload of the outer
  /// request.
  ///
  /// @param payload the `keyChange` object, which names account and old key
  public byte[] keyChange(String url, byte[] payload) {
    return Json.write(sign(Map.of("jwk", jwk, "url", url), payload));
  }

  /// The proof for possession-01, to be signed with the current certificate's key.
  ///
  /// @param certificateSha256 the SHA-256 of that certificate's DER, in base64url
  /// @param keyAuthorization of the challenge and the account's key
  public ObjectNode proof(String certificateSha256, String keyAuthorization) {
    return sign(
        Map.of("x5t#S256", certificateSha256),
        keyAuthorization.getBytes(StandardCharsets.US_ASCII));
  }

  private ObjectNode sign(Map<String, Object> parameters, byte[] payload) {
    Map<String, Object> header = new HashMap<>(parameters);
    header.put("alg", algorithm.wireName());
    return Flattened.sign(header, payload, algorithm.jose(), privateKey);
  }

  @Override
  public String toString() {
    return "JwsSigner[" + algorithm.wireName() + ", " + jwk.thumbprint() + "]";
  }
}
