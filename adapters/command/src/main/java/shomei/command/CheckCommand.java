package shomei.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import shomei.settings.Config;
import shomei.settings.binding.Faulty;

@Command(
    name = "check",
    description = "Checks the configuration, the policies and the mail texts, and opens nothing.")
final class CheckCommand implements Callable<Integer> {
  private final Context context;

  CheckCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Faulty {
    Config config = context.config();
    context.program().check(config);
    config.warnings().forEach(warning -> context.out().println("warning: " + warning));
    context.out().println(context.configFile() + " can be used");
    return ExitCode.DONE;
  }
}
