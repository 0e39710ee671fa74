package shomei.web.management;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How the parts of a node are.
public final class Readiness {
  private static final Logger log = LoggerFactory.getLogger(Readiness.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Map<String, Probe> probes;
  private final Map<String, Probe> alarms;

  /// @param probes the parts that a node cannot serve without, by name
  /// @param alarms what must be looked after although the node serves, by name
  public Readiness(Map<String, Probe> probes, Map<String, Probe> alarms) {
    this.probes = Map.copyOf(probes);
    this.alarms = Map.copyOf(alarms);
  }

  /// What was seen.
  ///
  /// @param parts whether each is usable
  /// @param alarms whether all is well with each
  public record Look(SortedMap<String, Boolean> parts, SortedMap<String, Boolean> alarms) {
    public Look {
      parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
      alarms = Collections.unmodifiableSortedMap(new TreeMap<>(alarms));
    }

    /// Whether the node can serve.
    public boolean ready() {
      return !parts.containsValue(false);
    }
  }

  /// Probes run at once, each on a thread of its own: one that hangs is not usable, and hides no
  /// other.
  public Look look() {
    Map<String, CompletableFuture<Boolean>> parts = running(probes);
    Map<String, CompletableFuture<Boolean>> rest = running(alarms);
    return new Look(ended(parts), ended(rest));
  }

  private static Map<String, CompletableFuture<Boolean>> running(Map<String, Probe> probes) {
    Map<String, CompletableFuture<Boolean>> running = new TreeMap<>();
    probes.forEach((name, probe) -> running.put(name, start(probe)));
    return running;
  }

  private static SortedMap<String, Boolean> ended(Map<String, CompletableFuture<Boolean>> running) {
    SortedMap<String, Boolean> ended = new TreeMap<>();
    running.forEach((name, answer) -> ended.put(name, usable(name, answer)));
    return ended;
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
}
