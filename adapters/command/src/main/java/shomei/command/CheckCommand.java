package shomei.command;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import shomei.settings.Config;
import shomei.settings.binding.Faulty;

@Command(
    name = "check",
    description =
        "Checks the configuration and the policies, mail texts and downloads, and opens nothing.")
final class CheckCommand implements Callable<Integer> {
  private final Context context;

  CheckCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Faulty {
    Config config = context.config();
    List<String> warnings = context.program().check(config);
    Stream.concat(config.warnings().stream(), warnings.stream())
        .forEach(warning -> context.out().println("warning: " + warning));
    context.out().println(context.configFile() + " can be used");
    return ExitCode.DONE;
  }
}
