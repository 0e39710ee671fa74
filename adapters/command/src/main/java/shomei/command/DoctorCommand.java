package shomei.command;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import shomei.settings.Config;
import shomei.settings.binding.Fault;
import shomei.settings.binding.Faulty;

@Command(
    name = "doctor",
    description =
        "Looks at all that a server needs, beside it or without it, says what is wrong and what to"
            + " do, and changes nothing. Ends with 1 where something is wrong.")
final class DoctorCommand implements Callable<Integer> {
  private static final String MEND = "mend the file; `reference config` tells every key";

  private final Context context;

  DoctorCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Optional<Config> config = config();
    if (config.isEmpty()) {
      return ExitCode.REFUSED;
    }
    List<Finding> findings = context.program().examine(config.get());
    findings.forEach(this::tell);
    config.get().warnings().forEach(warning -> line("note", "configuration", warning));
    return findings.stream().allMatch(one -> one.todo().isEmpty())
        ? ExitCode.DONE
        : ExitCode.REFUSED;
  }

  private Optional<Config> config() {
    try {
      Config config = context.config();
      context.program().check(config);
      tell(Finding.well("configuration", context.configFile() + " can be used"));
      return Optional.of(config);
    } catch (Faulty faulty) {
      for (Fault fault : faulty.faults()) {
        tell(Finding.wrong("configuration", fault.toString(), MEND));
      }
      return Optional.empty();
    }
  }

  private void tell(Finding one) {
    line(one.todo().isEmpty() ? "ok" : "WRONG", one.about(), one.told());
    one.todo().ifPresent(todo -> line("", "", "do: " + todo));
  }

  private void line(String state, String about, String text) {
    context.out().println("%-5s  %-13s  %s".formatted(state, about, Visible.text(text)));
  }
}
