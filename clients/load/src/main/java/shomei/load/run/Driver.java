package shomei.load.run;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import shomei.load.wire.Faults;
import shomei.load.wire.OperationFailure;
import shomei.load.wire.SimulatedClient;
import shomei.load.wire.Target;
import shomei.load.work.Workload;
import shomei.sdk.AcmeFailure;

/// Lets clients do a workload: first while it gets warm, then counted. What begins in the counted
/// time counts, however late it ends; everything that was begun is ended.
public final class Driver {
  private final Plan plan;
  private final Workload workload;
  private final List<Target> targets;
  private final Tally warm = new Tally();
  private final Tally counted = new Tally();
  private final AtomicLong tickets = new AtomicLong();
  private final AtomicLong countedTickets = new AtomicLong();
  private final AtomicLong lastEnd = new AtomicLong();
  private final LongAdder done = new LongAdder();
  private final LongAdder failed = new LongAdder();

  /// How long and how hard.
  ///
  /// @param clients operations under way at once, at most
  /// @param count operations that are counted, at most
  /// @param freshConnections whether each operation opens a connection of its own
  public record Plan(
      int clients,
      Pace pace,
      Duration warmUp,
      Duration counted,
      long count,
      boolean freshConnections,
      Faults faults) {}

  /// @param targets the clients take them in turn
  public Driver(Plan plan, Workload workload, List<Target> targets) {
    this.plan = plan;
    this.workload = workload;
    this.targets = List.copyOf(targets);
  }

  /// What is told while it runs.
  public interface Listener {
    /// The run has begun, and is not warm yet.
    void begun(long nanoTime, LongAdder done, LongAdder failed);

    /// Counting begins.
    void warm();

    /// The last operation has ended.
    void ended();
  }

  /// Runs to the end.
  ///
  /// @return the counted time: until the plan's end, or the end of the last operation after it
  public Duration run(Listener listener) throws InterruptedException {
    long begun = System.nanoTime();
    listener.begun(begun, done, failed);
    CountDownLatch warmed = new CountDownLatch(1);
    long countFrom = begun + plan.warmUp.toNanos();
    long end = countFrom + plan.counted.toNanos();
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < plan.clients; i++) {
      Target target = targets.get(i % targets.size());
      clients.add(
          Thread.ofVirtual()
              .name("client-" + i)
              .start(() -> client(target, begun, countFrom, end, warmed)));
    }
    Thread warming =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    warmed.await();
                    listener.warm();
                  } catch (InterruptedException over) {
                    Thread.currentThread().interrupt();
                  }
                });
    for (Thread client : clients) {
      client.join();
    }
    warming.interrupt();
    warming.join();
    listener.ended();
    return Duration.ofNanos(
        lastEnd.get() == 0 ? plan.counted.toNanos() : lastEnd.get() - countFrom);
  }

  public Tally counted() {
    return counted;
  }

  public Tally warm() {
    return warm;
  }

  private void client(Target target, long begun, long countFrom, long end, CountDownLatch warmed) {
    try (SimulatedClient client = new SimulatedClient(target, plan.faults, warm)) {
      while (tickets.getAndIncrement() < workload.most()) {
        long intended = plan.pace.next(begun);
        boolean counts = intended >= countFrom;
        if (counts) {
          warmed.countDown();
        }
        if (intended >= end || counts && countedTickets.getAndIncrement() >= plan.count) {
          return;
        }
        Tally tally = counts ? counted : warm;
        client.begin(tally);
        operate(client, tally, intended, begun);
        if (counts) {
          lastEnd.accumulateAndGet(System.nanoTime(), Math::max);
        }
        if (plan.freshConnections) {
          client.hangUp();
        }
      }
    }
  }

  private void operate(SimulatedClient client, Tally tally, long intended, long begun) {
    try {
      String operation = workload.run(client);
      long now = System.nanoTime();
      tally.done(operation, now - intended, now - begun);
      done.increment();
    } catch (OperationFailure why) {
      fail(tally, why, begun);
    } catch (AcmeFailure why) {
      fail(tally, client.explain(why), begun);
    } catch (IOException broken) {
      fail(tally, new OperationFailure("connection", broken.toString()), begun);
    }
  }

  private void fail(Tally tally, OperationFailure why, long begun) {
    tally.failed(why, System.nanoTime() - begun);
    failed.increment();
  }
}
