package shomei.command;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import shomei.domain.credential.Pin;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.subscriber.PinTry;
import shomei.domain.subscriber.Subscriber;
import shomei.settings.binding.Faulty;

@Command(
    name = "subscriber",
    description = "Seats: CONTRACT-ID names the administrator's, CONTRACT-ID/USER-ID a user's.")
final class SubscriberCommands {
  private static final String SEAT = "SEAT";

  private final Context context;

  SubscriberCommands(Context context) {
    this.context = context;
  }

  @Command(description = "Shows a seat, its lock and its certificates.")
  void show(
      @Parameters(paramLabel = SEAT) String seat,
      @Mixin InstitutionOption institution,
      @Option(names = "--json") boolean json)
      throws Faulty {
    context.work(
        backend -> {
          Institution of = institution.of(backend);
          SubscriberName name = SubscriberName.parse(seat);
          Subscriber subscriber =
              backend
                  .subscribers()
                  .find(of.id(), name)
                  .orElseThrow(
                      () -> new Refusal(Reason.NOT_FOUND, "there is no such seat: " + seat));
          seats(backend, of, List.of(subscriber)).print(context.out(), json);
          CertificateCommands.table(
                  backend.certificates().of(of.id(), name), context.clock().instant())
              .print(context.out(), json);
        });
  }

  @Command(description = "Lists a corporation's seats with the state of their certificates.")
  void list(
      @Parameters(paramLabel = "CONTRACT-ID") String contractId,
      @Mixin InstitutionOption institution,
      @Option(names = "--json") boolean json)
      throws Faulty {
    context.work(
        backend -> {
          Institution of = institution.of(backend);
          seats(backend, of, backend.subscribers().of(of.id(), contractId))
              .print(context.out(), json);
        });
  }

  @Command(description = "Sets the counts of wrong PINs back, so that a locked seat may try again.")
  void unlock(@Parameters(paramLabel = SEAT) String seat, @Mixin InstitutionOption institution)
      throws Faulty {
    act(
        institution,
        seat,
        "is unlocked",
        (backend, of, name) -> backend.unlock().unlock(of.id(), name, context.operator()));
  }

  @Command(description = "Suspends a seat, which then neither acquires nor renews.")
  void suspend(@Parameters(paramLabel = SEAT) String seat, @Mixin InstitutionOption institution)
      throws Faulty {
    act(
        institution,
        seat,
        "is suspended",
        (backend, of, name) -> backend.suspend().suspend(of.id(), name, context.operator()));
  }

  @Command(description = "Lets a suspended seat go on.")
  void unsuspend(@Parameters(paramLabel = SEAT) String seat, @Mixin InstitutionOption institution)
      throws Faulty {
    act(
        institution,
        seat,
        "is no longer suspended",
        (backend, of, name) -> backend.suspend().unsuspend(of.id(), name, context.operator()));
  }

  @Command(
      name = "reset-pin",
      description = "Gives a seat another PIN; a login PIN is temporary then.")
  void resetPin(
      @Parameters(paramLabel = SEAT) String seat,
      @Mixin InstitutionOption institution,
      @Option(names = "--confirmation", description = "The confirmation PIN, not the login PIN.")
          boolean confirmation,
      @Option(
              names = "--pin-file",
              paramLabel = "FILE",
              description =
                  "The PIN in one line. - for the standard input; asked for where absent.")
          Optional<String> pinFile)
      throws Faulty {
    String which = confirmation ? "confirmation PIN" : "login PIN";
    Pin pin = context.pins().read(pinFile, List.of(which)).getFirst();
    act(
        institution,
        seat,
        "has another " + which,
        (backend, of, name) -> {
          if (confirmation) {
            backend.resetPin().confirmation(of, name, pin, context.operator());
          } else {
            backend.resetPin().login(of, name, pin, context.operator());
          }
        });
  }

  @Command(
      name = "open-acquisition",
      description =
          "Opens the right to acquire; for an administrator at noon of the next business day where"
              + " the policy says so. Where it asks for the code of a letter, a new one is shown,"
              + " only now.")
  void openAcquisition(
      @Parameters(paramLabel = SEAT) String seat, @Mixin InstitutionOption institution)
      throws Faulty {
    context.work(
        backend -> {
          var opened =
              backend
                  .openAcquisition()
                  .open(institution.of(backend), SubscriberName.parse(seat), context.operator());
          context
              .out()
              .println("%s may acquire from %s".formatted(seat, Japan.time(opened.opens())));
          LetterLine.print(context.out(), opened.letterCode());
        });
  }

  private interface ActOnSeat {
    void on(Backend backend, Institution institution, SubscriberName name);
  }

  private void act(InstitutionOption institution, String seat, String done, ActOnSeat act)
      throws Faulty {
    context.work(
        backend -> {
          act.on(backend, institution.of(backend), SubscriberName.parse(seat));
          context.out().println(seat + " " + done);
        });
  }

  private static String locked(PinTry.Lock lock) {
    return switch (lock) {
      case NONE -> "no";
      case ACQUISITION -> "acquiring";
      case ALL -> "yes";
    };
  }

  private Table seats(Backend backend, Institution institution, List<Subscriber> subscribers) {
    Instant now = context.clock().instant();
    var table =
        new Table("seat", "holder", "certificate", "acquire", "wrongPins", "locked", "suspended");
    for (Subscriber s : subscribers) {
      PinTry.LockStatus status = backend.subscribers().lockStatus(institution.id(), s.name());
      var newest = backend.certificates().of(institution.id(), s.name()).stream().findFirst();
      table.row(
          s.name(),
          s.displayName(),
          newest.map(c -> CertificateCommands.state(c, now)).orElse("not acquired"),
          s.activated()
              ? s.right().map(Japan::time).map(t -> "from " + t).orElse("no")
              : "after the login ID",
          status.wrong(),
          locked(status.lock()),
          s.suspended() ? "yes" : "no");
    }
    return table;
  }
}
