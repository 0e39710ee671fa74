package shomei.domain.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static shomei.domain.harness.CaHarness.PIN;
import static shomei.domain.harness.CaHarness.TEMPORARY;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shomei.domain.administration.AdministerUsers;
import shomei.domain.administration.AdministerUsers.Became;
import shomei.domain.administration.AdministerUsers.Done;
import shomei.domain.administration.UserAct;
import shomei.domain.credential.Pin;
import shomei.domain.fixture.Examples;
import shomei.domain.harness.CaHarness.Held;
import shomei.domain.history.Act;
import shomei.domain.history.Entry;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.session.ContinueSession.Outcome.Good;
import shomei.domain.subscriber.ConfirmAct;
import shomei.domain.subscriber.Registration;
import shomei.domain.subscriber.Subscriber;

/// What administrators do to their users on the pages (seeds 001, 004).
final class AdministerUsersTest {
  private static final String CONTRACT = "12345678901234";

  private final CaHarness ca = new CaHarness();
  private final AtPages pages = new AtPages(ca);
  private Held own;
  private Good administrator;
  private Subscriber user;

  @BeforeEach
  void logIn() {
    own = ca.acquire(ca.administrator(ca.kita, CONTRACT));
    user = ca.user(ca.kita, CONTRACT, "user1");
    administrator = pages.session(own);
  }

  @Test
  void aNewUserHasTemporaryPinsAndAnOpenRight() {
    assertThat(pages.send(administrator, AtPages.register("taro")).users())
        .containsExactly(new Done("taro", Became.DONE));
    Subscriber taro = seat("taro");
    assertThat(taro.registration()).isEqualTo(AtPages.TARO);
    assertThat(taro.temporaryPin()).isTrue();
    assertThat(taro.temporaryConfirmationPin()).isTrue();
    ca.acquire(ca.kita, taro.name(), TEMPORARY, Optional.of(PIN));
  }

  @Test
  void anIdThatIsTakenIsRefused() {
    assertRefused(Reason.MALFORMED, () -> pages.send(administrator, AtPages.register("user1")));
    assertThat(seat("user1")).isEqualTo(user);
  }

  /// Each has the same screen and a form of the own.
  @Test
  void ofTwoAdministratorsAtOnceOneActs() throws Exception {
    UserAct.Seen seen = pages.seen(user.name());
    Registration taro = AtPages.TARO;
    List<UserAct> acts =
        List.of(
            new UserAct.Change(seen, user.registration(), taro, false),
            new UserAct.Suspend(List.of(seen)),
            new UserAct.ResetPins(seen, Pin.attempt("Tmp4567"), Pin.attempt("Tmp5678")),
            new UserAct.Unlock(seen),
            new UserAct.Reissue(seen),
            new UserAct.Delete(seen));
    List<Callable<Became>> sent = new ArrayList<>();
    for (UserAct act : acts) {
      sent.add(
          () ->
              ca.use
                  .administerUsers
                  .administer(
                      ca.kita,
                      administrator,
                      new AdministerUsers.Submitted(pages.form(), Pin.attempt(PIN), act),
                      Examples.FROM)
                  .users()
                  .getFirst()
                  .became());
    }
    List<Became> became = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Became> one : threads.invokeAll(sent)) {
        became.add(one.get());
      }
    }
    assertThat(became).containsOnlyOnce(Became.DONE);
    assertThat(became)
        .filteredOn(one -> one != Became.DONE)
        .allMatch(one -> one == Became.CHANGED_MEANWHILE || one == Became.NOT_FOUND);
  }

  @Test
  void anOldScreenChangesNothing() {
    UserAct.Seen old = pages.seen(user.name());
    ca.acquire(user);
    for (UserAct act :
        List.of(
            new UserAct.Change(old, user.registration(), AtPages.TARO, true),
            new UserAct.Delete(old),
            new UserAct.Suspend(List.of(old)),
            new UserAct.Resume(List.of(old)),
            new UserAct.Unlock(old),
            new UserAct.ResetPins(old, Pin.attempt("Tmp4567"), Pin.attempt("Tmp5678")),
            new UserAct.Reissue(old),
            new UserAct.Revoke(List.of(old)))) {
      Subscriber before = ca.now(user);
      boolean asItWas = act instanceof UserAct.Resume;
      assertThat(pages.became(administrator, act))
          .as("%s", act)
          .isEqualTo(asItWas ? Became.AS_IT_WAS : Became.CHANGED_MEANWHILE);
      assertThat(ca.now(user)).isEqualTo(before);
    }
  }

  @Test
  void aUserOfAnotherCorporationIsAsAbsentAsOneThatNobodyHas() {
    ca.administrator(ca.kita, "99999999999999");
    Subscriber stranger = ca.user(ca.kita, "99999999999999", "stranger");
    for (String id : List.of("stranger", "nobody")) {
      UserAct.Seen seen = new UserAct.Seen(id, 0, Optional.empty());
      for (UserAct act :
          List.of(
              new UserAct.Change(seen, stranger.registration(), AtPages.TARO, false),
              new UserAct.Delete(seen),
              new UserAct.Suspend(List.of(seen)),
              new UserAct.Unlock(seen),
              new UserAct.ResetPins(seen, Pin.attempt("Tmp4567"), Pin.attempt("Tmp5678")),
              new UserAct.Reissue(seen),
              new UserAct.Revoke(List.of(seen)))) {
        assertThat(pages.became(administrator, act)).isEqualTo(Became.NOT_FOUND);
      }
    }
    assertThat(ca.now(stranger)).isEqualTo(stranger);
  }

  @Test
  void aDeletedUserIsGoneAndTheIdIsNeverGivenAgain() {
    Held held = ca.acquire(user);
    assertThat(pages.became(administrator, new UserAct.Delete(pages.seen(user.name()))))
        .isEqualTo(Became.DONE);
    assertThat(ca.now(held.certificate()).revocation()).isPresent();
    assertThat(ca.ports.subscribers().find(ca.kita.id(), user.name())).isEmpty();
    assertThat(ca.ports.sessions().holder(held.certificate().der().sha256())).isEmpty();
    var account = ca.account(ca.kita);
    assertThat(ca.answerPin(account, ca.order(account, user.name()), PIN).error())
        .hasValueSatisfying(
            error -> assertThat(error.reason()).isEqualTo(Reason.INCORRECT_RESPONSE));
    assertRefused(Reason.MALFORMED, () -> pages.send(administrator, AtPages.register("user1")));
    assertRefused(Reason.MALFORMED, () -> ca.user(ca.kita, CONTRACT, "user1"));
    assertThat(ca.ports.history().on(ca.kita.id(), "subscriber:" + user.name()))
        .extracting(Entry::act)
        .contains(Act.USER_REGISTERED, Act.USER_DELETED);
    ca.step(() -> ca.use.tellOfActs.decide(100));
    ca.use.deliverMail.deliver(100);
    assertThat(ca.inbox.mails().getLast().values()).containsEntry("seat", "" + user.name());
  }

  @Test
  void severalAreSuspendedAndResumedEachByItself() {
    Subscriber second = ca.user(ca.kita, CONTRACT, "user2");
    pages.send(administrator, suspend(second.name()));
    var nobody = new UserAct.Seen("nobody", 0, Optional.empty());
    assertThat(
            pages
                .send(
                    administrator,
                    new UserAct.Suspend(
                        List.of(pages.seen(second.name()), nobody, pages.seen(user.name()))))
                .users())
        .containsExactly(
            new Done("user2", Became.AS_IT_WAS),
            new Done("nobody", Became.NOT_FOUND),
            new Done("user1", Became.DONE));
    assertThat(
            pages
                .send(
                    administrator,
                    new UserAct.Resume(List.of(pages.seen(user.name()), pages.seen(second.name()))))
                .users())
        .extracting(Done::became)
        .containsOnly(Became.DONE);
    assertThat(ca.now(user).suspended()).isFalse();
  }

  @Test
  void aChangeWithAReissueRevokesAndOpensTheRight() {
    Held held = ca.acquire(user);
    assertThat(
            pages.became(
                administrator,
                new UserAct.Change(
                    pages.seen(user.name()), user.registration(), AtPages.TARO, true)))
        .isEqualTo(Became.DONE);
    assertThat(ca.now(user).registration()).isEqualTo(AtPages.TARO);
    assertThat(ca.now(held.certificate()).revocation()).isPresent();
    ca.acquire(user);
    assertThat(
            pages.became(
                administrator,
                new UserAct.Change(pages.seen(user.name()), AtPages.TARO, AtPages.TARO, false)))
        .isEqualTo(Became.AS_IT_WAS);
    assertThat(
            pages.became(
                administrator,
                new UserAct.Change(
                    pages.seen(user.name()), user.registration(), AtPages.TARO, false)))
        .as("the form was filled from something else")
        .isEqualTo(Became.CHANGED_MEANWHILE);
  }

  @Test
  void whatIsRevokedIsSaidAndWhatIsNot() {
    Held held = ca.acquire(user);
    Subscriber second = ca.user(ca.kita, CONTRACT, "user2");
    assertThat(
            pages
                .send(
                    administrator,
                    new UserAct.Revoke(List.of(pages.seen(second.name()), pages.seen(user.name()))))
                .users())
        .containsExactly(
            new Done("user2", Became.NOTHING_TO_REVOKE), new Done("user1", Became.DONE));
    assertThat(ca.now(held.certificate()).revocation()).isPresent();
  }

  @Test
  void aLockedUserIsUnlockedAndGetsOtherPins() {
    Held held = ca.acquire(user);
    var theirs = pages.session(held);
    for (int i = 0; i < 5; i++) {
      ca.use.confirm.confirm(ca.kita, user.name(), Pin.attempt("wrong"), Examples.FROM);
    }
    assertThat(ca.ports.users().find(ca.kita.id(), user.name(), ca.clock.instant()))
        .hasValueSatisfying(line -> assertThat(line.lock().name()).isEqualTo("ALL"));
    pages.send(administrator, new UserAct.Unlock(pages.seen(user.name())));
    pages.send(
        administrator,
        new UserAct.ResetPins(
            pages.seen(user.name()), Pin.attempt("Tmp4567"), Pin.attempt("Tmp5678")));
    assertThat(ca.now(user).temporaryPin()).isTrue();
    assertThat(ca.now(user).temporaryConfirmationPin()).isTrue();
    assertThat(ca.now(user).revision()).isEqualTo(theirs.session().revision() + 2);
    assertThat(ca.use.confirm.confirm(ca.kita, user.name(), Pin.attempt("Tmp5678"), Examples.FROM))
        .isEqualTo(ConfirmAct.Outcome.PIN_CHANGE_REQUIRED);
  }

  @Test
  void everyActTellsWhoFromWhereAndByWhichCertificate() {
    Held held = ca.acquire(user);
    pages.send(administrator, pages.form(), "wrong", suspend(user.name()));
    pages.send(administrator, suspend(user.name()));
    pages.send(administrator, new UserAct.Reissue(pages.seen(user.name())));
    List<Entry> written = new ArrayList<>();
    for (String subject :
        List.of(
            "subscriber:" + CONTRACT,
            "subscriber:" + user.name(),
            "certificate:" + held.certificate().serial())) {
      written.add(ca.ports.history().on(ca.kita.id(), subject).getLast());
    }
    assertThat(written)
        .extracting(Entry::act)
        .containsExactly(Act.PIN_WRONG, Act.RIGHT_OPENED, Act.CERTIFICATE_REVOKED);
    assertThat(written)
        .allSatisfy(
            entry -> {
              assertThat(entry.actor().name()).isEqualTo("subscriber:" + CONTRACT);
              assertThat(entry.details())
                  .containsEntry("address", Examples.FROM.address())
                  .containsEntry("certificate", own.certificate().serial().hex());
            });
  }

  private UserAct suspend(SubscriberName name) {
    return new UserAct.Suspend(List.of(pages.seen(name)));
  }

  private Subscriber seat(String userId) {
    return ca.ports
        .subscribers()
        .find(ca.kita.id(), SubscriberName.user(CONTRACT, userId))
        .orElseThrow();
  }

  private static void assertRefused(Reason reason, ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.reason()).isEqualTo(reason));
  }
}
