package shomei.server;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import shomei.domain.authorization.AnswerChallenge;
import shomei.domain.authorization.JudgePin;
import shomei.domain.authorization.JudgePossession;
import shomei.domain.authorization.ValidateChallenges;
import shomei.domain.subscriber.PinWatch;
import shomei.domain.subscriber.TryPin;
import shomei.postgres.Database;
import shomei.validation.NetworkValidator;
import shomei.web.management.Probe;

/// Judging what clients answer to challenges: PINs and signatures at once, names by a look at the
/// network.
final class Validation implements Component {
  private static final Logger LOG = LoggerFactory.getLogger(Validation.class);

  /// Longer than a look at a name takes, so that nobody is at work on what is older.
  private static final Duration LEFT = Duration.ofMinutes(1);

  /// A look at a host that is near and well takes less; its client then asks twice less.
  private static final Duration MOMENT = Duration.ofMillis(50);

  /// Requests that wait for their looks at once.
  private static final int WAITING = 16;

  private final Adapters adapters;
  private final PinWatch watch;
  private final NetworkValidator network;
  private final ExecutorService looking =
      Executors.newThreadPerTaskExecutor(
          Thread.ofVirtual()
              .name("look-", 0)
              .uncaughtExceptionHandler((thread, fault) -> LOG.error("a look failed", fault))
              .factory());
  private final ValidateChallenges validate;

  Validation(Adapters adapters, PinWatch watch, Tracing tracing) {
    this.adapters = adapters;
    this.watch = watch;
    this.network = new NetworkValidator(Settings.validation(adapters.config), Validation::pause);
    Database database = adapters.database;
    this.validate =
        new ValidateChallenges(
            database.order().authorizations(),
            database.account().accounts(),
            database.institution().institutions(),
            adapters.policies,
            tracing.watched(network),
            look -> looking.execute(asCaller(MDC.getCopyOfContextMap(), Tracing.asCaller(look))),
            new ShortWait(MOMENT, WAITING),
            Validation::pause,
            adapters.clock);
  }

  AnswerChallenge answerChallenge() {
    Database database = adapters.database;
    JudgePin judgePin =
        new JudgePin(
            new TryPin(database.subscribers(), adapters.pins, watch),
            database.subscribers(),
            database.order().authorizations(),
            adapters.pins,
            adapters.letters,
            adapters.clock);
    return new AnswerChallenge(
        adapters.limitedPolicies(),
        judgePin,
        new JudgePossession(
            database.certificates(),
            database.subscribers(),
            database.order().authorizations(),
            judgePin,
            adapters.clock),
        adapters.rateLimits(),
        validate,
        adapters.clock);
  }

  @Override
  public List<Job> jobs() {
    return List.of(
        Job.inBatches(
            "taking up looks that were left",
            adapters.config.schedule().leftovers(),
            limit -> validate.takeUp(LEFT, limit)));
  }

  @Override
  public Map<String, Probe> probes() {
    return Map.of("validation", network::able);
  }

  @Override
  public Map<String, Probe> alarms() {
    return Map.of("resolver", network::resolverAnswers);
  }

  /// What a look logs belongs to the request that asked for it.
  private static Runnable asCaller(@Nullable Map<String, String> caller, Runnable look) {
    return () -> {
      MDC.setContextMap(caller == null ? Map.of() : caller);
      look.run();
    };
  }

  static void pause(Duration time) throws InterruptedException {
    var never = new CountDownLatch(1);
    boolean _ = never.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() throws IOException {
    looking.shutdownNow();
    network.close();
  }
}
