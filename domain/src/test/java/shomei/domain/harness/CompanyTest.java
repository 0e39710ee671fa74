package shomei.domain.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static shomei.domain.harness.CaHarness.PIN;

import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shomei.domain.administration.AdministerUsers.Outcome;
import shomei.domain.administration.UserAct;
import shomei.domain.credential.Pin;
import shomei.domain.fixture.Examples;
import shomei.domain.history.Act;
import shomei.domain.history.Entry;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.notice.Mail;
import shomei.domain.session.ContinueSession.Outcome.Good;
import shomei.domain.subscriber.Subscriber;

/// The addresses of a corporation that get the administrator's mails, too.
final class CompanyTest {
  private static final String CONTRACT = "12345678901234";
  private static final List<String> MAILS = List.of("a@example.jp", "ADMIN@example.jp");

  private final CaHarness ca = new CaHarness();
  private final AtPages pages = new AtPages(ca);
  private CaHarness.Held own;
  private Good administrator;

  @BeforeEach
  void logIn() {
    own = ca.acquire(ca.administrator(ca.kita, CONTRACT));
    administrator = pages.session(own);
    mailed();
  }

  @Test
  void theyGetWhatTheAdministratorGetsEachAddressOnce() {
    change(List.of(), MAILS);
    mailed();
    Subscriber user = ca.user(ca.kita, CONTRACT, "user1");
    ca.step(() -> ca.use.suspension.suspend(ca.kita.id(), user.name(), Examples.COUNTER));
    assertThat(mailed()).containsExactly("user1@example.jp", "admin@example.jp", "a@example.jp");
    ca.step(() -> ca.use.unlock.unlock(ca.kita.id(), user.name(), Examples.COUNTER));
    ca.use.resetPin.confirmation(
        ca.kita, administrator.seat().name(), Pin.attempt("Conf5678"), Examples.COUNTER);
    assertThat(mailed()).endsWith("admin@example.jp", "a@example.jp");
  }

  @Test
  void theyGetTheAdministratorsNoticesOfExpiry() {
    change(List.of(), List.of("a@example.jp"));
    mailed();
    ca.clock.set(own.certificate().notAfter().minus(Duration.ofDays(30)));
    ca.step(() -> ca.use.decideNotices.decide(10));
    assertThat(mailed()).containsExactly("admin@example.jp", "a@example.jp");
  }

  /// Whoever takes the mails away first does it not unseen.
  @Test
  void theAddressesBeforeAreToldOfTheChange() {
    change(List.of(), List.of("a@example.jp"));
    assertThat(mailed()).containsExactly("admin@example.jp", "a@example.jp");
    change(List.of("a@example.jp"), List.of("b@example.jp"));
    assertThat(mailed()).containsExactly("admin@example.jp", "b@example.jp", "a@example.jp");
    Subscriber user = ca.user(ca.kita, CONTRACT, "user1");
    pages.send(
        administrator,
        new UserAct.Change(pages.seen(user.name()), user.registration(), AtPages.TARO, false));
    assertThat(mailed())
        .containsExactly("taro@example.jp", "user1@example.jp", "admin@example.jp", "b@example.jp");
  }

  @Test
  void theChangeIsWritten() {
    change(List.of(), MAILS);
    Entry entry = ca.ports.history().on(ca.kita.id(), "subscriber:" + CONTRACT).getLast();
    assertThat(entry.act()).isEqualTo(Act.COMPANY_CHANGED);
    assertThat(entry.details())
        .containsEntry("mails", "a@example.jp, ADMIN@example.jp")
        .containsEntry("certificate", own.certificate().serial().hex());
  }

  @Test
  void anOldScreenChangesNothing() {
    assertThat(change(List.of(), MAILS)).isEqualTo(Outcome.DONE);
    assertRefused(Reason.ALREADY_REPLACED, () -> change(List.of(), List.of("b@example.jp")));
    assertThat(mails()).isEqualTo(MAILS);
  }

  @Test
  void aFormThatIsSentTwiceChangesOnce() {
    Octets form = pages.form();
    assertThat(change(form, PIN, List.of(), MAILS)).isEqualTo(Outcome.DONE);
    assertThat(change(form, PIN, List.of(), MAILS)).isEqualTo(Outcome.DONE);
    assertThat(change(MAILS, List.of())).isEqualTo(Outcome.DONE);
    assertThat(change(form, PIN, List.of(), MAILS)).isEqualTo(Outcome.DONE);
    assertThat(mails()).as("it was done before, and nothing is done again").isEmpty();
  }

  @Test
  void whatHasNotItsFormIsRefusedBeforeThePinIsCounted() {
    for (List<String> wrong :
        List.of(
            List.of("nobody"),
            List.of("a@example.jp", "A@example.jp"),
            List.of("1@e.jp", "2@e.jp", "3@e.jp", "4@e.jp", "5@e.jp", "6@e.jp"))) {
      assertRefused(Reason.MALFORMED, () -> change(pages.form(), "wrong", List.of(), wrong));
    }
    assertThat(change(pages.form(), "wrong", List.of(), MAILS)).isEqualTo(Outcome.WRONG_PIN);
    assertThat(ca.ports.subscribers().lockStatus(ca.kita.id(), administrator.seat().name()).wrong())
        .isOne();
    assertThat(mails()).isEmpty();
  }

  @Test
  void aUserChangesThemNot() {
    administrator = pages.session(ca.acquire(ca.user(ca.kita, CONTRACT, "user1")));
    assertRefused(Reason.UNAUTHORIZED, () -> change(List.of(), MAILS));
    assertThat(mails()).isEmpty();
  }

  private Outcome change(List<String> from, List<String> to) {
    return change(pages.form(), PIN, from, to);
  }

  private Outcome change(Octets form, String pin, List<String> from, List<String> to) {
    return ca.step(
        () ->
            ca.use.administerCompany.changeMails(
                ca.kita, administrator, form, Pin.attempt(pin), from, to, Examples.FROM));
  }

  private List<String> mails() {
    return ca.ports.subscribers().corporation(ca.kita.id(), CONTRACT).orElseThrow().mails();
  }

  /// Whom the mails went to since the last look.
  private List<String> mailed() {
    int before = ca.inbox.mails().size();
    ca.step(() -> ca.use.tellOfActs.decide(100));
    ca.use.deliverMail.deliver(100);
    return ca.inbox.mails().stream().skip(before).map(Mail::to).toList();
  }

  private static void assertRefused(Reason reason, ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.reason()).isEqualTo(reason));
  }
}
