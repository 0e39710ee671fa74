package shomei.domain.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import shomei.domain.fixture.Examples;
import shomei.domain.fixture.TestKeys;
import shomei.domain.fixture.TestRequests;
import shomei.domain.harness.CaHarness.Held;
import shomei.domain.history.Act;
import shomei.domain.notice.Mail;
import shomei.domain.notice.NoticeSender.Outcome;
import shomei.domain.partner.Partner;
import shomei.domain.subscriber.Subscriber;

/// Notices of expiry, each exactly once (seeds 000, 003, 004).
final class NoticeTest {
  private static final Duration DAY = Duration.ofDays(1);
  private final CaHarness ca = new CaHarness();

  @Test
  void biznetTellsThirtyAndTenDaysBefore() {
    Held held = biznetUser();
    Instant end = held.certificate().notAfter();
    assertThat(mailsUntil(end.plus(DAY)))
        .containsExactly(
            end.minus(DAY.multipliedBy(30)) + " 30", end.minus(DAY.multipliedBy(10)) + " 10");
  }

  @Test
  void densaiTellsFortyAndTenDaysBeforeAndOnTheDay() {
    Held held = ca.acquire(ca.userOfNewCorporation(ca.hokuyo, "0501D00601", "S"));
    Instant end = held.certificate().notAfter();
    assertThat(end).isEqualTo(Instant.parse("2027-04-01T23:59:59Z"));
    // the certificate ends at 08:59:59 of 2 April in Japan, the day begins there nine hours before
    assertThat(mailsUntil(end.plus(DAY)))
        .containsExactly(
            end.minus(DAY.multipliedBy(40)) + " 40",
            end.minus(DAY.multipliedBy(10)) + " 10",
            "2027-04-01T15:00:00Z 0");
  }

  @Test
  void eachGoesToTheSeatsOwnAddressInItsLanguage() {
    Subscriber administrator = ca.administrator(ca.kita, "12345678901234");
    Subscriber user = ca.user(ca.kita, "12345678901234", "user1");
    Held first = ca.acquire(administrator);
    ca.acquire(user);
    ca.clock.set(first.certificate().notAfter().minus(DAY.multipliedBy(30)));
    deliver();
    assertThat(ca.inbox.mails()).hasSize(2);
    Mail toAdministrator = mailTo("admin@example.jp");
    assertThat(toAdministrator.language()).isEqualTo(Subscriber.Language.JA);
    assertThat(toAdministrator.institution()).isEqualTo(ca.kita);
    assertThat(toAdministrator.values())
        .containsEntry("holder", "みどり商事")
        .containsEntry("seat", "12345678901234")
        .containsEntry("serial", first.certificate().serial().hex())
        .containsEntry("expires", "2027-04-01T23:59:59Z")
        .containsEntry("days", "30")
        .containsEntry("renewalOpens", "2027-03-02T23:59:59Z")
        .containsEntry("reopenedBy", "counter");
    Mail toUser = mailTo("user1@example.jp");
    assertThat(toUser.language()).isEqualTo(Subscriber.Language.EN);
    assertThat(toUser.values())
        .containsEntry("seat", "12345678901234/user1")
        .containsEntry("reopenedBy", "administrator");
  }

  @Test
  void nobodyIsToldOfARenewedCertificate() {
    Held held = biznetUser();
    ca.clock.set(held.certificate().notAfter().minus(DAY.multipliedBy(30)));
    deliver();
    ca.renew(held, Optional.empty());
    ca.clock.set(held.certificate().notAfter());
    deliver();
    assertThat(ca.inbox.mails()).hasSize(1);
    assertThat(acts(held)).containsExactly(Act.NOTICE_SENT, Act.NOTICE_DROPPED);
  }

  @Test
  void nobodyIsToldOfARevokedCertificate() {
    Held held = biznetUser();
    ca.step(
        () ->
            ca.use.revoke.byOperator(
                held.certificate().serial(), Optional.empty(), Examples.COUNTER));
    ca.clock.set(held.certificate().notAfter());
    deliver();
    assertThat(ca.inbox.mails()).isEmpty();
    assertThat(acts(held)).containsExactly(Act.NOTICE_DROPPED, Act.NOTICE_DROPPED);
  }

  @Test
  void nobodyIsToldAfterExpiry() {
    Held held = biznetUser();
    ca.clock.set(held.certificate().notAfter().plusSeconds(1));
    deliver();
    assertThat(ca.inbox.mails()).isEmpty();
  }

  @Test
  void aLateNoticeSaysTheDaysThatAreLeft() {
    Held held = biznetUser();
    ca.clock.set(held.certificate().notAfter().minus(DAY.multipliedBy(27)));
    deliver();
    assertThat(ca.inbox.mails().getFirst().values()).containsEntry("days", "27");
  }

  @Test
  void aPartnersCertificateHasNoNotices() {
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
    var account = ca.account(ca.kita, CaHarness.bound(kid, ca.use.secrets.of(ca.kita.id(), kid)));
    var order = ca.names(account, "a.example.net");
    var csr = TestRequests.request(TestKeys.make(), "", "a.example.net");
    ca.finish(account, order, csr);
    ca.advance(DAY.multipliedBy(400));
    assertThat(ca.use.decideNotices.decide(10)).isZero();
  }

  @Test
  void aMailServerThatIsAwayLosesAndDoublesNothing() {
    Held held = biznetUser();
    ca.inbox.answers(mail -> new Outcome.TryAgain("away"));
    ca.clock.set(held.certificate().notAfter().minus(DAY.multipliedBy(30)));
    List<Duration> waits = new ArrayList<>();
    deliver();
    for (int i = 0; i < 8; i++) {
      waits.add(waitUntilTried());
    }
    assertThat(waits)
        .extracting(Duration::toMinutes)
        .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
    ca.inbox.answers(mail -> new Outcome.Sent());
    ca.advance(Duration.ofHours(1));
    assertThat(ca.use.deliverMail.deliver(10)).isOne();
    assertThat(ca.use.deliverMail.deliver(10)).isZero();
    assertThat(ca.inbox.mails()).hasSize(1);
    assertThat(ca.ports.outbox().size()).isZero();
  }

  /// How long until the mail is tried again, to the second.
  private Duration waitUntilTried() {
    List<Mail> tried = new ArrayList<>();
    ca.inbox.answers(
        mail -> {
          tried.add(mail);
          return new Outcome.TryAgain("away");
        });
    Instant since = ca.clock.instant();
    while (tried.isEmpty()) {
      ca.clock.advance(Duration.ofSeconds(1));
      ca.use.deliverMail.deliver(10);
    }
    return Duration.between(since, ca.clock.instant());
  }

  @Test
  void aMailThatIsRefusedForGoodIsGivenUp() {
    Held held = biznetUser();
    ca.inbox.answers(mail -> new Outcome.Refused("no such mailbox"));
    ca.clock.set(held.certificate().notAfter().minus(DAY.multipliedBy(30)));
    deliver();
    assertThat(ca.ports.outbox().size()).isZero();
  }

  @Test
  void whatMustBeMendedWithUsRingsAndLosesNothing() {
    ca.acquire(ca.administrator(ca.kita, "12345678901234"));
    Held held = ca.acquire(ca.user(ca.kita, "12345678901234", "user1"));
    ca.clock.set(held.certificate().notAfter().minus(DAY.multipliedBy(30)));
    ca.step(() -> ca.use.decideNotices.decide(10));
    List<Mail> tried = new ArrayList<>();
    ca.inbox.answers(
        mail -> {
          tried.add(mail);
          return new Outcome.Misconfigured("the login is wrong");
        });
    assertThat(ca.use.deliverMail.misconfigured()).isEmpty();
    assertThat(ca.use.deliverMail.deliver(10)).isZero();
    assertThat(tried).as("a wrong login is not tried with every mail").hasSize(1);
    assertThat(ca.use.deliverMail.misconfigured()).contains("the login is wrong");
    for (int day = 0; day < 6 * 24; day++) {
      ca.clock.advance(Duration.ofMinutes(10));
      ca.use.deliverMail.deliver(10);
    }
    assertThat(ca.use.deliverMail.misconfigured()).contains("the login is wrong");
    assertThat(ca.ports.outbox().size()).isEqualTo(2);

    ca.inbox.answers(mail -> new Outcome.Sent());
    ca.advance(Duration.ofMinutes(10));
    assertThat(ca.use.deliverMail.deliver(10)).isEqualTo(2);
    assertThat(ca.use.deliverMail.misconfigured()).isEmpty();
    assertThat(ca.inbox.mails()).hasSize(2);
  }

  @Test
  void whatAnotherNodeSawMendedStopsRingingHere() {
    Held held = biznetUser();
    ca.inbox.answers(mail -> new Outcome.Misconfigured("the login is wrong"));
    ca.clock.set(held.certificate().notAfter().minus(DAY.multipliedBy(30)));
    deliver();
    ca.clock.advance(Duration.ofMinutes(29));
    assertThat(ca.use.deliverMail.misconfigured()).isPresent();
    ca.clock.advance(Duration.ofMinutes(1));
    assertThat(ca.use.deliverMail.misconfigured()).isEmpty();
  }

  @Test
  void aFaultAtOneMailDoesNotHoldUpTheOthersForGood() {
    ca.acquire(ca.administrator(ca.kita, "12345678901234"));
    Held held = ca.acquire(ca.user(ca.kita, "12345678901234", "user1"));
    ca.inbox.answers(
        mail -> {
          if (mail.to().equals("admin@example.jp")) {
            throw new IllegalStateException("a text that names no such value");
          }
          return new Outcome.Sent();
        });
    ca.clock.set(held.certificate().notAfter().minus(DAY.multipliedBy(30)));
    ca.step(() -> ca.use.decideNotices.decide(10));
    assertThatThrownBy(() -> ca.use.deliverMail.deliver(10))
        .isInstanceOf(IllegalStateException.class);
    ca.use.deliverMail.deliver(10);
    assertThat(ca.inbox.mails()).extracting(Mail::to).containsExactly("user1@example.jp");
    assertThat(ca.ports.outbox().size()).isOne();
  }

  @Test
  void aNodeThatDiesWithAMailInItsHandsGivesItBack() {
    Held held = biznetUser();
    ca.clock.set(held.certificate().notAfter().minus(DAY.multipliedBy(30)));
    ca.step(() -> ca.use.decideNotices.decide(10));
    Instant now = ca.clock.instant();
    assertThat(ca.ports.outbox().take(now, now.plus(Duration.ofMinutes(10)), 1)).hasSize(1);
    assertThat(ca.use.deliverMail.deliver(10)).isZero();
    ca.advance(Duration.ofMinutes(10));
    assertThat(ca.use.deliverMail.deliver(10)).isOne();
  }

  @Test
  void noMoreIsDecidedOrSentAtOnceThanWanted() {
    ca.acquire(ca.administrator(ca.kita, "12345678901234"));
    Held held = ca.acquire(ca.user(ca.kita, "12345678901234", "user1"));
    ca.clock.set(held.certificate().notAfter().minus(DAY.multipliedBy(30)));
    assertThat(ca.use.decideNotices.decide(1)).isOne();
    assertThat(ca.use.decideNotices.decide(1)).isOne();
    assertThat(ca.use.decideNotices.decide(1)).isZero();
    assertThat(ca.use.deliverMail.deliver(1)).isOne();
    assertThat(ca.inbox.mails()).hasSize(1);
  }

  private Held biznetUser() {
    return ca.acquire(ca.userOfNewCorporation(ca.kita, "12345678901234", "user1"));
  }

  private void deliver() {
    ca.step(() -> ca.use.decideNotices.decide(100));
    ca.step(() -> ca.use.deliverMail.deliver(100));
  }

  private Mail mailTo(String address) {
    return ca.inbox.mails().stream()
        .filter(mail -> mail.to().equals(address))
        .findFirst()
        .orElseThrow();
  }

  private List<Act> acts(Held held) {
    return ca
        .ports
        .history()
        .on(ca.kita.id(), "certificate:" + held.certificate().serial())
        .stream()
        .map(entry -> entry.act())
        .filter(act -> act == Act.NOTICE_SENT || act == Act.NOTICE_DROPPED)
        .toList();
  }

  /// Looks every second around the due instants and once an hour otherwise: when did which mail
  /// come?
  private List<String> mailsUntil(Instant end) {
    List<String> came = new ArrayList<>();
    ca.inbox.answers(
        mail -> {
          came.add(ca.clock.instant() + " " + mail.values().get("days"));
          return new Outcome.Sent();
        });
    while (ca.clock.instant().isBefore(end)) {
      ca.use.decideNotices.decide(10);
      ca.use.deliverMail.deliver(10);
      long intoHour = ca.clock.instant().getEpochSecond() % 3600;
      ca.clock.advance(Duration.ofSeconds(intoHour == 0 ? 3599 : 3600 - intoHour));
    }
    ca.step(() -> {});
    return came;
  }
}
