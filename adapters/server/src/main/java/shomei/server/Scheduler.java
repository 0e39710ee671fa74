package shomei.server;

import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import shomei.domain.kernel.Refusal;

/// Works that come round again and again, each on a virtual thread and never twice at once in this
/// node; other nodes do the same works, and the ports settle who does what.
final class Scheduler implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);
  private static final long PATIENCE_SECONDS = 30;

  private final List<Job> jobs;
  private final ScheduledThreadPoolExecutor threads;

  private Scheduler(List<Job> jobs) {
    this.jobs = List.copyOf(jobs);
    this.threads =
        new ScheduledThreadPoolExecutor(
            jobs.size(), Thread.ofVirtual().name("schedule-", 0).factory());
    threads.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
  }

  static Scheduler start(List<Job> jobs) {
    var scheduler = new Scheduler(jobs);
    for (Job job : jobs) {
      long millis = job.every().toMillis();
      var _ =
          scheduler.threads.scheduleWithFixedDelay(
              () -> run(job), millis, millis, TimeUnit.MILLISECONDS);
    }
    return scheduler;
  }

  /// Runs every job once, in the calling thread, after what is under way of it.
  void runAll() {
    jobs.forEach(Scheduler::run);
  }

  /// A job that fails is done again when its time comes round: what it throws must not reach the
  /// threads, which would never start it again.
  private static void run(Job job) {
    try (var _ = MDC.putCloseable("job", job.name())) {
      synchronized (job) {
        job.work().run();
      }
    } catch (Refusal refusal) {
      LOG.warn("{} waits: {}", job.name(), refusal.failure().detail());
    } catch (RuntimeException | Error fault) {
      LOG.error("{} failed", job.name(), fault);
    }
  }

  /// Starts nothing more and lets what runs come to its end.
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("a scheduled work did not end; it is left behind");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
