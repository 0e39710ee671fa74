package shomei.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.settings.Config;
import shomei.settings.binding.Reference;
import shomei.settings.policy.PolicyFile;
import shomei.settings.policy.PolicyFiles;

@Command(name = "reference", description = "The files that operators write.")
final class FileCommands {
  private final Context context;

  FileCommands(Context context) {
    this.context = context;
  }

  @Command(description = "Every key of the configuration, as a file to edit.")
  void config() {
    context.out().print(Reference.text(Config.class));
  }

  @Command(description = "Every key of a policy, as a file to edit.")
  void policy() {
    context.out().print(Reference.text(PolicyFile.class));
  }

  @Command(name = "shipped-policy", description = "Prints a policy that ships, to copy and edit.")
  void shippedPolicy(
      @Parameters(paramLabel = "NAME", description = "acme, biznet or densai") String name) {
    if (!PolicyFiles.SHIPPED.contains(name)) {
      throw new Refusal(
          Reason.NOT_FOUND, "these policies ship: " + String.join(", ", PolicyFiles.SHIPPED));
    }
    context.out().print(PolicyFiles.text(name));
  }
}
