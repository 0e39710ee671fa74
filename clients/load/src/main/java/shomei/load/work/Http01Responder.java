package shomei.load.work;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import shomei.protocol.jwk.KeyAuthorization;
import shomei.protocol.message.ChallengeObject;
import shomei.sdk.AcmeAccount;

/// The responder for http-01 (RFC 8555 §8.3): it serves the token of every challenge under way,
/// whatever the name that it is asked by.
public final class Http01Responder implements ChallengeResponder, AutoCloseable {
  private static final String PATH = "/.well-known/acme-challenge/";
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  private final Map<String, byte[]> shown = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  /// @param address where the server under test asks; port 0 takes a free one
  public Http01Responder(InetSocketAddress address) throws IOException {
    this.server = HttpServer.create(address, 0);
    server.createContext(PATH, this::show);
    server.setExecutor(threads);
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public String type() {
    return ChallengeObject.HTTP_01;
  }

  @Override
  public ChallengeObject answer(AcmeAccount account, ChallengeObject challenge) {
    KeyAuthorization authorization = account.keyAuthorization(challenge);
    shown.put(
        String.valueOf(challenge.token()),
        authorization.value().getBytes(StandardCharsets.US_ASCII));
    return account.answerReady(challenge);
  }

  @Override
  public void settled(ChallengeObject challenge) {
    if (challenge.token() != null) {
      shown.remove(challenge.token());
    }
  }

  private void show(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] text = shown.get(exchange.getRequestURI().getPath().substring(PATH.length()));
      if (text == null) {
        exchange.sendResponseHeaders(NOT_FOUND, -1);
      } else {
        exchange.sendResponseHeaders(OK, text.length);
        exchange.getResponseBody().write(text);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
