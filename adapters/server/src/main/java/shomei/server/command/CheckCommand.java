package shomei.server.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import shomei.settings.Config;
import shomei.settings.Fault;
import shomei.settings.Faulty;
import shomei.settings.policy.PolicyFiles;
import shomei.smtp.MailTexts;

@Command(
    name = "check",
    description = "Checks the configuration, the policies and the mail texts, and opens nothing.")
final class CheckCommand implements Callable<Integer> {
  private final Office office;

  CheckCommand(Office office) {
    this.office = office;
  }

  @Override
  public Integer call() throws Faulty {
    Config config = office.config();
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
    if (!faults.isEmpty()) {
      throw new Faulty(faults);
    }
    config.warnings().forEach(warning -> office.out().println("warning: " + warning));
    office.out().println(office.configFile() + " can be used");
    return ExitCode.DONE;
  }
}
