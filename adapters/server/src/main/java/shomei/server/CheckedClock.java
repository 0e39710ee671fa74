package shomei.server;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.web.management.Probe;

/// The node's clock for what it dates for others, certificates and CRLs.
///
/// *Threat:* a node whose clock is wrong, by a mistake or by somebody who can reach its time
/// server, issues certificates that have ended or begin next year, and CRLs that nobody accepts.
/// *Answer:* it is compared with the database's; while the two disagree nothing is dated, and it
/// rings. Which of them is wrong nobody here can tell.
final class CheckedClock implements InstantSource, Component {
  /// Far more than clocks that are kept differ by, far less than certificates are backdated.
  private static final Duration MOST = Duration.ofSeconds(30);

  private static final Duration COMPARED = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(CheckedClock.class);

  private final InstantSource clock;
  private final Function<InstantSource, Optional<Duration>> ahead;
  private volatile boolean agrees = true;

  /// @param ahead how far the other clock is ahead of a given one; empty where that cannot be told
  CheckedClock(InstantSource clock, Function<InstantSource, Optional<Duration>> ahead) {
    this.clock = clock;
    this.ahead = ahead;
  }

  /// @throws Refusal UNAVAILABLE while the clocks disagree
  @Override
  public Instant instant() {
    if (!agrees) {
      throw Refusal.retry(
          Reason.UNAVAILABLE,
          "the server's clock and its database's disagree",
          Duration.ofMinutes(1));
    }
    return clock.instant();
  }

  @Override
  public void begin() {
    compare();
  }

  @Override
  public List<Job> jobs() {
    return List.of(new Job("comparing clocks", COMPARED, this::compare));
  }

  @Override
  public Map<String, Probe> alarms() {
    return Map.of("clock", this::agrees);
  }

  /// Compares the clocks. While that cannot be done, what was found before stands.
  void compare() {
    ahead.apply(clock).ifPresent(this::judge);
  }

  private void judge(Duration difference) {
    boolean now = difference.abs().compareTo(MOST) <= 0;
    if (agrees && !now) {
      LOG.error(
          "the database's clock is {} s ahead of this machine's: no certificate or CRL is made"
              + " before they agree",
          difference.toSeconds());
    } else if (!agrees && now) {
      LOG.info("the clocks of this machine and of the database agree again");
    }
    agrees = now;
  }

  boolean agrees() {
    return agrees;
  }
}
