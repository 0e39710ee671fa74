package shomei.enrollment.pairing;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import shomei.enrollment.Failure;
import shomei.enrollment.state.Profile;

/// Waits for the pages of every profile's account, one request an account, and does what they want,
/// one after the other.
public final class PageWaiting implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final PairingContext context;
  private final Consumer<Optional<Failure>> ended;
  private final ReentrantLock one = new ReentrantLock();
  private final Map<String, Thread> threads = new ConcurrentHashMap<>();

  /// @param ended is told when a run for a page is over, and why it brought no certificate
  public PageWaiting(PairingContext context, Consumer<Optional<Failure>> ended) {
    this.context = context;
    this.ended = ended;
  }

  /// Begins with every profile that has an account; called again, with those that came since.
  public void begin() {
    for (Profile profile : context.state().profiles()) {
      if (profile.settings().account() != null && profile.accountKey().isPresent()) {
        threads.computeIfAbsent(
            profile.name(),
            name ->
                Thread.ofVirtual()
                    .name("waits for " + name)
                    .start(new PageWaiter(context, profile.settings(), one, ended)));
      }
    }
  }

  /// Whether any account waits.
  public boolean isWaiting() {
    return threads.values().stream().anyMatch(Thread::isAlive);
  }

  /// Interrupts what is done for a page; it can be taken up, and the waiting goes on.
  public void interruptRuns() {
    close();
    threads.clear();
    begin();
  }

  /// Ends the waiting; a run for a page is interrupted, and can be taken up.
  @Override
  public void close() {
    threads.values().forEach(Thread::interrupt);
    for (Thread thread : threads.values()) {
      try {
        if (!thread.join(PATIENCE)) {
          return;
        }
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
