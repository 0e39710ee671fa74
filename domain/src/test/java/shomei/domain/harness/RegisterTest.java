package shomei.domain.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static shomei.domain.harness.CaHarness.PIN;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shomei.domain.account.Account;
import shomei.domain.credential.Pin;
import shomei.domain.fixture.Examples;
import shomei.domain.history.Act;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.order.Order;
import shomei.domain.partner.Partner;
import shomei.domain.subscriber.RegisterCorporation.NewCorporation;
import shomei.domain.subscriber.RegisterUser.NewUser;
import shomei.domain.subscriber.Subscriber;

/// The operator's acts: institutions, corporations, users, their PINs and locks, partners (seeds
/// 001, 003, 004).
final class RegisterTest {
  private static final SubscriberName NOBODY = SubscriberName.administrator("nobody");
  private final CaHarness ca = new CaHarness();

  @Test
  void aCorporationComesWithItsAdministratorsSeatAndAnOpenRight() {
    Subscriber administrator = ca.administrator(ca.kita, "12345678901234");
    assertThat(ca.now(administrator)).isEqualTo(administrator);
    assertThat(administrator.right()).contains(ca.clock.instant());
    assertThat(administrator.temporaryPin()).isTrue();
    assertThat(administrator.toString()).doesNotContain(PIN, CaHarness.TEMPORARY);
    assertThat(last("subscriber:12345678901234")).isEqualTo(Act.CORPORATION_REGISTERED);
  }

  @Test
  void aContractIdIsRegisteredOnce() {
    ca.administrator(ca.kita, "12345678901234");
    assertRefused(Reason.MALFORMED, () -> ca.administrator(ca.kita, "12345678901234"));
    ca.userOfNewCorporation(ca.hokuyo, "0501D00601", "S");
  }

  @Test
  void aUserIdIsRegisteredOnceAtACorporationThatIsThere() {
    assertRefused(Reason.NOT_FOUND, () -> ca.user(ca.kita, "12345678901234", "user1"));
    ca.userOfNewCorporation(ca.kita, "12345678901234", "user1");
    assertRefused(Reason.MALFORMED, () -> ca.user(ca.kita, "12345678901234", "user1"));
    ca.user(ca.kita, "12345678901234", "USER1");
  }

  @Test
  void loginIdsHaveTheFormOfThePolicy() {
    assertRefused(Reason.MALFORMED, () -> ca.administrator(ca.hokuyo, "12345678901234"));
    ca.administrator(ca.hokuyo, "0501D00601");
    assertRefused(Reason.MALFORMED, () -> ca.user(ca.hokuyo, "0501D00601", "user1"));
    assertRefused(Reason.MALFORMED, () -> ca.user(ca.hokuyo, "0501D00601", "M"));
    ca.user(ca.hokuyo, "0501D00601", "T");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\nb", "a\tb", "a\u0000b", "a\u202eb", "a\u2028b", "\ud800"})
  void aNameIsOneVisibleLine(String name) {
    assertRefused(Reason.MALFORMED, () -> register(name, "a@example.jp", PIN));
    assertRefused(
        Reason.MALFORMED, () -> ca.use.putPartner.put(ca.kita, name, List.of(), Examples.COUNTER));
    var institution =
        new Institution(
            new InstitutionId("third"), name, "Third Bank", "Third Bank, Ltd.", "CA", "biznet");
    assertRefused(Reason.MALFORMED, () -> ca.use.putInstitution.put(institution, Examples.COUNTER));
    assertThat(ca.ports.institutions().find(new InstitutionId("third"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "a@b",
        "a@example.jp\r\nBcc: b@example.jp",
        "a b@example.jp",
        "\"a b\"@example.jp"
      })
  void aMailAddressIsOne(String mail) {
    assertRefused(Reason.MALFORMED, () -> register("みどり商事", mail, PIN));
  }

  @Test
  void anAddressOfACarrierIsKeptAsMailServersReadIt() {
    register("みどり商事", "taro..s.@docomo.ne.jp", PIN);
    for (SubscriberName seat :
        List.of(
            SubscriberName.administrator("99999999999999"),
            SubscriberName.user("99999999999999", "user1"))) {
      assertThat(ca.ports.subscribers().find(ca.kita.id(), seat).orElseThrow().mail())
          .isEqualTo("\"taro..s.\"@docomo.ne.jp");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "123", "1234567890123", "12 34", "１２３４", "12\u000034"})
  void aPinHasTheFormOfThePolicy(String pin) {
    assertRefused(Reason.MALFORMED, () -> register("みどり商事", "a@example.jp", pin));
    Subscriber user = ca.userOfNewCorporation(ca.kita, "12345678901234", "user1");
    assertRefused(
        Reason.MALFORMED,
        () -> ca.use.resetPin.login(ca.kita, user.name(), Pin.attempt(pin), Examples.COUNTER));
    assertThat(ca.now(user)).isEqualTo(user);
  }

  @Test
  void aResetLoginPinIsTemporaryAndTheOldOneIsGone() {
    Subscriber user = ca.userOfNewCorporation(ca.kita, "12345678901234", "user1");
    ca.step(
        () ->
            ca.use.resetPin.login(ca.kita, user.name(), Pin.attempt("Tmp4567"), Examples.COUNTER));
    assertThat(failure(user, PIN)).isEqualTo(Reason.INCORRECT_RESPONSE);
    assertThat(failure(user, "Tmp4567")).isEqualTo(Reason.PIN_CHANGE_REQUIRED);
    ca.acquire(ca.kita, user.name(), "Tmp4567", Optional.of(PIN));
  }

  @Test
  void aResetConfirmationPinLeavesTheLoginPinAlone() {
    Subscriber user = ca.userOfNewCorporation(ca.kita, "12345678901234", "user1");
    ca.step(
        () ->
            ca.use.resetPin.confirmation(
                ca.kita, user.name(), Pin.attempt("Conf5678"), Examples.COUNTER));
    assertThat(ca.now(user).confirmationPin()).isNotEqualTo(user.confirmationPin());
    ca.acquire(user);
  }

  @Test
  void aResetPinDoesNotOpenALock() {
    Subscriber user = ca.userOfNewCorporation(ca.kita, "12345678901234", "user1");
    for (int i = 0; i < 5; i++) {
      ca.from = Examples.from(i);
      assertThat(failure(user, "wrong" + i)).isEqualTo(Reason.INCORRECT_RESPONSE);
    }
    ca.step(
        () ->
            ca.use.resetPin.login(ca.kita, user.name(), Pin.attempt("Tmp4567"), Examples.COUNTER));
    assertThat(failure(user, "Tmp4567")).as("locked").isEqualTo(Reason.INCORRECT_RESPONSE);
    ca.step(() -> ca.use.unlock.unlock(ca.kita.id(), user.name(), Examples.COUNTER));
    assertThat(failure(user, "Tmp4567")).isEqualTo(Reason.PIN_CHANGE_REQUIRED);
  }

  @Test
  void noActOnASeatThatNobodyHasIsWritten() {
    var pin = Pin.attempt(PIN);
    assertRefused(
        Reason.NOT_FOUND, () -> ca.use.resetPin.login(ca.kita, NOBODY, pin, Examples.COUNTER));
    assertRefused(
        Reason.NOT_FOUND,
        () -> ca.use.resetPin.confirmation(ca.kita, NOBODY, pin, Examples.COUNTER));
    assertRefused(
        Reason.NOT_FOUND, () -> ca.use.unlock.unlock(ca.kita.id(), NOBODY, Examples.COUNTER));
    assertRefused(
        Reason.NOT_FOUND, () -> ca.use.suspension.suspend(ca.kita.id(), NOBODY, Examples.COUNTER));
    assertThat(ca.ports.history().on(ca.kita.id(), "subscriber:nobody")).isEmpty();
  }

  @Test
  void suspendingTwiceIsWrittenOnce() {
    Subscriber user = ca.userOfNewCorporation(ca.kita, "12345678901234", "user1");
    for (int i = 0; i < 2; i++) {
      ca.step(() -> ca.use.suspension.suspend(ca.kita.id(), user.name(), Examples.COUNTER));
    }
    assertThat(ca.ports.history().on(ca.kita.id(), "subscriber:" + user.name()))
        .filteredOn(entry -> entry.act() == Act.SUBSCRIBER_SUSPENDED)
        .hasSize(1);
  }

  @Test
  void anInstitutionNamesAPolicyThatIsThere() {
    var institution =
        new Institution(
            new InstitutionId("third"), "三", "Third", "Third, Ltd.", "Third CA", "third");
    assertRefused(Reason.MALFORMED, () -> ca.use.putInstitution.put(institution, Examples.COUNTER));
    assertThat(last("institution:kita")).isEqualTo(Act.INSTITUTION_PUT);
  }

  @Test
  void aPartnersDomainsAreNamesInLowerCaseWithoutWildcards() {
    for (String bad : List.of("*.example.net", "example", "192.0.2.1", "exa mple.net", "")) {
      assertRefused(Reason.MALFORMED, () -> put(new Partner.Names(bad, true, false)));
    }
    assertThat(put(new Partner.Names("Example.NET", true, false)).names())
        .containsExactly(new Partner.Names("example.net", true, false));
  }

  @Test
  void aPartnerOfAKnownNameIsChangedAndKeepsItsId() {
    Partner first = put(new Partner.Names("example.net", true, false));
    Partner second = put(new Partner.Names("example.org", true, true));
    assertThat(second.id()).isEqualTo(first.id());
    assertThat(ca.ports.partners().of(ca.kita.id())).containsExactly(second);
  }

  @Test
  void aPartnersKeyNamesProfilesForNamesAlone() {
    Partner partner = put();
    for (String profile : List.of("subscriber", "nothing")) {
      assertRefused(
          Reason.INVALID_PROFILE,
          () ->
              ca.use.mint.forPartner(
                  ca.kita, partner, Set.of(profile), false, Optional.empty(), Examples.COUNTER));
    }
    assertThat(ca.ports.keys().of(partner.id())).isEmpty();
  }

  @Test
  void aKeyThatIsNotThereIsNotRevoked() {
    assertRefused(
        Reason.NOT_FOUND, () -> ca.use.revokeKey.revoke(ca.kita.id(), "nobody", Examples.COUNTER));
  }

  private Partner put(Partner.Names... names) {
    return ca.step(
        () -> ca.use.putPartner.put(ca.kita, "partner", List.of(names), Examples.COUNTER));
  }

  private void register(String name, String mail, String pin) {
    var wanted =
        new NewCorporation(
            "99999999999999",
            name,
            mail,
            Subscriber.Language.JA,
            Pin.attempt(pin),
            Pin.attempt(PIN));
    ca.step(() -> ca.use.registerCorporation.register(ca.kita, wanted, Examples.COUNTER));
    var user =
        new NewUser(
            "99999999999999",
            "user1",
            name,
            mail,
            Subscriber.Language.JA,
            Pin.attempt(PIN),
            false,
            Pin.attempt(pin));
    ca.step(() -> ca.use.registerUser.register(ca.kita, user, Examples.COUNTER));
  }

  private Act last(String subject) {
    return ca.ports.history().on(ca.kita.id(), subject).getLast().act();
  }

  private Reason failure(Subscriber seat, String pin) {
    Account account = ca.account(ca.kita);
    Order order = ca.order(account, seat.name());
    return ca.answerPin(account, order, pin).error().orElseThrow().reason();
  }

  private static void assertRefused(Reason reason, ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.reason()).isEqualTo(reason));
  }
}
