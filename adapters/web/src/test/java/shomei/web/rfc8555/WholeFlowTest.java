package shomei.web.rfc8555;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import shomei.protocol.json.Base64Url;
import shomei.protocol.json.Json;

/// RFC 8555 §7, from a new account to the certificate, as a client on an event loop does it: one
/// TLS connection, one answer's nonce in the next request, nothing asked twice.
@ExtendWith(VertxExtension.class)
final class WholeFlowTest {
  @RegisterExtension static final Edge edge = new Edge();

  private final Client client = Client.at(edge, "kita");
  private final AtomicReference<String> nonce = new AtomicReference<>("");
  private final AtomicReference<String> account = new AtomicReference<>("");

  private record Reply(int status, MultiMap headers, Buffer body) {
    JsonNode json() {
      return Json.parse(body.getBytes());
    }

    String text(String member) {
      return json().path(member).textValue();
    }

    String location() {
      return Objects.requireNonNull(headers.get("Location"), "no Location");
    }
  }

  @Test
  @Requirement({"ACC-01", "ORD-01", "CHL-02", "FIN-02", "CRT-01"})
  void aSubscriberEnrollsOnOneConnection(Vertx vertx, VertxTestContext test) {
    HttpClient http =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setSsl(true)
                .setTrustAll(true)
                .setVerifyHost(false)
                .setDefaultHost("localhost")
                .setDefaultPort(edge.port()));
    String seat = new Setup(edge).user("kita").name().toString();
    ObjectNode order = Client.object();
    order.withArray("identifiers").addObject().put("type", "subscriber").put("value", seat);
    ObjectNode csr = Client.object().put("csr", Base64Url.encode(Keys.csr(Keys.p256(), List.of())));

    send(http, HttpMethod.HEAD, client.url("new-nonce"), Buffer.buffer())
        .compose(none -> post(http, client.url("new-account"), "{}"))
        .compose(
            made -> {
              account.set(made.location());
              return post(http, client.url("new-order"), order.toString());
            })
        .compose(
            placed ->
                post(http, placed.json().path("authorizations").get(0).textValue(), "")
                    .compose(
                        authorization ->
                            post(
                                http,
                                authorization.json().at("/challenges/0/url").textValue(),
                                Client.object().put("pin", Setup.PIN).toString()))
                    .compose(proven -> post(http, placed.text("finalize"), csr.toString())))
        .compose(valid -> post(http, valid.text("certificate"), ""))
        .onComplete(
            test.succeeding(
                chain ->
                    test.verify(
                        () -> {
                          assertThat(chain.status()).isEqualTo(200);
                          assertThat(chain.headers().get("Content-Type"))
                              .isEqualTo("application/pem-certificate-chain");
                          assertThat(chain.body().toString())
                              .startsWith("-----BEGIN CERTIFICATE-----\n");
                          test.completeNow();
                        })));
  }

  private Future<Reply> post(HttpClient http, String url, String payload) {
    ObjectNode header =
        Client.object().put("alg", "ES256").put("nonce", nonce.get()).put("url", url);
    if (account.get().isEmpty()) {
      header.set("jwk", Client.object(client.jwk().canonicalJson()));
    } else {
      header.put("kid", account.get());
    }
    byte[] body = Client.body(client.sign(header, Buffer.buffer(payload).getBytes()));
    return send(http, HttpMethod.POST, url, Buffer.buffer(body));
  }

  private Future<Reply> send(HttpClient http, HttpMethod method, String url, Buffer body) {
    return http.request(method, url.substring(Edge.BASE.length()))
        .compose(request -> request.putHeader("Content-Type", Client.JOSE).send(body))
        .compose(
            response ->
                response
                    .body()
                    .map(
                        octets -> {
                          nonce.set(Objects.requireNonNull(response.getHeader("Replay-Nonce")));
                          return new Reply(response.statusCode(), response.headers(), octets);
                        }));
  }
}
