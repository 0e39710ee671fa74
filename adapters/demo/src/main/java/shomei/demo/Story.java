package shomei.demo;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import shomei.domain.certificate.Certificate;
import shomei.server.Adapters;
import shomei.server.Server;

/// The main job from beginning to end: people acquire certificates, time passes, notices arrive,
/// certificates are renewed. Whatever an earlier run has done already is found and told, not done
/// again.
final class Story {
  private static final Duration MONTH = Duration.ofDays(30);
  private static final Duration WEEK = Duration.ofDays(7);

  private final Adapters adapters;
  private final Server server;
  private final DemoClock clock;
  private final Mailbox mailbox;
  private final List<Bank> banks;
  private final Pc pc;
  private final LoginIds loginIds;
  private final Consumer<String> say;
  private final List<String> failures = new ArrayList<>();

  /// How many mails were due since the start, and how many of them tell of what was just done.
  private int due;

  private int telling;

  Story(
      Adapters adapters,
      Server server,
      DemoClock clock,
      Mailbox mailbox,
      List<Bank> banks,
      Pc pc,
      LoginIds loginIds,
      Consumer<String> say) {
    this.adapters = adapters;
    this.server = server;
    this.clock = clock;
    this.mailbox = mailbox;
    this.banks = banks;
    this.pc = pc;
    this.loginIds = loginIds;
    this.say = say;
  }

  /// @return what went wrong, a sentence each; nothing where all went well
  List<String> tell() throws IOException, InterruptedException {
    server.runSchedule();
    due = mailbox.letters().size(); // what an earlier run left
    say.accept("— acquiring, on " + today() + " —");
    forEveryone(this::acquire);
    hear();
    say.accept("— time passes —");
    moveOn();
    say.accept("— renewing, on " + today() + " —");
    forEveryone(this::renew);
    hear();
    forEveryone(this::check);
    return failures;
  }

  private interface Act {
    void on(Bank bank, Bank.Person person) throws IOException, InterruptedException;
  }

  private void forEveryone(Act act) throws IOException, InterruptedException {
    for (Bank bank : banks) {
      for (Bank.Person person : bank.people()) {
        act.on(bank, person);
      }
    }
  }

  private void acquire(Bank bank, Bank.Person person) throws IOException, InterruptedException {
    if (!certificates(bank, person).isEmpty()) {
      say.accept("found the certificate of " + at(bank, person));
    } else if (hasLoginId(bank, person) && pc.acquire(bank, person)) {
      telling += 2 * readers(person); // the PIN was changed or the login ID acquired, too
    } else {
      failures.add("acquiring for " + at(bank, person) + " failed");
    }
  }

  private boolean hasLoginId(Bank bank, Bank.Person person)
      throws IOException, InterruptedException {
    boolean waits =
        adapters
            .database()
            .subscribers()
            .find(bank.institution().id(), bank.seat(person))
            .filter(seat -> !seat.activated())
            .isPresent();
    return !waits || loginIds.acquire(bank, person);
  }

  private void renew(Bank bank, Bank.Person person) throws IOException, InterruptedException {
    List<Certificate> all = certificates(bank, person);
    if (all.isEmpty()) {
      return; // said when it was not acquired
    }
    Duration left = Duration.between(clock.instant(), all.getFirst().notAfter());
    if (left.compareTo(Duration.ofDays(30)) > 0) {
      say.accept(
          "found %s renewed, valid until %s"
              .formatted(at(bank, person), all.getFirst().notAfter()));
    } else if (pc.renew(bank, person)) {
      telling += readers(person);
    } else {
      failures.add("renewing for " + at(bank, person) + " failed");
    }
  }

  private void check(Bank bank, Bank.Person person) throws IOException, InterruptedException {
    pc.verify(bank, person, adapters.database().institution().issuers().all())
        .ifPresent(failures::add);
  }

  /// Goes to the day on which the first notices are due, and from there to today. Each notice that
  /// is due by then arrives, and looking again brings none twice.
  private void moveOn() throws InterruptedException {
    int notices = noticesAhead();
    while (clock.behind().isPositive()) {
      Duration step = clock.behind().compareTo(MONTH.multipliedBy(2)) > 0 ? MONTH : WEEK;
      Duration left = clock.behind().minus(step);
      clock.moveTo(left.isPositive() ? left : Duration.ZERO);
      say.accept("it is " + today());
      server.runSchedule();
    }
    arrive("notices were due", notices);
  }

  /// Of an act on a user's seat the administrator hears as well.
  private static int readers(Bank.Person person) {
    return person.userId().isPresent() ? 2 : 1;
  }

  /// Waits for the mails that tell of what was just done.
  private void hear() throws InterruptedException {
    server.runSchedule();
    arrive("mails told of it", telling);
    telling = 0;
  }

  /// So many mails arrive, and looking again brings none twice.
  private void arrive(String what, int count) throws InterruptedException {
    due += count;
    if (!mailbox.await(due)) {
      failures.add("%d mails were due, %d arrived".formatted(due, mailbox.letters().size()));
    }
    server.runSchedule();
    server.runSchedule();
    if (mailbox.letters().size() > due) {
      failures.add("a mail came twice");
    }
    say.accept("%d %s, each came once".formatted(count, what));
  }

  /// How many notices become due between the demo's time and today.
  private int noticesAhead() {
    Instant today = clock.instant().plus(clock.behind());
    int count = 0;
    for (Bank bank : banks) {
      var days = adapters.policies().of(bank.institution()).renewal().noticeDays();
      for (Bank.Person person : bank.people()) {
        for (Certificate certificate : certificates(bank, person)) {
          boolean current = certificate.replacedBy().isEmpty();
          count +=
              (int)
                  days.stream()
                      .map(before -> certificate.notAfter().minus(Duration.ofDays(before)))
                      .filter(due -> current && due.isAfter(clock.instant()) && !due.isAfter(today))
                      .count();
        }
      }
    }
    return count;
  }

  private List<Certificate> certificates(Bank bank, Bank.Person person) {
    return adapters.database().certificates().of(bank.institution().id(), bank.seat(person));
  }

  private String today() {
    return clock.instant().atZone(ZoneOffset.UTC).toLocalDate().toString();
  }

  private static String at(Bank bank, Bank.Person person) {
    return bank.seat(person) + " at " + bank.institution().id();
  }
}
