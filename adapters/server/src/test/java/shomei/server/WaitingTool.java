package shomei.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import shomei.protocol.json.Base64Url;
import shomei.protocol.json.Json;
import shomei.protocol.jws.AccountBinding;
import shomei.protocol.jws.Jws;
import shomei.protocol.jws.JwsSigner;
import shomei.protocol.jws.MacAlgorithm;
import shomei.sdk.Csr;
import shomei.sdk.Trust;

/// A tool that says every request itself, at a node of its choice.
final class WaitingTool {
  static final ObjectNode SELF =
      JsonNodeFactory.instance.objectNode().put("pc", "PC-123").put("osUser", "taro");

  static {
    SELF.put("version", "0.1").putArray("stores").add("file");
  }

  private final HttpClient http;
  private final String base;
  private final int port;
  private final JwsSigner signer;
  private final String kid;

  record Answer(int status, Optional<String> location, Optional<String> nonce, String body) {
    JsonNode json() {
      return Json.parse(body.getBytes(StandardCharsets.UTF_8));
    }

    String text(String member) {
      return json().path(member).asText();
    }
  }

  /// One with a new account.
  ///
  /// @param port of the node that it asks
  /// @param binding that a page handed over, as `PairingObject` has it
  WaitingTool(Site site, int port, Optional<JsonNode> binding) throws Exception {
    this.http =
        HttpClient.newBuilder()
            .sslContext(Trust.ofCertificates(site.folder().resolve("tls.pem")).context())
            .build();
    this.base = "https://localhost:" + site.acmePort();
    this.port = port;
    this.signer = JwsSigner.of(key());
    String url = url("new-account");
    ObjectNode terms = JsonNodeFactory.instance.objectNode();
    binding.ifPresent(
        key ->
            terms.set(
                "externalAccountBinding",
                AccountBinding.create(
                    MacAlgorithm.HS256,
                    key.path("kid").asText(),
                    Base64Url.decode(key.path("hmac").asText(), "hmac"),
                    url,
                    signer.jwk())));
    Answer made = send(url, signer.request(url, nonce(), Json.write(terms))).join();
    if (made.status() != 201) {
      throw new IllegalStateException(made.body());
    }
    this.kid = made.location().orElseThrow();
  }

  /// One whose account is there.
  WaitingTool(Site site, HttpClient http, KeyPair key, String account) {
    this.http = http;
    this.base = "https://localhost:" + site.acmePort();
    this.port = site.acmePort();
    this.signer = JwsSigner.of(key);
    this.kid = url("account/" + account);
  }

  String url(String relative) {
    return base + "/acme/kita/" + relative;
  }

  /// Waits for a page.
  CompletableFuture<Answer> waits() throws Exception {
    return later(url("waiting"), Json.write(SELF));
  }

  /// The same with the nonce of the answer before.
  CompletableFuture<Answer> waits(String nonce) {
    return send(url("waiting"), signer.request(kid, url("waiting"), nonce, Json.write(SELF)));
  }

  Answer brings(String code) throws Exception {
    return post(url("waiting"), SELF.deepCopy().put("code", code));
  }

  Answer read(String url) throws Exception {
    return later(url, new byte[0]).join();
  }

  Answer post(String url, JsonNode payload) throws Exception {
    return later(url, Json.write(payload)).join();
  }

  Answer post(String url, String json) throws Exception {
    return later(url, json.getBytes(StandardCharsets.UTF_8)).join();
  }

  /// @param pin empty for an account that is bound
  /// @return serial of the certificate, in hexadecimal digits
  String acquires(String seat, Optional<String> pin) throws Exception {
    Answer order =
        post(
            url("new-order"),
            "{\"identifiers\":[{\"type\":\"subscriber\",\"value\":\"" + seat + "\"}]}");
    if (pin.isPresent()) {
      Answer authorization = read(order.json().path("authorizations").get(0).asText());
      String challenge = authorization.json().path("challenges").get(0).path("url").asText();
      post(challenge, "{\"pin\":\"" + pin.get() + "\"}");
    }
    String csr = Base64Url.encode(Csr.ofSubscriber(key()));
    Answer valid = post(order.text("finalize"), "{\"csr\":\"" + csr + "\"}");
    String certificate = valid.text("certificate");
    return certificate.substring(certificate.lastIndexOf('/') + 1);
  }

  private CompletableFuture<Answer> later(String url, byte[] payload) throws Exception {
    return send(url, signer.request(kid, url, nonce(), payload));
  }

  private String nonce() throws Exception {
    return http.send(
            HttpRequest.newBuilder(here(url("new-nonce"))).HEAD().build(),
            BodyHandlers.discarding())
        .headers()
        .firstValue("Replay-Nonce")
        .orElseThrow();
  }

  private CompletableFuture<Answer> send(String url, byte[] jws) {
    HttpRequest request =
        HttpRequest.newBuilder(here(url))
            .header("Content-Type", Jws.MEDIA_TYPE)
            .POST(BodyPublishers.ofByteArray(jws))
            .build();
    return http.sendAsync(request, BodyHandlers.ofString()).thenApply(WaitingTool::answer);
  }

  private URI here(String url) {
    return URI.create(url.replace(base, "https://localhost:" + port));
  }

  private static Answer answer(HttpResponse<String> response) {
    return new Answer(
        response.statusCode(),
        response.headers().firstValue("Location"),
        response.headers().firstValue("Replay-Nonce"),
        response.body());
  }

  private static KeyPair key() throws Exception {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }
}
