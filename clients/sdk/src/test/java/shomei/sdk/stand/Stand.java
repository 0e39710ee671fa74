package shomei.sdk.stand;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import shomei.protocol.json.Json;
import shomei.protocol.jws.Jws;
import shomei.protocol.problem.Problem;
import shomei.protocol.problem.ProblemException;
import shomei.protocol.problem.ProblemType;

/// Listens on 127.0.0.1 with TLS, strikes nonces and breaks off as told; [Office] does the work.
public final class Stand implements AutoCloseable {
  private final HttpsServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ReentrantLock one = new ReentrantLock();
  private final Set<String> nonces = ConcurrentHashMap.newKeySet();
  private final AtomicInteger nonceCount = new AtomicInteger();
  private final Map<String, Queue<Fault>> faults = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile boolean spendsNonces = true;
  private final StandCa ca;
  private final Office office;

  public Stand(InstantSource clock) throws Exception {
    ca = new StandCa(clock);
    http = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setHttpsConfigurator(new HttpsConfigurator(ca.tls()));
    http.setExecutor(threads);
    office = new Office(base(), ca, clock, one);
    http.createContext("/", this::handle);
    http.start();
  }

  private String base() {
    return "https://localhost:" + http.getAddress().getPort();
  }

  public URI directory() {
    return URI.create(base() + "/directory");
  }

  /// The same as links name it: `https://HOST:PORT/acme/stand/directory`.
  public URI institution() {
    return URI.create(base() + "/acme/stand/directory");
  }

  public Office office() {
    return office;
  }

  public StandCa ca() {
    return ca;
  }

  /// The root's certificate as a PEM file.
  public Path caFile(Path folder) throws Exception {
    return Files.writeString(folder.resolve("stand-ca.pem"), StandCa.pem(ca.certificate()));
  }

  /// Lets the next request to a kind of resource go wrong; several are used up in order.
  ///
  /// @param resource the first part of the path, e.g. `finalize`
  public void spoil(String resource, Fault... next) {
    faults.computeIfAbsent(resource, r -> new ConcurrentLinkedQueue<>()).addAll(List.of(next));
  }

  /// Takes a nonce again and again, as no server must.
  public void acceptSpentNonces() {
    spendsNonces = false;
  }

  /// Lets nothing go wrong any more.
  public void heal() {
    faults.clear();
  }

  /// What came in, as `METHOD first-part-of-the-path`.
  public List<String> requests() {
    return List.copyOf(requests);
  }

  public long count(String request) {
    return requests.stream().filter(request::equals).count();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String resource = path.split("/", -1)[1];
    requests.add(exchange.getRequestMethod() + " " + resource);
    Queue<Fault> waiting = faults.getOrDefault(resource, new ConcurrentLinkedQueue<>());
    Fault fault = waiting.poll();
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (fault == Fault.CUT_BEFORE) {
      exchange.close();
      return;
    }
    Answer known = answer(exchange, path, body, fault);
    Answer answer = fault == Fault.FUTURE ? known.ofTheFuture() : known;
    if (fault == Fault.CUT_AFTER) {
      exchange.close();
      return;
    }
    answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    if (!path.endsWith("/directory")) {
      exchange.getResponseHeaders().set("Replay-Nonce", nonce());
    }
    boolean empty = exchange.getRequestMethod().equals("HEAD") || answer.body().isEmpty();
    byte[] text = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), empty ? -1 : text.length);
    if (!empty) {
      exchange.getResponseBody().write(text);
    }
    exchange.close();
  }

  private Answer answer(
      HttpExchange exchange,
      String path,
      byte[] body,
      @org.jspecify.annotations.Nullable Fault fault) {
    one.lock();
    try {
      if (fault != null) {
        switch (fault) {
          case BUSY -> throw busy(503);
          case LIMITED -> throw busy(429);
          case BAD_NONCE -> throw new ProblemException(ProblemType.BAD_NONCE, "as told");
          case WEB_PAGE -> {
            return new Answer(200, Map.of("Content-Type", "text/html"), "<html>welcome</html>");
          }
          case CUT_BEFORE, CUT_AFTER, FUTURE -> {}
        }
      }
      if (!exchange.getRequestMethod().equals("POST")) {
        return office.read(path);
      }
      Jws jws = Jws.parse(body);
      if (!(spendsNonces ? nonces.remove(jws.nonce()) : nonces.contains(jws.nonce()))) {
        throw new ProblemException(ProblemType.BAD_NONCE, "this nonce was used or never given");
      }
      return office.act(path, base() + path, jws.toRequest());
    } catch (ProblemException problem) {
      Answer refusal = refusal(problem.problem());
      return fault == Fault.BUSY ? refusal.with("Retry-After", "7") : refusal;
    } finally {
      one.unlock();
    }
  }

  private static ProblemException busy(int status) {
    return new ProblemException(Problem.of(ProblemType.RATE_LIMITED, "busy").withStatus(status));
  }

  private static Answer refusal(Problem problem) {
    Integer status = problem.status();
    return new Answer(
        status == null ? 400 : status,
        Map.of("Content-Type", Problem.MEDIA_TYPE),
        new String(Json.write(problem), StandardCharsets.UTF_8));
  }

  private String nonce() {
    String nonce = "nonce%011d".formatted(nonceCount.incrementAndGet());
    nonces.add(nonce);
    return nonce;
  }

  @Override
  public void close() {
    office.pages().letGo();
    http.stop(0);
    threads.shutdownNow();
  }
}
