package shomei.tool;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import shomei.enrollment.engine.RenewalAdviser;
import shomei.enrollment.state.Profile;
import shomei.tool.outcome.ExitCode;
import shomei.tool.outcome.ToolFailure;
import shomei.tool.talk.Texts;

/// `shomei show`.
@Command(name = "show", mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {
  private final ToolContext context;
  private final Texts texts;
  private final Output output;

  @Mixin private final CommonOptions common = new CommonOptions();
  @Mixin private final SubscriberOptions subscriber = new SubscriberOptions();
  @Mixin private final NetworkOptions network = new NetworkOptions();

  @Option(names = "--offline")
  boolean offline;

  ShowCommand(ToolContext context, Texts texts, Output output) {
    this.context = context;
    this.texts = texts;
    this.output = output;
  }

  @Override
  public Integer call() {
    List<Profile> found = subscriber.matching(common.state(context));
    if (found.isEmpty()) {
      throw ToolFailure.of(ExitCode.NOTHING_HELD, "list.none");
    }
    if (found.size() > 1) {
      throw ToolFailure.of(ExitCode.USAGE, "fail.missing", "--subscriber");
    }
    Run run = new Run(context, texts, output, network);
    RenewalAdviser adviser = run.adviser();
    Profile profile = found.getFirst();
    output.show(offline ? adviser.look(profile) : run.advised(adviser, profile));
    return ExitCode.OK.number();
  }
}
