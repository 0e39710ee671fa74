package shomei.web.management;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import shomei.web.http.HttpError;
import shomei.web.http.Request;
import shomei.web.http.Response;
import shomei.web.http.Routes;
import shomei.web.http.Site;

/// `/healthz`: the process lives. `/readyz`: every listener serves and every part that it needs is
/// usable, else 503 naming which are not; alarms are named and change nothing. `/metrics`: what it
/// counts, in Prometheus' text.
public final class ManagementSite implements Site {
  private static final Logger log = LoggerFactory.getLogger(ManagementSite.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

  private final Operations operations;
  private final BooleanSupplier serving;

  /// @param serving whether all listeners take connections
  public ManagementSite(Operations operations, BooleanSupplier serving) {
    this.operations = operations;
    this.serving = serving;
  }

  @Override
  public void mount(Routes routes) {
    routes.get("healthz", "/healthz", request -> fresh(Response.text(200, "alive\n")));
    routes.get("readyz", "/readyz", request -> fresh(ready()));
    routes.get("metrics", "/metrics", request -> fresh(metrics()));
  }

  @Override
  public Response error(Request request, HttpError error) {
    return fresh(Response.text(error));
  }

  private Response metrics() {
    byte[] text = operations.registry().scrape().getBytes(StandardCharsets.UTF_8);
    return Response.of(200, METRICS, text);
  }

  /// Probes run at once, each on a thread of its own: one that hangs is not usable, and hides no
  /// other.
  private Response ready() {
    if (!serving.getAsBoolean()) {
      return Response.text(503, "listeners NOT SERVING\n");
    }
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
    return Response.text(all ? 200 : 503, text.isEmpty() ? "ready\n" : text.toString());
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

  private static Response fresh(Response response) {
    return response.with("Cache-Control", "no-store");
  }
}
