package shomei.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.contract.Given.AKEBONO;
import static shomei.domain.contract.Given.MIDORI;
import static shomei.domain.contract.Given.NOW;
import static shomei.domain.contract.Given.dns;
import static shomei.domain.contract.Given.entry;
import static shomei.domain.contract.Given.institution;
import static shomei.domain.contract.Given.seat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import shomei.domain.certificate.Certificate;
import shomei.domain.history.Act;
import shomei.domain.history.Entry;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.notice.Mail;
import shomei.domain.notice.Outbox;
import shomei.domain.notice.TellOfActs;
import shomei.domain.notice.UntoldActs;
import shomei.domain.subscriber.Subscriber;

public abstract class UntoldActsContract extends PortContract {
  private static final SubscriberName SEAT = SubscriberName.administrator("12345678901234");

  @Test
  void ofAllActsOnASeatThoseComeInThatCallForAMail() {
    List<Entry> all =
        Arrays.stream(Act.values()).map(act -> entry(act, "subscriber:" + SEAT)).toList();
    all.forEach(ports.history()::add);
    assertThat(ports.untoldActs().after(0, 100))
        .extracting(UntoldActs.Untold::entry)
        .isEqualTo(all.stream().filter(one -> TellOfActs.kind(one).isPresent()).toList());
    List<UntoldActs.Untold> two = ports.untoldActs().after(0, 2);
    assertThat(two).hasSize(2);
    assertThat(ports.untoldActs().after(two.getFirst().id(), 1)).containsExactly(two.getLast());
  }

  @Test
  void anActThatWasNotDoneIsNotTold() {
    Subscriber seat = given.administrator("12345678901234");
    assertThat(ports.subscribers().suspend(seat.id(), Optional.empty(), false, suspended()))
        .isFalse();
    assertThat(ports.untoldActs().after(0, 10)).isEmpty();
    assertThat(ports.subscribers().suspend(seat.id(), Optional.empty(), true, suspended()))
        .isTrue();
    assertThat(ports.untoldActs().after(0, 10))
        .extracting(UntoldActs.Untold::entry)
        .containsExactly(suspended());
  }

  @Test
  void acquiringAndRevokingASeatsCertificateComeInAndAPartnersDoNot() {
    Certificate seats =
        given.issued(given.ready(given.account(), seat(given.administrator("12345678901234"))));
    Certificate partners = given.issued(given.ready(given.account(), dns("www.example.net")));
    revoke(seats);
    revoke(partners);
    assertThat(ports.untoldActs().after(0, 10))
        .extracting(untold -> untold.entry().subject())
        .containsExactly("certificate:" + seats.serial(), "certificate:" + seats.serial());
    assertThat(ports.untoldActs().after(0, 10))
        .extracting(untold -> untold.entry().act())
        .containsExactly(Act.CERTIFICATE_ISSUED, Act.CERTIFICATE_REVOKED);
  }

  @Test
  void ofParallelDecisionsOneIsWrittenWithItsMails() throws InterruptedException {
    ports.history().add(suspended());
    UntoldActs.Untold act = ports.untoldActs().after(0, 10).getFirst();
    var decided =
        Parallel.run(
            6,
            i ->
                ports
                    .untoldActs()
                    .decide(
                        act,
                        List.of(mail("one@example.jp"), mail("two@example.jp")),
                        Optional.of(entry(Act.MAIL_WRITTEN, "subscriber:" + SEAT)),
                        NOW));
    assertThat(decided).containsOnlyOnce(true);
    assertThat(ports.outbox().take(NOW, NOW.plusSeconds(60), 10))
        .extracting(Outbox.Waiting::mail)
        .extracting(Mail::to)
        .containsExactlyInAnyOrder("one@example.jp", "two@example.jp");
    assertThat(given.entries(Act.MAIL_WRITTEN, "subscriber:" + SEAT)).isOne();
    assertThat(ports.untoldActs().after(0, 10)).isEmpty();
  }

  @Test
  void anActThatNobodyIsToldOfIsDecidedToo() {
    ports.history().add(suspended());
    UntoldActs.Untold act = ports.untoldActs().after(0, 10).getFirst();
    assertThat(ports.untoldActs().decide(act, List.of(), Optional.empty(), NOW)).isTrue();
    assertThat(
            ports.untoldActs().decide(act, List.of(mail("one@example.jp")), Optional.empty(), NOW))
        .isFalse();
    assertThat(ports.outbox().size()).isZero();
  }

  @Test
  void mailsAreCountedByAddressTextAndSeatWhetherTheyWereSentOrNot() {
    post(mail("one@example.jp"));
    post(mail("one@example.jp"));
    post(mail("two@example.jp"));
    Mail sent = ports.outbox().take(NOW, NOW.plusSeconds(60), 1).getFirst().mail();
    ports.outbox().sent(sent.id(), NOW);
    Instant before = NOW.minus(Duration.ofDays(1));
    assertThat(mailed("one@example.jp", Mail.Text.SUSPENDED, SEAT, before)).isEqualTo(2);
    assertThat(mailed("two@example.jp", Mail.Text.SUSPENDED, SEAT, before)).isOne();
    assertThat(mailed("one@example.jp", Mail.Text.LOCKED, SEAT, before)).isZero();
    SubscriberName other = SubscriberName.user("12345678901234", "user1");
    assertThat(mailed("one@example.jp", Mail.Text.SUSPENDED, other, before)).isZero();
    assertThat(mailed("one@example.jp", Mail.Text.SUSPENDED, SEAT, NOW.plus(Duration.ofDays(1))))
        .isZero();
    assertThat(
            ports.untoldActs().mailed(AKEBONO, "one@example.jp", Mail.Text.SUSPENDED, SEAT, before))
        .isZero();
  }

  private int mailed(String to, Mail.Text text, SubscriberName seat, Instant since) {
    return ports.untoldActs().mailed(MIDORI, to, text, seat, since);
  }

  private void post(Mail mail) {
    ports.history().add(suspended());
    UntoldActs.Untold act = ports.untoldActs().after(0, 1).getFirst();
    assertThat(ports.untoldActs().decide(act, List.of(mail), Optional.empty(), NOW)).isTrue();
  }

  private void revoke(Certificate certificate) {
    assertThat(
            ports
                .certificates()
                .revoke(
                    certificate.serial(),
                    new Certificate.Revocation(NOW, Optional.empty()),
                    entry(Act.CERTIFICATE_REVOKED, "certificate:" + certificate.serial())))
        .isTrue();
  }

  private static Entry suspended() {
    return entry(Act.SUBSCRIBER_SUSPENDED, "subscriber:" + SEAT);
  }

  private Mail mail(String to) {
    return new Mail(
        given.id(),
        institution(MIDORI),
        Mail.Text.SUSPENDED,
        Subscriber.Language.JA,
        to,
        Map.of("seat", SEAT.toString()));
  }
}
