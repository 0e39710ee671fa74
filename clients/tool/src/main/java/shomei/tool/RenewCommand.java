package shomei.tool;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import shomei.enrollment.KeyType;
import shomei.enrollment.engine.Enrollment;
import shomei.enrollment.engine.EnrollmentOptions;
import shomei.enrollment.engine.EnrollmentType;
import shomei.enrollment.engine.RenewalAdviser;
import shomei.enrollment.state.CertificateSummary;
import shomei.enrollment.state.CertificateSummary.Renewable;
import shomei.enrollment.state.CertificateSummary.Subject;
import shomei.enrollment.state.Profile;
import shomei.enrollment.state.StateDirectory;
import shomei.tool.outcome.ExitCode;
import shomei.tool.outcome.ToolFailure;
import shomei.tool.talk.Texts;

/// `shomei renew`.
@Command(name = "renew", mixinStandardHelpOptions = true)
final class RenewCommand implements Callable<Integer> {
  private final ToolContext context;
  private final Texts texts;
  private final Output output;

  @Mixin private final CommonOptions common = new CommonOptions();
  @Mixin private final SubscriberOptions subscriber = new SubscriberOptions();
  @Mixin private final NetworkOptions network = new NetworkOptions();
  @Mixin private final SecretOptions secrets = new SecretOptions();

  @Option(names = "--key-type", paramLabel = "TYPE", defaultValue = "p256")
  KeyType keyType = KeyType.P256;

  @Option(names = "--profile", paramLabel = "NAME")
  @Nullable String certificateProfile;

  RenewCommand(ToolContext context, Texts texts, Output output) {
    this.context = context;
    this.texts = texts;
    this.output = output;
  }

  @Override
  public Integer call() {
    Run run = new Run(context, texts, output, network);
    run.greet();
    StateDirectory state = common.state(context);
    state.holding(
        () ->
            run.enroll(
                EnrollmentType.RENEW,
                choose(run, subscriber.matching(state)),
                Optional.empty(),
                new EnrollmentOptions(keyType, certificateProfile, Optional.empty()),
                secrets.sources(null, null, network)));
    return ExitCode.OK.number();
  }

  /// The one that fits; of several, the one that the person picks from those that may be renewed.
  private Profile choose(Run run, List<Profile> fitting) {
    if (fitting.isEmpty()) {
      throw ToolFailure.of(ExitCode.NOTHING_HELD, "list.none");
    }
    if (fitting.size() == 1) {
      return fitting.getFirst();
    }
    RenewalAdviser adviser = run.adviser();
    List<CertificateSummary> renewable =
        fitting.stream()
            .map(profile -> run.advised(adviser, profile))
            .filter(
                one ->
                    one.renewable() != Renewable.NO
                        || Enrollment.unfinished(one.profile()).isPresent())
            .toList();
    return switch (renewable.size()) {
      case 0 -> throw ToolFailure.of(ExitCode.RENEWAL_NOT_OPEN, "fail.nothingRenewable");
      case 1 -> renewable.getFirst().profile();
      default -> renewable.get(ask(run, renewable)).profile();
    };
  }

  private int ask(Run run, List<CertificateSummary> renewable) {
    for (int i = 0; i < renewable.size(); i++) {
      CertificateSummary one = renewable.get(i);
      context
          .err()
          .println(
              texts.say(
                  "list.choice",
                  i + 1,
                  one.subject()
                      .map(subject -> String.valueOf(subject.commonName()))
                      .orElse(one.subscriber()),
                  one.subject().<Object>map(Subject::notAfter).orElse("-"),
                  one.server()));
    }
    String answer =
        run.ask(texts.say("ask.which", renewable.size()))
            .orElseThrow(
                () ->
                    context.terminal().isPresent()
                        ? ToolFailure.of(ExitCode.NEEDS_INPUT, "fail.noAnswer")
                        : ToolFailure.of(ExitCode.NEEDS_INPUT, "fail.needsInput", "--subscriber"));
    try {
      int number = Integer.parseInt(answer);
      if (number >= 1 && number <= renewable.size()) {
        return number - 1;
      }
    } catch (NumberFormatException noNumber) {
      // told below
    }
    throw ToolFailure.of(ExitCode.USAGE, "fail.noSuchChoice", answer);
  }
}
