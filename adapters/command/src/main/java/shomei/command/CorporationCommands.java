package shomei.command;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import shomei.domain.credential.Pin;
import shomei.domain.subscriber.RegisterCorporation.NewCorporation;
import shomei.domain.subscriber.RegisterUser.NewUser;
import shomei.domain.subscriber.Subscriber;
import shomei.settings.Faulty;

@Command(name = "corporation", description = "Corporations.")
final class CorporationCommands {
  static final List<String> BOTH_PINS = List.of("login PIN", "confirmation PIN");
  static final String PIN_FILE =
      "One PIN a line: login, then confirmation. - for the standard input; asked for where absent.";

  private final Context context;

  CorporationCommands(Context context) {
    this.context = context;
  }

  @Command(
      description =
          "Registers a corporation with its administrator's seat, whose right to acquire opens.")
  void add(
      @Parameters(paramLabel = "CONTRACT-ID") String contractId,
      @Mixin InstitutionOption institution,
      @Option(names = "--name", required = true, description = "The corporation's name.")
          String name,
      @Option(names = "--mail", required = true, description = "The administrator's address.")
          String mail,
      @Option(
              names = "--language",
              defaultValue = "JA",
              description = "Of mails: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
          Subscriber.Language language,
      @Option(names = "--pin-file", paramLabel = "FILE", description = PIN_FILE)
          Optional<String> pinFile)
      throws Faulty {
    List<Pin> pins = context.pins().read(pinFile, BOTH_PINS);
    context.work(
        backend -> {
          backend
              .registerCorporation()
              .register(
                  institution.of(backend),
                  new NewCorporation(
                      contractId, name, mail, language, pins.getFirst(), pins.getLast()),
                  context.operator());
          context
              .out()
              .println(
                  "corporation %s is registered; its administrator may acquire and must then change the login PIN"
                      .formatted(contractId));
        });
  }

  /// The commands about users.
  @Command(name = "user", description = "Users of corporations.")
  static final class User {
    private final Context context;

    User(Context context) {
      this.context = context;
    }

    @Command(description = "Registers a user's seat, whose right to acquire opens.")
    void add(
        @Parameters(paramLabel = "CONTRACT-ID") String contractId,
        @Parameters(paramLabel = "USER-ID") String userId,
        @Mixin InstitutionOption institution,
        @Option(names = "--name", required = true, description = "What the holder is called.")
            String name,
        @Option(names = "--mail", required = true, description = "Where notices go.") String mail,
        @Option(
                names = "--language",
                defaultValue = "JA",
                description = "Of mails: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
            Subscriber.Language language,
        @Option(
                names = "--temporary",
                description = "The login PIN must be changed at its first use.")
            boolean temporary,
        @Option(names = "--pin-file", paramLabel = "FILE", description = PIN_FILE)
            Optional<String> pinFile)
        throws Faulty {
      List<Pin> pins = context.pins().read(pinFile, BOTH_PINS);
      context.work(
          backend -> {
            backend
                .registerUser()
                .register(
                    institution.of(backend),
                    new NewUser(
                        contractId,
                        userId,
                        name,
                        mail,
                        language,
                        pins.getFirst(),
                        temporary,
                        pins.getLast()),
                    context.operator());
            context
                .out()
                .println("user %s/%s is registered and may acquire".formatted(contractId, userId));
          });
    }
  }
}
