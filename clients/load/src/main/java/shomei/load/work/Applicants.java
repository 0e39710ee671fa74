package shomei.load.work;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Those who ask for certificates, one after the other, none of them twice.
public final class Applicants {
  private final Ahead<Applicant> ahead;
  private final long most;

  private Applicants(Ahead<Applicant> ahead, long most) {
    this.ahead = ahead;
    this.most = most;
  }

  /// Names that nobody had before: `r1a2b3-0.load.example.com`.
  ///
  /// @param run tells this run's names from those of others
  /// @param domain below which the names are
  /// @param count made ahead
  public static Applicants dns(String run, String domain, Prover prover, int count) {
    AtomicLong number = new AtomicLong();
    return new Applicants(
        new Ahead<>(
            () ->
                new Applicant(
                    Request.dns(
                        "%s-%s.%s"
                            .formatted(run, Long.toString(number.getAndIncrement(), 36), domain),
                        Keys.p256()),
                    prover,
                    Optional.empty()),
            count),
        Long.MAX_VALUE);
  }

  /// Subscribers with the right to acquire, each once.
  public static Applicants subscribers(List<Subscriber> subscribers) {
    Iterator<Subscriber> each = List.copyOf(subscribers).iterator();
    return new Applicants(
        new Ahead<>(() -> applicant(each.next()), subscribers.size()), subscribers.size());
  }

  private static Applicant applicant(Subscriber subscriber) {
    return new Applicant(
        Request.subscriber(subscriber.name(), Keys.p256()),
        new PinProver(subscriber),
        Optional.of(subscriber));
  }

  Applicant next() {
    return ahead.take();
  }

  long most() {
    return most;
  }

  long madeLate() {
    return ahead.late();
  }
}
