package shomei.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.settings.ConfigKeys;
import shomei.settings.Reference;
import shomei.settings.policy.PolicyFiles;
import shomei.settings.policy.PolicyKeys;
import shomei.settings.policy.ProfileKeys;

@Command(name = "reference", description = "The files that operators write.")
final class FileCommands {
  private final Context context;

  FileCommands(Context context) {
    this.context = context;
  }

  @Command(description = "Every key of the configuration, as a file to edit.")
  void config() {
    context.out().print(Reference.of("", ConfigKeys.ALL));
  }

  @Command(description = "Every key of a policy, as a file to edit.")
  void policy() {
    context.out().print(Reference.of("", PolicyKeys.ALL));
    context.out().println();
    context.out().print(Reference.of("profiles.NAME", ProfileKeys.ALL));
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
