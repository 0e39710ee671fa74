package shomei.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.contract.Given.AKEBONO;
import static shomei.domain.contract.Given.NOW;
import static shomei.domain.contract.Given.entry;
import static shomei.domain.contract.Given.institution;
import static shomei.domain.contract.Given.seat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shomei.domain.certificate.Certificate;
import shomei.domain.history.Act;
import shomei.domain.kernel.TimeOrderedId;
import shomei.domain.notice.Mail;
import shomei.domain.notice.Notice;
import shomei.domain.notice.Outbox;
import shomei.domain.subscriber.Subscriber;

public abstract class OutboxContract extends PortContract {
  private static final Instant LATER = NOW.plusSeconds(600);
  private Mail mail;

  @BeforeEach
  final void post() {
    Certificate certificate =
        given.issued(given.ready(given.account(), seat(given.administrator("12345678901234"))));
    mail =
        new Mail(
            given.id(),
            institution(AKEBONO),
            Mail.Text.EXPIRY,
            Subscriber.Language.EN,
            "hanako@example.jp",
            Map.of("holder", "緑 花子", "days", "30"));
    Notice notice =
        new Notice(certificate.serial(), 30, certificate.notAfter().minus(Duration.ofDays(30)));
    ports.notices().decide(notice, List.of(mail), entry(Act.NOTICE_SENT, "certificate:x"));
  }

  @Test
  void ofParallelTakersOneTakesAMail() throws InterruptedException {
    var taken = Parallel.run(6, i -> ports.outbox().take(NOW, LATER, 10));
    assertThat(taken.stream().flatMap(List::stream)).containsExactly(new Outbox.Waiting(mail, 0));
  }

  @Test
  void aTakerThatDiesGivesItsMailsBack() {
    ports.outbox().take(NOW, LATER, 10);
    assertThat(ports.outbox().take(LATER.minusSeconds(1), LATER.plusSeconds(600), 10)).isEmpty();
    assertThat(ports.outbox().size()).isOne();
    assertThat(ports.outbox().take(LATER, LATER.plusSeconds(600), 10))
        .containsExactly(new Outbox.Waiting(mail, 0));
  }

  @Test
  void aFailedMailComesBackInItsTimeWithItsTries() {
    ports.outbox().take(NOW, LATER, 10);
    ports.outbox().failed(mail.id(), "the server is away", NOW.plusSeconds(60));
    assertThat(ports.outbox().take(NOW.plusSeconds(59), LATER, 10)).isEmpty();
    assertThat(ports.outbox().take(NOW.plusSeconds(60), LATER, 10))
        .containsExactly(new Outbox.Waiting(mail, 1));
  }

  @Test
  void whatWasSentNeverComesBack() {
    ports.outbox().take(NOW, LATER, 10);
    ports.outbox().sent(mail.id(), NOW);
    assertThat(ports.outbox().size()).isZero();
    assertThat(ports.outbox().take(LATER, LATER.plusSeconds(1), 10)).isEmpty();
  }

  @Test
  void whatWasRefusedNeverComesBack() {
    ports.outbox().take(NOW, LATER, 10);
    ports.outbox().refused(mail.id(), "no such mailbox", NOW);
    assertThat(ports.outbox().size()).isZero();
    assertThat(ports.outbox().take(LATER, LATER.plusSeconds(1), 10)).isEmpty();
  }

  @Test
  void oldMailsThatWaitNoMoreAreForgotten() {
    Instant written = TimeOrderedId.at(mail.id());
    assertThat(ports.outbox().forget(written.plusMillis(1), 10)).isZero();
    ports.outbox().sent(mail.id(), NOW);
    assertThat(ports.outbox().forget(written, 10)).isZero();
    assertThat(ports.outbox().forget(written.plusMillis(1), 0)).isZero();
    assertThat(ports.outbox().forget(written.plusMillis(1), 10)).isOne();
    assertThat(ports.outbox().forget(written.plusMillis(1), 10)).isZero();
  }

  @Test
  void noMoreThanWantedAreTaken() {
    assertThat(ports.outbox().take(NOW, LATER, 0)).isEmpty();
    assertThat(ports.outbox().take(NOW, LATER, 1)).hasSize(1);
  }
}
