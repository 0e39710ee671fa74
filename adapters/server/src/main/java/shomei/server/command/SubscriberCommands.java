package shomei.server.command;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import shomei.domain.credential.Pin;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.subscriber.Subscriber;
import shomei.server.Parts;
import shomei.settings.Faulty;

@Command(
    name = "subscriber",
    description = "Seats: CONTRACT-ID names the administrator's, CONTRACT-ID/USER-ID a user's.")
final class SubscriberCommands {
  private static final String SEAT = "SEAT";

  private final Office office;

  SubscriberCommands(Office office) {
    this.office = office;
  }

  @Command(description = "Shows a seat, its lock and its certificates.")
  void show(
      @Parameters(paramLabel = SEAT) String seat,
      @Option(
              names = {"-i", "--institution"},
              paramLabel = "ID")
          Optional<String> institution,
      @Option(names = "--json") boolean json)
      throws Faulty {
    office.work(
        parts -> {
          Institution of = Office.institution(parts, institution);
          SubscriberName name = SubscriberName.parse(seat);
          Subscriber subscriber =
              parts
                  .database()
                  .subscribers()
                  .find(of.id(), name)
                  .orElseThrow(
                      () -> new Refusal(Reason.NOT_FOUND, "there is no such seat: " + seat));
          seats(parts, of, List.of(subscriber)).print(office.out(), json);
          CertificateCommands.table(
                  parts.database().certificates().of(of.id(), name), office.clock().instant())
              .print(office.out(), json);
        });
  }

  @Command(description = "Lists a corporation's seats with the state of their certificates.")
  void list(
      @Parameters(paramLabel = "CONTRACT-ID") String contractId,
      @Option(
              names = {"-i", "--institution"},
              paramLabel = "ID")
          Optional<String> institution,
      @Option(names = "--json") boolean json)
      throws Faulty {
    office.work(
        parts -> {
          Institution of = Office.institution(parts, institution);
          seats(parts, of, parts.database().subscribers().of(of.id(), contractId))
              .print(office.out(), json);
        });
  }

  @Command(description = "Sets the count of wrong PINs back, so that a locked seat may try again.")
  void unlock(
      @Parameters(paramLabel = SEAT) String seat,
      @Option(
              names = {"-i", "--institution"},
              paramLabel = "ID")
          Optional<String> institution)
      throws Faulty {
    act(
        institution,
        seat,
        "is unlocked",
        (parts, of, name) -> parts.acts().unlock().unlock(of.id(), name, office.operator()));
  }

  @Command(description = "Suspends a seat, which then neither acquires nor renews.")
  void suspend(
      @Parameters(paramLabel = SEAT) String seat,
      @Option(
              names = {"-i", "--institution"},
              paramLabel = "ID")
          Optional<String> institution)
      throws Faulty {
    act(
        institution,
        seat,
        "is suspended",
        (parts, of, name) -> parts.acts().suspend().suspend(of.id(), name, office.operator()));
  }

  @Command(description = "Lets a suspended seat go on.")
  void unsuspend(
      @Parameters(paramLabel = SEAT) String seat,
      @Option(
              names = {"-i", "--institution"},
              paramLabel = "ID")
          Optional<String> institution)
      throws Faulty {
    act(
        institution,
        seat,
        "is no longer suspended",
        (parts, of, name) -> parts.acts().suspend().unsuspend(of.id(), name, office.operator()));
  }

  @Command(
      name = "reset-pin",
      description = "Gives a seat another PIN; a login PIN is temporary then.")
  void resetPin(
      @Parameters(paramLabel = SEAT) String seat,
      @Option(
              names = {"-i", "--institution"},
              paramLabel = "ID")
          Optional<String> institution,
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
    Pin pin = office.pins().read(pinFile, List.of(which)).getFirst();
    act(
        institution,
        seat,
        "has another " + which,
        (parts, of, name) -> {
          if (confirmation) {
            parts.acts().resetPin().confirmation(of, name, pin, office.operator());
          } else {
            parts.acts().resetPin().login(of, name, pin, office.operator());
          }
        });
  }

  @Command(
      name = "open-acquisition",
      description =
          "Opens the right to acquire; for an administrator at noon of the next business day where the policy"
              + " says so.")
  void openAcquisition(
      @Parameters(paramLabel = SEAT) String seat,
      @Option(
              names = {"-i", "--institution"},
              paramLabel = "ID")
          Optional<String> institution)
      throws Faulty {
    office.work(
        parts -> {
          Instant opens =
              parts
                  .acts()
                  .openAcquisition()
                  .open(
                      Office.institution(parts, institution),
                      SubscriberName.parse(seat),
                      office.operator());
          office.out().println("%s may acquire from %s".formatted(seat, Japan.time(opens)));
        });
  }

  private interface ActOnSeat {
    void on(Parts parts, Institution institution, SubscriberName name);
  }

  private void act(Optional<String> institution, String seat, String done, ActOnSeat act)
      throws Faulty {
    office.work(
        parts -> {
          act.on(parts, Office.institution(parts, institution), SubscriberName.parse(seat));
          office.out().println(seat + " " + done);
        });
  }

  private Table seats(Parts parts, Institution institution, List<Subscriber> subscribers) {
    Instant now = office.clock().instant();
    int lockAfter = parts.policies().of(institution).pins().lockAfter();
    var table =
        new Table("seat", "holder", "certificate", "acquire", "wrongPins", "locked", "suspended");
    for (Subscriber s : subscribers) {
      int wrong = parts.database().subscribers().attempts(institution.id(), s.name());
      var newest =
          parts.database().certificates().of(institution.id(), s.name()).stream().findFirst();
      table.row(
          s.name(),
          s.displayName(),
          newest.map(c -> CertificateCommands.state(c, now)).orElse("not acquired"),
          s.right().map(Japan::time).map(t -> "from " + t).orElse("no"),
          wrong,
          wrong >= lockAfter ? "yes" : "no",
          s.suspended() ? "yes" : "no");
    }
    return table;
  }
}
