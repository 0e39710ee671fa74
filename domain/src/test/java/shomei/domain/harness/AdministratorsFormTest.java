package shomei.domain.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static shomei.domain.harness.CaHarness.PIN;
import static shomei.domain.harness.CaHarness.TEMPORARY;

import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shomei.domain.administration.AdministerUsers.Outcome;
import shomei.domain.administration.UserAct;
import shomei.domain.credential.Pin;
import shomei.domain.fixture.Examples;
import shomei.domain.harness.CaHarness.Held;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.session.ContinueSession.Outcome.Good;
import shomei.domain.subscriber.Registration;
import shomei.domain.subscriber.Subscriber;

/// Whose forms administrators' acts are taken from, and once (FACES.md, A4).
final class AdministratorsFormTest {
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
  void whatIsTypedHalfWidthInANameIsKeptFullWidth() {
    Registration typed =
        new Registration("John Smith", "JOHN SMITH", "j@example.jp", Subscriber.Language.EN);
    pages.send(
        administrator,
        new UserAct.Register("john", typed, Pin.attempt(TEMPORARY), Pin.attempt(PIN)));
    assertThat(seat("john").displayName()).isEqualTo("Ｊｏｈｎ　Ｓｍｉｔｈ");
  }

  @Test
  void whatHasNotItsFormIsRefusedBeforeThePinIsCounted() {
    String full = "緑".repeat(52);
    for (Registration wrong :
        List.of(
            registration(full + "緑", "ﾐﾄﾞﾘ"),
            registration("𠮷".repeat(53), "ﾖｼ"),
            registration("ﾐﾄﾞﾘ", "ﾐﾄﾞﾘ"),
            registration("", "ﾐﾄﾞﾘ"),
            registration("緑\n太郎", "ﾐﾄﾞﾘ"),
            registration(full, ""),
            registration(full, "ミドリ"),
            registration(full, "ﾐ".repeat(83)),
            registration(full, "ﾐﾄﾞﾘ_"),
            new Registration(full, "ﾐﾄﾞﾘ", "nobody", Subscriber.Language.JA))) {
      assertMalformed(new UserAct.Register("x", wrong, Pin.attempt(TEMPORARY), Pin.attempt(PIN)));
      assertMalformed(
          new UserAct.Change(pages.seen(user.name()), user.registration(), wrong, false));
    }
    assertMalformed(AtPages.register("taro/x"));
    assertMalformed(new UserAct.Register("x", AtPages.TARO, Pin.attempt("1"), Pin.attempt(PIN)));
    assertMalformed(
        new UserAct.ResetPins(pages.seen(user.name()), Pin.attempt(PIN), Pin.attempt("漢字")));
    assertMalformed(new UserAct.Suspend(List.of()));
    assertMalformed(new UserAct.Revoke(List.of(pages.seen(user.name()), pages.seen(user.name()))));
    assertThat(ca.ports.subscribers().lockStatus(ca.kita.id(), own()).wrong()).isZero();
    pages.send(
        administrator,
        new UserAct.Register(
            "longest",
            registration("𠮷".repeat(52), "ﾐ".repeat(82)),
            Pin.attempt(TEMPORARY),
            Pin.attempt(PIN)));
    assertThat(seat("longest").kana()).hasSize(82);
  }

  @Test
  void onlyAnAdministratorsSessionThatACertificateOpenedAuthorises() {
    Held held = ca.acquire(user);
    for (Good other :
        List.of(
            pages.session(ca.kita, own(), Optional.empty()),
            pages.session(held),
            pages.session(ca.kita, user.name(), Optional.empty()))) {
      assertRefused(
          Reason.UNAUTHORIZED,
          () -> pages.send(other, pages.form(), "wrong", suspend(user.name())));
    }
    assertThat(ca.ports.subscribers().lockStatus(ca.kita.id(), own()).wrong()).isZero();
    assertThat(ca.now(user).suspended()).isFalse();
  }

  @Test
  void aWrongPinThatIsSentTwiceCountsOnceAndACorrectedOneIsAnother() {
    Octets form = pages.form();
    UserAct act = suspend(user.name());
    for (int i = 0; i < 3; i++) {
      assertThat(pages.send(administrator, form, "wrong", act).outcome())
          .isEqualTo(Outcome.WRONG_PIN);
    }
    assertThat(ca.ports.subscribers().lockStatus(ca.kita.id(), own()).wrong()).isOne();
    assertThat(pages.send(administrator, form, PIN, act).outcome()).isEqualTo(Outcome.DONE);
    assertThat(ca.now(user).suspended()).isTrue();
  }

  @Test
  void wrongPinsLockTheAdministrator() {
    UserAct act = suspend(user.name());
    for (int i = 0; i < 5; i++) {
      assertThat(pages.send(administrator, pages.form(), "wrong", act).outcome())
          .isEqualTo(Outcome.WRONG_PIN);
    }
    var locked = pages.send(administrator, pages.form(), PIN, act);
    assertThat(locked.outcome()).isEqualTo(Outcome.LOCKED);
    assertThat(locked.users()).isEmpty();
    assertThat(ca.now(user).suspended()).isFalse();
  }

  @Test
  void aTemporaryConfirmationPinAuthorisesNothing() {
    ca.use.resetPin.confirmation(ca.kita, own(), Pin.attempt("Conf5678"), Examples.COUNTER);
    UserAct act = suspend(user.name());
    assertThat(pages.send(administrator, pages.form(), PIN, act).outcome())
        .as("only who knows it hears that it is temporary")
        .isEqualTo(Outcome.WRONG_PIN);
    assertThat(pages.send(administrator, pages.form(), "Conf5678", act).outcome())
        .isEqualTo(Outcome.PIN_CHANGE_REQUIRED);
    assertThat(ca.now(user).suspended()).isFalse();
    assertThat(ca.ports.subscribers().lockStatus(ca.kita.id(), own()).wrong()).isZero();
  }

  @Test
  void aFormThatIsSentAgainGetsTheFirstResultWithoutItsSecret() {
    CaHarness letters = new CaHarness(Examples.biznet(rules -> rules.letterCode = true));
    AtPages there = new AtPages(letters);
    Subscriber head = letters.administrator(letters.kita, CONTRACT);
    var session = there.session(letters.kita, head.name(), Optional.of(own.certificate()));
    Octets form = there.form();
    var first = there.send(session, form, PIN, AtPages.register("taro"));
    var again = there.send(session, form, PIN, AtPages.register("taro"));
    assertThat(first.letterCode()).isPresent();
    assertThat(again.letterCode()).isEmpty();
    assertThat(again.users()).isEqualTo(first.users());
    assertThat(letters.ports.history().on(letters.kita.id(), "subscriber:" + CONTRACT + "/taro"))
        .hasSize(1);
  }

  private static Registration registration(String name, String kana) {
    return new Registration(name, kana, "a@example.jp", Subscriber.Language.JA);
  }

  private void assertMalformed(UserAct act) {
    assertRefused(Reason.MALFORMED, () -> pages.send(administrator, pages.form(), "wrong", act));
  }

  private UserAct suspend(SubscriberName name) {
    return new UserAct.Suspend(List.of(pages.seen(name)));
  }

  private SubscriberName own() {
    return SubscriberName.administrator(CONTRACT);
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
