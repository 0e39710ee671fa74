package shomei.web.rfc8555;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import shomei.protocol.json.Base64Url;
import shomei.protocol.json.Json;
import shomei.protocol.jwk.Jwk;

/// A client that can do everything right and everything wrong: it writes its JWS itself, with
/// ES256.
final class Client {
  static final String JOSE = "application/jose+json";

  private static final Map<Edge, HttpClient> CLIENTS = new HashMap<>();

  final Edge edge;
  final String institution;
  final KeyPair keys;
  @Nullable String kid;

  Client(Edge edge, String institution, KeyPair keys) {
    this.edge = edge;
    this.institution = institution;
    this.keys = keys;
  }

  /// One with a key and no account.
  static Client at(Edge edge, String institution) {
    return new Client(edge, institution, Keys.p256());
  }

  /// One with an account.
  static Client withAccount(Edge edge, String institution) {
    Client client = at(edge, institution);
    client.createAccount(object()).has(201);
    return client;
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ObjectNode object(String json) {
    return (ObjectNode) Json.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  String url(String relative) {
    return Edge.BASE + "/acme/" + institution + "/" + relative;
  }

  String account() {
    if (kid == null) {
      throw new IllegalStateException("no account");
    }
    return kid;
  }

  Jwk jwk() {
    return Jwk.of(keys.getPublic());
  }

  Answer createAccount(ObjectNode payload) {
    Answer answer = postByKey(url("new-account"), payload);
    if (answer.status() < 300) {
      kid = answer.location();
    }
    return answer;
  }

  String nonce() {
    return send("HEAD", url("new-nonce"), Map.of(), new byte[0]).header("Replay-Nonce");
  }

  Answer get(String url) {
    return send("GET", url, Map.of(), new byte[0]);
  }

  /// POST-as-GET.
  Answer read(String url) {
    return send("POST", url, JOSE, body(sign(header(url), new byte[0])));
  }

  Answer post(String url, JsonNode payload) {
    return send("POST", url, JOSE, body(sign(header(url), Json.write(payload))));
  }

  Answer post(String url, String json) {
    return send("POST", url, JOSE, body(sign(header(url), json.getBytes(StandardCharsets.UTF_8))));
  }

  /// Signs with the key beside it.
  Answer postByKey(String url, JsonNode payload) {
    return send("POST", url, JOSE, body(sign(keyHeader(url), Json.write(payload))));
  }

  /// Posts `{}` to a URL with the header changed before it is signed.
  Answer withHeader(String url, Consumer<ObjectNode> change) {
    ObjectNode header = header(url);
    change.accept(header);
    return send("POST", url, JOSE, body(sign(header, "{}".getBytes(StandardCharsets.UTF_8))));
  }

  /// Reads a URL with the JWS changed after it was signed.
  Answer withJws(String url, Consumer<ObjectNode> change) {
    ObjectNode jws = sign(header(url), new byte[0]);
    change.accept(jws);
    return send("POST", url, JOSE, body(jws));
  }

  /// A right protected header of an account's request, with a fresh nonce.
  ObjectNode header(String url) {
    return object().put("alg", "ES256").put("kid", account()).put("nonce", nonce()).put("url", url);
  }

  ObjectNode keyHeader(String url) {
    ObjectNode header = object().put("alg", "ES256").put("nonce", nonce()).put("url", url);
    header.set("jwk", object(jwk().canonicalJson()));
    return header;
  }

  ObjectNode sign(ObjectNode header, byte[] payload) {
    return sign(keys, header, payload);
  }

  static ObjectNode sign(KeyPair keys, ObjectNode header, byte[] payload) {
    return signRaw(keys, Base64Url.encode(Json.write(header)), Base64Url.encode(payload));
  }

  /// Signs two texts, whatever they are.
  static ObjectNode signRaw(KeyPair keys, String protectedHeader, String payload) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(keys.getPrivate());
      signature.update((protectedHeader + "." + payload).getBytes(StandardCharsets.UTF_8));
      return object()
          .put("protected", protectedHeader)
          .put("payload", payload)
          .put("signature", Base64Url.encode(signature.sign()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] body(JsonNode jws) {
    return Json.write(jws);
  }

  Answer send(String method, String url, String contentType, byte[] body) {
    return send(method, url, Map.of("Content-Type", contentType), body);
  }

  /// The same without waiting for the answer.
  CompletableFuture<Answer> asked(String url, JsonNode payload) {
    byte[] body = body(sign(header(url), Json.write(payload)));
    return http()
        .sendAsync(
            request("POST", url, Map.of("Content-Type", JOSE), body), BodyHandlers.ofByteArray())
        .thenApply(Answer::of);
  }

  Answer send(String method, String url, Map<String, String> headers, byte[] body) {
    try {
      return Answer.of(
          http().send(request(method, url, headers, body), BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private HttpRequest request(String method, String url, Map<String, String> headers, byte[] body) {
    String local = url.replace(Edge.BASE, "https://localhost:" + edge.port());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(local))
            .method(
                method,
                body.length == 0 && !method.equals("POST")
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    return request.build();
  }

  private HttpClient http() {
    synchronized (CLIENTS) {
      return CLIENTS.computeIfAbsent(
          edge, to -> HttpClient.newBuilder().sslContext(to.tls.trusting()).build());
    }
  }

  /// Orders names or a seat.
  Answer order(String type, String... values) {
    ObjectNode order = object();
    List.of(values)
        .forEach(
            value ->
                order.withArray("identifiers").addObject().put("type", type).put("value", value));
    return post(url("new-order"), order);
  }
}
