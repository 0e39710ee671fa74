package shomei.domain.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import shomei.domain.account.Account;
import shomei.domain.credential.Pin;
import shomei.domain.fixture.Examples;
import shomei.domain.fixture.TestKeys;
import shomei.domain.fixture.TestRequests;
import shomei.domain.harness.CaHarness.Held;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.notice.Mail;
import shomei.domain.notice.NoticeSender.Outcome;
import shomei.domain.order.Order;
import shomei.domain.partner.Partner;
import shomei.domain.subscriber.RegisterUser;
import shomei.domain.subscriber.Subscriber;

/// Each act on a seat makes exactly the mails named here, and no other.
final class ActMailTest {
  private static final String CONTRACT = "12345678901234";
  private static final Duration DAY = Duration.ofDays(1);

  private final CaHarness ca = new CaHarness();
  private int read;
  private int guesses;

  @Test
  void registeringAndOpeningAcquisitionIsNotTold() {
    Subscriber user = user();
    ca.step(() -> ca.use.openAcquisition.open(ca.kita, user.name(), Examples.COUNTER));
    assertThat(told()).isEmpty();
  }

  @Test
  void anAdministratorsFirstAcquisitionIsToldWithTheChangeOfThePin() {
    ca.acquire(ca.administrator(ca.kita, CONTRACT));
    assertThat(told()).containsExactly("PIN_CHANGED admin@example.jp", "ACQUIRED admin@example.jp");
  }

  @Test
  void aUsersAcquisitionIsToldToUserAndAdministratorEachInTheirLanguage() {
    Held held = ca.acquire(user());
    assertThat(told()).containsExactly("ACQUIRED user1@example.jp", "ACQUIRED admin@example.jp");
    Mail toUser = ca.inbox.mails().getFirst();
    assertThat(toUser.language()).isEqualTo(Subscriber.Language.EN);
    assertThat(toUser.values())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "addressee", "緑 花子",
                "holder", "緑 花子",
                "seat", CONTRACT + "/user1",
                "at", CaHarness.START.toString(),
                "serial", held.certificate().serial().hex(),
                "expires", held.certificate().notAfter().toString(),
                "network", "192.0.2.1",
                "contact", "the help desk, 03-0000-0000",
                "ofUser", "yes"));
    Mail toAdministrator = ca.inbox.mails().getLast();
    assertThat(toAdministrator.language()).isEqualTo(Subscriber.Language.JA);
    assertThat(toAdministrator.values())
        .containsEntry("addressee", "みどり商事")
        .containsEntry("holder", "緑 花子")
        .containsEntry("toAdministrator", "yes")
        .doesNotContainKeys("contact", "byCounter", "pc");
  }

  @Test
  void aRenewalIsTold() {
    Held held = ca.acquire(user());
    told();
    ca.clock.set(held.certificate().notAfter().minus(DAY.multipliedBy(20)));
    ca.renew(held, Optional.empty());
    assertThat(told()).containsExactly("RENEWED user1@example.jp", "RENEWED admin@example.jp");
  }

  @Test
  void aRevocationIsToldAndThatItWasTheCounter() {
    Held held = ca.acquire(user());
    told();
    ca.step(
        () ->
            ca.use.revoke.byOperator(
                held.certificate().serial(), Optional.empty(), Examples.COUNTER));
    assertThat(told()).containsExactly("REVOKED user1@example.jp", "REVOKED admin@example.jp");
    assertThat(ca.inbox.mails().getLast().values())
        .containsEntry("serial", held.certificate().serial().hex())
        .containsEntry("byCounter", "yes")
        .doesNotContainKey("network");
  }

  @Test
  void whatANewCertificateSupersedesIsToldByTheMailOnTheNewOne() {
    Subscriber user = user();
    ca.acquire(user);
    told();
    ca.step(() -> ca.use.openAcquisition.open(ca.kita, user.name(), Examples.COUNTER));
    ca.acquire(user);
    assertThat(told()).containsExactly("ACQUIRED user1@example.jp", "ACQUIRED admin@example.jp");
  }

  @Test
  void aReissueByTheAdministratorIsToldAsARevocation() {
    Held held = ca.acquire(user());
    told();
    var chosen =
        new ConfirmedRevocation.Chosen(
            SubscriberName.user(CONTRACT, "user1"), Optional.of(held.certificate().serial()));
    ca.step(
        () ->
            ca.use.revokeUser.reissue(
                ca.kita,
                SubscriberName.administrator(CONTRACT),
                chosen,
                Pin.attempt(CaHarness.PIN),
                Examples.FROM));
    assertThat(told()).containsExactly("REVOKED user1@example.jp", "REVOKED admin@example.jp");
  }

  @Test
  void aPinThatTheCounterSetsIsToldAndWhichOneItIs() {
    Subscriber user = user();
    Pin pin = Pin.attempt("mB3xTq");
    ca.step(() -> ca.use.resetPin.login(ca.kita, user.name(), pin, Examples.COUNTER));
    assertThat(told())
        .containsExactly("PIN_CHANGED user1@example.jp", "PIN_CHANGED admin@example.jp");
    assertThat(ca.inbox.mails().getLast().values()).doesNotContainKey("confirmationPin");
    ca.step(() -> ca.use.resetPin.confirmation(ca.kita, user.name(), pin, Examples.COUNTER));
    assertThat(told())
        .containsExactly("PIN_CHANGED user1@example.jp", "PIN_CHANGED admin@example.jp");
    assertThat(ca.inbox.mails().getLast().values()).containsEntry("confirmationPin", "yes");
    assertThat(ca.inbox.mails().toString()).doesNotContain("mB3xTq");
  }

  @Test
  void wrongPinsAreNotToldAndTheLockIsOnce() {
    Subscriber user = user();
    int lockAfter = Examples.biznet().pins().lockAfter();
    for (int i = 1; i < lockAfter; i++) {
      guess(user.name());
    }
    assertThat(told()).isEmpty();
    guess(user.name());
    assertThat(told()).containsExactly("LOCKED user1@example.jp", "LOCKED admin@example.jp");
    for (int i = 0; i < 3 * lockAfter; i++) {
      guess(user.name());
    }
    assertThat(told()).isEmpty();
    ca.step(() -> ca.use.unlock.unlock(ca.kita.id(), user.name(), Examples.COUNTER));
    assertThat(told()).containsExactly("UNLOCKED user1@example.jp", "UNLOCKED admin@example.jp");
  }

  @Test
  void nobodyIsToldOfASeatThatNobodyHas() {
    for (int i = 0; i < 10; i++) {
      guess(SubscriberName.administrator("99999999999999"));
    }
    assertThat(told()).isEmpty();
    assertThat(ca.ports.untoldActs().after(0, 10)).isEmpty();
  }

  @Test
  void suspendingAndLettingGoOnIsToldWhereSomethingChanged() {
    Subscriber user = user();
    suspend(user);
    suspend(user);
    assertThat(told()).containsExactly("SUSPENDED user1@example.jp", "SUSPENDED admin@example.jp");
    unsuspend(user);
    unsuspend(user);
    assertThat(told())
        .containsExactly("UNSUSPENDED user1@example.jp", "UNSUSPENDED admin@example.jp");
  }

  @Test
  void whoHasOneAddressForBothGetsOneMail() {
    ca.administrator(ca.kita, CONTRACT);
    var wanted =
        new RegisterUser.NewUser(
            CONTRACT,
            "boss",
            "緑 花子",
            "Admin@example.jp",
            Subscriber.Language.EN,
            Pin.attempt(CaHarness.PIN),
            false,
            Pin.attempt(CaHarness.PIN));
    suspend(ca.step(() -> ca.use.registerUser.register(ca.kita, wanted, Examples.COUNTER)).seat());
    assertThat(told()).containsExactly("SUSPENDED Admin@example.jp");
  }

  @Test
  void aPartnersCertificatesAreNotToldByMail() {
    var partner =
        ca.step(
            () ->
                ca.use.putPartner.put(
                    ca.kita,
                    "partner",
                    List.of(new Partner.Names("example.net", true, true)),
                    Examples.COUNTER));
    var minted =
        ca.step(
            () ->
                ca.use.mint.forPartner(
                    ca.kita, partner, Set.of(), false, Optional.empty(), Examples.COUNTER));
    String kid = minted.key().kid();
    Account account =
        ca.account(ca.kita, CaHarness.bound(kid, ca.use.secrets.of(ca.kita.id(), kid)));
    Order order = ca.names(account, "a.example.net");
    ca.finish(account, order, TestRequests.request(TestKeys.make(), "", "a.example.net"));
    assertThat(told()).isEmpty();
  }

  @Test
  void whatAJournalBringsBackIsNotToldAgain() {
    Held held = ca.acquire(user());
    told();
    ca.ports
        .history()
        .add(
            new Entry(
                ca.clock.instant(),
                ca.kita.id(),
                Actor.system(),
                Act.CERTIFICATE_REVOKED,
                "certificate:" + held.certificate().serial(),
                Map.of("source", "journal")));
    ca.use.tellOfActs.decide(100);
    ca.use.deliverMail.deliver(100);
    assertThat(ca.inbox.mails()).hasSize(2);
  }

  @Test
  void thePolicySaysWhoIsToldOfWhat() {
    Policy.Mails mails =
        new Policy.Mails(
            Set.of(Policy.Told.LOCKED),
            EnumSet.of(Policy.Told.SUSPENDED),
            10,
            Optional.empty(),
            Optional.empty());
    CaHarness quiet = new CaHarness(Examples.mails(Examples.biznet(), mails));
    Subscriber user = quiet.userOfNewCorporation(quiet.kita, CONTRACT, "user1");
    quiet.acquire(user);
    quiet.use.suspension.suspend(quiet.kita.id(), user.name(), Examples.COUNTER);
    quiet.use.tellOfActs.decide(100);
    quiet.use.deliverMail.deliver(100);
    assertThat(quiet.inbox.mails())
        .extracting(ActMailTest::line)
        .containsExactly("SUSPENDED admin@example.jp");
    assertThat(quiet.ports.untoldActs().after(0, 10)).isEmpty();
  }

  @Test
  void aFloodOfOneKindEndsAndHidesNoOther() {
    Subscriber user = user();
    Subscriber other = ca.user(ca.kita, CONTRACT, "user2");
    for (int i = 0; i < 25; i++) {
      suspend(user);
      unsuspend(user);
    }
    assertThat(told())
        .hasSize(40)
        .filteredOn("SUSPENDED user1@example.jp"::equals)
        .hasSize(Examples.mails().mostADay());
    suspend(other);
    assertThat(told()).containsExactly("SUSPENDED user2@example.jp", "SUSPENDED admin@example.jp");
    ca.acquire(user);
    assertThat(told()).containsExactly("ACQUIRED user1@example.jp", "ACQUIRED admin@example.jp");
    List<Act> told =
        ca.ports.history().on(ca.kita.id(), "subscriber:" + user.name()).stream()
            .map(Entry::act)
            .filter(act -> act == Act.MAIL_WRITTEN || act == Act.MAIL_DROPPED)
            .toList();
    assertThat(told).hasSize(50).filteredOn(Act.MAIL_DROPPED::equals).hasSize(30);
    ca.advance(DAY);
    suspend(user);
    assertThat(told()).hasSize(2);
  }

  @Test
  void aMailServerThatIsAwayDelaysAndNeitherHindersNorDoubles() {
    ca.inbox.answers(mail -> new Outcome.TryAgain("away"));
    Subscriber user = user();
    ca.acquire(user);
    assertThat(told()).isEmpty();
    ca.restart();
    ca.inbox.answers(mail -> new Outcome.Sent());
    ca.advance(Duration.ofHours(2));
    assertThat(told()).containsExactly("ACQUIRED user1@example.jp", "ACQUIRED admin@example.jp");
    assertThat(told()).isEmpty();
  }

  @Test
  void aNodeThatDiesAfterTheActLeavesItToTheNext() {
    ca.acquire(user());
    ca.restart();
    assertThat(told()).containsExactly("ACQUIRED user1@example.jp", "ACQUIRED admin@example.jp");
  }

  @Test
  void aFaultAtOneActKeepsNobodyFromHearingOfTheOthers() {
    suspend(user());
    Subscriber other = ca.administrator(ca.hokuyo, "0501D00601");
    ca.use.suspension.suspend(ca.hokuyo.id(), other.name(), Examples.COUNTER);
    ca.ports
        .institutions()
        .put(
            Examples.institution("kita", "a policy that is gone"),
            new Entry(
                ca.clock.instant(),
                ca.kita.id(),
                Actor.system(),
                Act.INSTITUTION_PUT,
                "institution:kita",
                Map.of()));
    assertThatThrownBy(() -> ca.use.tellOfActs.decide(1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("a policy that is gone");
    ca.use.deliverMail.deliver(100);
    assertThat(ca.inbox.mails())
        .extracting(Mail::institution)
        .extracting(Institution::id)
        .containsExactly(ca.hokuyo.id());
    assertThat(ca.ports.untoldActs().after(0, 10)).hasSize(1);
  }

  private Subscriber user() {
    return ca.userOfNewCorporation(ca.kita, CONTRACT, "user1");
  }

  private void suspend(Subscriber seat) {
    ca.step(() -> ca.use.suspension.suspend(ca.kita.id(), seat.name(), Examples.COUNTER));
  }

  private void unsuspend(Subscriber seat) {
    ca.step(() -> ca.use.suspension.unsuspend(ca.kita.id(), seat.name(), Examples.COUNTER));
  }

  /// From another network each time, so that it counts towards the lock.
  private void guess(SubscriberName seat) {
    ca.from = Examples.from(++guesses);
    Account account = ca.account(ca.kita);
    ca.answerPin(account, ca.order(account, seat), "wrong1");
  }

  /// The mails that came since this was asked last.
  private List<String> told() {
    ca.step(() -> ca.use.tellOfActs.decide(1000));
    ca.step(() -> ca.use.deliverMail.deliver(1000));
    List<String> all = ca.inbox.mails().stream().map(ActMailTest::line).toList();
    List<String> fresh = all.subList(read, all.size());
    read = all.size();
    return fresh;
  }

  private static String line(Mail mail) {
    return mail.text() + " " + mail.to();
  }
}
