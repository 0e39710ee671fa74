package shomei.protocol.jws;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.util.Map;
import org.jose4j.jca.ProviderContext;
import org.jose4j.jws.JsonWebSignatureAlgorithm;
import org.jose4j.lang.JoseException;
import shomei.protocol.json.Base64Url;
import shomei.protocol.json.Json;

/// Makes the flattened JSON serialization (RFC 7515 §7.2.2).
final class Flattened {

  private Flattened() {}

  static byte[] signingInput(String protectedHeader, String payload) {
    return (protectedHeader + "." + payload).getBytes(StandardCharsets.UTF_8);
  }

  static ObjectNode sign(
      Map<String, Object> header, byte[] payload, JsonWebSignatureAlgorithm algorithm, Key key) {
    String protectedHeader = Base64Url.encode(Json.write(header));
    String encodedPayload = Base64Url.encode(payload);
    try {
      byte[] signature =
          algorithm.sign(
              algorithm.prepareForSign(key, new ProviderContext()),
              signingInput(protectedHeader, encodedPayload));
      ObjectNode jws = JsonNodeFactory.instance.objectNode();
      jws.put("protected", protectedHeader);
      jws.put("payload", encodedPayload);
      jws.put("signature", Base64Url.encode(signature));
      return jws;
    } catch (JoseException refused) {
      throw new IllegalStateException(
          "the key does not sign " + algorithm.getAlgorithmIdentifier(), refused);
    }
  }
}
