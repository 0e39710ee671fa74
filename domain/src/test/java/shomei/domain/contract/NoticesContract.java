package shomei.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.contract.Given.MIDORI;
import static shomei.domain.contract.Given.entry;
import static shomei.domain.contract.Given.institution;
import static shomei.domain.contract.Given.seat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shomei.domain.certificate.Certificate;
import shomei.domain.history.Act;
import shomei.domain.notice.Mail;
import shomei.domain.notice.Notice;
import shomei.domain.notice.Notices;
import shomei.domain.subscriber.Subscriber;

public abstract class NoticesContract extends PortContract {
  private Certificate certificate;
  private Notice thirty;
  private Notice ten;

  @BeforeEach
  final void issue() {
    certificate =
        given.issued(given.ready(given.account(), seat(given.administrator("12345678901234"))));
    thirty = notice(30);
    ten = notice(10);
  }

  @Test
  void aNoticeIsDueFromItsInstantOnWithItsCertificate() {
    assertThat(ports.notices().due(thirty.due().minusSeconds(1), 10)).isEmpty();
    assertThat(ports.notices().due(thirty.due(), 10))
        .containsExactly(new Notices.Due(thirty, certificate));
  }

  @Test
  void theOldestComeFirst() {
    assertThat(ports.notices().due(certificate.notAfter(), 10))
        .containsExactly(new Notices.Due(thirty, certificate), new Notices.Due(ten, certificate));
    assertThat(ports.notices().due(certificate.notAfter(), 1))
        .containsExactly(new Notices.Due(thirty, certificate));
  }

  @Test
  void ofParallelDecisionsOneIsWrittenWithItsMail() throws InterruptedException {
    var decided = Parallel.run(6, i -> decide(thirty, List.of(mail())));
    assertThat(decided).containsOnlyOnce(true);
    assertThat(ports.outbox().size()).isOne();
    assertThat(given.entries(Act.NOTICE_SENT, "certificate:" + certificate.serial())).isOne();
    assertThat(ports.notices().due(certificate.notAfter(), 10))
        .containsExactly(new Notices.Due(ten, certificate));
  }

  @Test
  void aNoticeThatNobodyIsToldIsDecidedToo() {
    assertThat(decide(thirty, List.of())).isTrue();
    assertThat(decide(thirty, List.of(mail()))).isFalse();
    assertThat(ports.outbox().size()).isZero();
  }

  private boolean decide(Notice notice, List<Mail> mails) {
    return ports
        .notices()
        .decide(notice, mails, entry(Act.NOTICE_SENT, "certificate:" + certificate.serial()));
  }

  private Mail mail() {
    return new Mail(
        given.id(),
        institution(MIDORI),
        Mail.Text.EXPIRY,
        Subscriber.Language.JA,
        "hanako@example.jp",
        Map.of("holder", "緑 花子"));
  }

  private Notice notice(int days) {
    return new Notice(
        certificate.serial(), days, certificate.notAfter().minus(Duration.ofDays(days)));
  }

  @Test
  void noticesComeInWithTheCertificate() {
    assertThat(ports.notices().due(certificate.notAfter(), 10))
        .extracting(Notices.Due::notice)
        .isEqualTo(List.of(thirty, ten));
  }
}
