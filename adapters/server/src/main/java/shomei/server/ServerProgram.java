package shomei.server;

import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import shomei.command.Backend;
import shomei.command.Finding;
import shomei.command.Program;
import shomei.domain.evidence.CheckpointReader;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.pki.history.CmsReader;
import shomei.settings.Config;
import shomei.settings.binding.Fault;
import shomei.settings.binding.Faulty;
import shomei.settings.policy.PolicyFiles;
import shomei.smtp.MailTexts;

/// What the commands need, out of this server.
public final class ServerProgram implements Program {
  private static final Duration COME_AGAIN = Duration.ofSeconds(5);

  private final InstantSource clock;
  private final RandomGenerator random;

  /// @param random cryptographically strong
  public ServerProgram(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Backend open(Config config) throws Faulty {
    try {
      return new OperatorBackend(Adapters.visit(config, clock, random));
    } catch (Unavailable e) {
      throw refusal(e);
    }
  }

  @Override
  public AutoCloseable serve(Config config) throws Faulty {
    try {
      Adapters adapters = Adapters.open(config, clock, random);
      try {
        Server server = Server.start(adapters, System.getenv());
        return () -> {
          try (adapters) {
            server.close();
          }
        };
      } catch (RuntimeException e) {
        adapters.close();
        throw e;
      }
    } catch (Unavailable e) {
      throw refusal(e);
    }
  }

  private static Refusal refusal(Unavailable unavailable) {
    return Refusal.retry(Reason.UNAVAILABLE, String.valueOf(unavailable.getMessage()), COME_AGAIN);
  }

  @Override
  public List<String> check(Config config) throws Faulty {
    List<Fault> faults = new ArrayList<>();
    try {
      PolicyFiles.read(config.policies());
    } catch (Faulty e) {
      faults.addAll(e.faults());
    }
    try {
      MailTexts.read(config.mailTexts());
    } catch (IllegalArgumentException e) {
      String.valueOf(e.getMessage()).lines().forEach(line -> faults.add(new Fault(line, "", "")));
    }
    List<String> warnings = downloads(config, faults);
    if (!faults.isEmpty()) {
      throw new Faulty(faults);
    }
    return warnings;
  }

  /// A package that is not offered keeps no server from starting.
  private static List<String> downloads(Config config, List<Fault> faults) {
    Optional<Config.Downloads> wanted = config.pages().flatMap(Config.Pages::downloads);
    if (wanted.isEmpty()) {
      return List.of();
    }
    try {
      return Downloads.folder(wanted.get()).faults().stream()
          .map(fault -> "pages.downloads.folder: " + fault)
          .toList();
    } catch (IllegalArgumentException e) {
      faults.add(
          new Fault(
              wanted.get().signerFile().orElseThrow().toString(),
              "pages.downloads.signerFile",
              String.valueOf(e.getMessage())));
      return List.of();
    }
  }

  @Override
  public List<Finding> examine(Config config) {
    return new Doctor(config, clock, random).examine();
  }

  @Override
  public CheckpointReader checkpoints(InputStream roots) {
    return CmsReader.trusting(roots);
  }
}
