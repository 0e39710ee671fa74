package shomei.sdk.stand;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;
import shomei.protocol.json.Json;
import shomei.protocol.jws.Jws;
import shomei.protocol.jws.JwsVerifier;
import shomei.protocol.jws.SignedProof;
import shomei.protocol.message.Directory;
import shomei.protocol.message.PossessionResponse;
import shomei.sdk.CertificateFacts;

/// What the stand answers.
record Answer(int status, Map<String, String> headers, String body) {

  Answer with(String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return new Answer(status, more, body);
  }

  /// The same in the words of a newer server.
  Answer ofTheFuture() {
    return new Answer(
        status, headers, body.replace("-01\"", "-99\"").replace("\"found\"", "\"foretold\""));
  }

  static Answer json(int status, Object message) {
    return new Answer(status, Map.of("Content-Type", "application/json"), text(message));
  }

  static String text(Object message) {
    return new String(Json.write(message), StandardCharsets.UTF_8);
  }

  static Directory directory(String base, boolean meetsPages) {
    return new Directory(
        URI.create(base + "/nonce"),
        URI.create(base + "/newaccount"),
        URI.create(base + "/neworder"),
        null,
        URI.create(base + "/revoke"),
        URI.create(base + "/keychange"),
        URI.create(base + "/renewal"),
        meetsPages ? URI.create(base + "/waiting") : null,
        null);
  }

  /// Whether the client's answer shows that it holds the key of the certificate.
  static boolean proves(PossessionResponse response, X509Certificate current, String expected) {
    SignedProof proof = Jws.parse(response.proof()).toProof();
    return proof.certificateSha256().equals(CertificateFacts.sha256(current))
        && JwsVerifier.ofPlatform()
            .open(proof.content(), current.getPublicKey())
            .map(payload -> new String(payload, StandardCharsets.US_ASCII).equals(expected))
            .orElse(false);
  }
}
