package shomei.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import shomei.enrollment.engine.RenewalAdviser;
import shomei.enrollment.state.CertificateSummary;
import shomei.enrollment.state.Profile;
import shomei.tool.outcome.ExitCode;
import shomei.tool.talk.Texts;

/// `shomei list`.
@Command(name = "list", mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
  private final ToolContext context;
  private final Texts texts;
  private final Output output;

  @Mixin private final CommonOptions common = new CommonOptions();
  @Mixin private final SubscriberOptions subscriber = new SubscriberOptions();
  @Mixin private final NetworkOptions network = new NetworkOptions();

  @Option(names = "--offline")
  boolean offline;

  ListCommand(ToolContext context, Texts texts, Output output) {
    this.context = context;
    this.texts = texts;
    this.output = output;
  }

  @Override
  public Integer call() {
    Run run = new Run(context, texts, output, network);
    RenewalAdviser adviser = run.adviser();
    List<CertificateSummary> certificates = new ArrayList<>();
    for (Profile profile : subscriber.matching(common.state(context))) {
      certificates.add(offline ? adviser.look(profile) : run.advised(adviser, profile));
    }
    output.list(certificates);
    return ExitCode.OK.number();
  }
}
