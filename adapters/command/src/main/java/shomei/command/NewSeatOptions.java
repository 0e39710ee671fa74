package shomei.command;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import shomei.domain.credential.Pin;
import shomei.domain.subscriber.Subscriber;

/// What every new seat has.
final class NewSeatOptions {
  @Option(
      names = "--language",
      defaultValue = "JA",
      description = "Of mails: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Subscriber.Language language = Subscriber.Language.JA;

  @Option(
      names = "--pin-file",
      paramLabel = "FILE",
      description =
          "One PIN a line: login, then confirmation. - for the standard input; asked for where"
              + " absent.")
  private Optional<String> pinFile = Optional.empty();

  Subscriber.Language language() {
    return language;
  }

  /// The login PIN and the confirmation PIN.
  List<Pin> pins(Context context) {
    return context.pins().read(pinFile, List.of("login PIN", "confirmation PIN"));
  }
}
