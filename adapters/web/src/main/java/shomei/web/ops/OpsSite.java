package shomei.web.ops;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import shomei.web.exchange.Head;
import shomei.web.exchange.Reply;
import shomei.web.exchange.Request;
import shomei.web.exchange.Site;
import shomei.web.exchange.Trouble;

/// `/healthz`: the process lives. `/readyz`: every part that it needs is usable, else 503 naming
/// which are not; alarms are named and change nothing. `/metrics`: what it counts, in Prometheus'
/// text.
public final class OpsSite implements Site {
  private static final Logger log = LoggerFactory.getLogger(OpsSite.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

  private final Operations operations;

  public OpsSite(Operations operations) {
    this.operations = operations;
  }

  @Override
  public Reply answer(Request request) {
    String method = request.head().method();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return Reply.text(405, "GET or HEAD\n").with("Allow", "GET, HEAD");
    }
    return switch (request.head().path()) {
      case "/healthz" -> fresh(Reply.text(200, "alive\n"));
      case "/readyz" -> fresh(ready());
      case "/metrics" ->
          fresh(
              Reply.of(
                  200, METRICS, operations.registry().scrape().getBytes(StandardCharsets.UTF_8)));
      default -> Reply.text(404, "/healthz, /readyz or /metrics\n");
    };
  }

  @Override
  public Reply refuse(Trouble trouble, Head head) {
    return Reply.text(trouble.status(), trouble.detail() + "\n");
  }

  @Override
  public String label(String path) {
    return switch (path) {
      case "/healthz", "/readyz", "/metrics" -> path.substring(1);
      default -> "unknown";
    };
  }

  /// Probes run at once, each on a thread of its own: one that hangs is not usable, and hides no
  /// other.
  private Reply ready() {
    Map<String, CompletableFuture<Boolean>> running = running(operations.probes());
    Map<String, CompletableFuture<Boolean>> alarms = running(operations.alarms());
    StringBuilder text = new StringBuilder();
    boolean all = true;
    for (Map.Entry<String, CompletableFuture<Boolean>> probe : running.entrySet()) {
      boolean usable = usable(probe.getKey(), probe.getValue());
      all &= usable;
      text.append(probe.getKey()).append(usable ? " usable\n" : " NOT USABLE\n");
    }
    alarms.forEach(
        (name, well) -> text.append(name).append(usable(name, well) ? " well\n" : " ALARM\n"));
    return Reply.text(all ? 200 : 503, text.isEmpty() ? "ready\n" : text.toString());
  }

  private static Map<String, CompletableFuture<Boolean>> running(Map<String, Probe> probes) {
    Map<String, CompletableFuture<Boolean>> running = new TreeMap<>();
    probes.forEach((name, probe) -> running.put(name, start(probe)));
    return running;
  }

  private static CompletableFuture<Boolean> start(Probe probe) {
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                answer.complete(probe.usable());
              } catch (RuntimeException fault) {
                answer.completeExceptionally(fault);
              }
            });
    return answer;
  }

  private static boolean usable(String name, CompletableFuture<Boolean> answer) {
    try {
      return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      log.warn("{} is not usable", name, failed.getCause());
      return false;
    } catch (TimeoutException hangs) {
      log.warn("{} gave no answer within {}", name, PATIENCE);
      return false;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Reply fresh(Reply reply) {
    return reply.with("Cache-Control", "no-store");
  }
}
