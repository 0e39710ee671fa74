package shomei.command;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import shomei.domain.credential.Pin;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.subscriber.RegisterCorporation;
import shomei.domain.subscriber.RegisterCorporation.NewCorporation;
import shomei.domain.subscriber.RegisterUser;
import shomei.domain.subscriber.RegisterUser.NewUser;
import shomei.domain.subscriber.Registered;
import shomei.domain.subscriber.Subscriber;
import shomei.settings.binding.Faulty;

@Command(name = "corporation", description = "Corporations.")
final class CorporationCommands {
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
      @Mixin AccountOptions account,
      @Mixin NewSeatOptions seat)
      throws Faulty {
    List<Pin> pins = seat.pins(context);
    context.work(
        backend -> {
          Registered registered =
              backend
                  .registerCorporation()
                  .register(
                      institution.of(backend),
                      new NewCorporation(
                          contractId,
                          name,
                          mail,
                          seat.language(),
                          pins.getFirst(),
                          pins.getLast(),
                          account.account()),
                      context.operator());
          context
              .out()
              .println(
                  "corporation %s is registered; its administrator %s"
                      .formatted(
                          contractId,
                          registered.seat().activated()
                              ? "may acquire and must then change the login PIN"
                              : "acquires the login ID first, at the pages"));
          LetterLine.print(context.out(), registered.letterCode());
        });
  }

  @Command(
      name = "import",
      description = {
        "Registers the corporations that a CSV file lists, with the columns contractId, name, mail,"
            + " loginPin, confirmationPin and, if need be, language (ja or en), and branch,"
            + " accountKind (ordinary, current or savings) and accountNumber.",
        "Every fault of the file is told before anything is done.",
        Import.LETTERS
      })
  void importFile(@Mixin Import file, @Mixin InstitutionOption institution) throws Faulty {
    List<CsvFile.Row> rows =
        file.rows(SeatColumns.CORPORATION, SeatColumns.OPTIONAL_OF_CORPORATION);
    context.work(
        backend -> {
          Institution of = institution.of(backend);
          RegisterCorporation use = backend.registerCorporation();
          file.run(
              rows,
              "corporations",
              new Import.Job<>(
                  CorporationCommands::corporation,
                  NewCorporation::contractId,
                  one -> backend.subscribers().corporation(of.id(), one.contractId()).isPresent(),
                  one -> use.check(of, one),
                  one -> use.register(of, one, context.operator()).letterCode()),
              context);
        });
  }

  private static NewCorporation corporation(CsvFile.Row row) {
    return new NewCorporation(
        row.get("contractId"),
        row.get("name"),
        row.get("mail"),
        SeatColumns.language(row),
        Pin.attempt(row.get("loginPin")),
        Pin.attempt(row.get("confirmationPin")),
        SeatColumns.account(row));
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
                names = "--keep-pin",
                description = "The login PIN need not be changed at its first use.")
            boolean keepPin,
        @Mixin NewSeatOptions seat)
        throws Faulty {
      List<Pin> pins = seat.pins(context);
      context.work(
          backend -> {
            Registered registered =
                backend
                    .registerUser()
                    .register(
                        institution.of(backend),
                        new NewUser(
                            contractId,
                            userId,
                            name,
                            mail,
                            seat.language(),
                            pins.getFirst(),
                            !keepPin,
                            pins.getLast()),
                        context.operator());
            context
                .out()
                .println(
                    "user %s/%s is registered and %s"
                        .formatted(contractId, userId, next(registered.seat())));
            LetterLine.print(context.out(), registered.letterCode());
          });
    }

    private static String next(Subscriber seat) {
      if (!seat.activated()) {
        return "acquires the login ID first, at the pages";
      }
      return seat.temporaryPin()
          ? "may acquire; the login PIN must then be changed"
          : "may acquire";
    }

    @Command(
        name = "import",
        description = {
          "Registers the users that a CSV file lists, with the columns contractId, userId, name,"
              + " mail, loginPin, confirmationPin and, if need be, language (ja or en).",
          "The login PINs must be changed at first use. Every fault of the file is told before"
              + " anything is done.",
          Import.LETTERS
        })
    void importFile(@Mixin Import file, @Mixin InstitutionOption institution) throws Faulty {
      List<CsvFile.Row> rows = file.rows(SeatColumns.USER, SeatColumns.OPTIONAL);
      context.work(
          backend -> {
            Institution of = institution.of(backend);
            RegisterUser use = backend.registerUser();
            file.run(
                rows,
                "users",
                new Import.Job<>(
                    User::user,
                    one -> one.contractId() + "/" + one.userId(),
                    one ->
                        backend
                            .subscribers()
                            .find(of.id(), SubscriberName.user(one.contractId(), one.userId()))
                            .isPresent(),
                    one -> use.check(of, one),
                    one -> use.register(of, one, context.operator()).letterCode()),
                context);
          });
    }

    private static NewUser user(CsvFile.Row row) {
      return new NewUser(
          row.get("contractId"),
          row.get("userId"),
          row.get("name"),
          row.get("mail"),
          SeatColumns.language(row),
          Pin.attempt(row.get("loginPin")),
          true,
          Pin.attempt(row.get("confirmationPin")));
    }
  }
}
