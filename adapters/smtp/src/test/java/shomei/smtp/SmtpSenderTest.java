package shomei.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.notice.Mail;
import shomei.domain.notice.NoticeSender.Outcome;
import shomei.domain.subscriber.Subscriber.Language;

class SmtpSenderTest {
  private static final Instant NOW = Instant.parse("2027-10-22T23:59:59Z");
  private static final Institution BANK =
      new Institution(
          new InstitutionId("kita"), "きた銀行", "Kita Bank", "Kita Bank, Ltd.", "Kita CA", "biznet");

  @TempDir private Path folder;
  private MailServer server;

  @BeforeEach
  void start() throws Exception {
    server = new MailServer(folder);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aJapaneseNoticeArrivesOverTlsAsItWasWritten() throws Exception {
    assertThat(sender(MailServer.PASSWORD).send(mail("user@example.co.jp", Language.JA)))
        .isInstanceOf(Outcome.Sent.class);

    MimeMessage got = server.received().getFirst();
    assertThat(got.getSubject()).isEqualTo("【きた銀行】電子証明書の有効期限のお知らせ");
    assertThat((String) got.getContent())
        .contains("山田 花子 様")
        .contains("2027年11月22日 08時59分59秒")
        .contains("貴社の管理者")
        .doesNotContain("窓口");
    assertThat(got.getContentType()).containsIgnoringCase("utf-8");
    assertThat(((InternetAddress) got.getFrom()[0]).getPersonal()).isEqualTo("きた銀行");
    assertThat(got.getSentDate()).isEqualTo(NOW);
  }

  @Test
  void anEnglishNoticeNamesTheCounterToAnAdministrator() throws Exception {
    Mail mail = mail("admin@example.co.jp", Language.EN, Map.of("reopenedBy", "counter"));

    sender(MailServer.PASSWORD).send(mail);

    assertThat((String) server.received().getFirst().getContent())
        .contains("22 November 2027, 08:59:59 JST")
        .contains("counter of your branch")
        .doesNotContain("corporation's administrator");
  }

  @Test
  void aMailThatIsSentAgainHasTheSameMessageId() throws Exception {
    Mail mail = mail("user@example.co.jp", Language.EN);

    sender(MailServer.PASSWORD).send(mail);
    sender(MailServer.PASSWORD).send(mail);

    assertThat(server.received().get(0).getMessageID())
        .isEqualTo("<" + mail.id() + "@bank.example>")
        .isEqualTo(server.received().get(1).getMessageID());
  }

  @Test
  void aLineBreakInANameAddsNoHeader() throws Exception {
    Mail mail =
        mail("user@example.co.jp", Language.EN, Map.of("holder", "Eve\r\nBcc: spy@example.com"));

    sender(MailServer.PASSWORD).send(mail);

    assertThat(server.received().getFirst().getHeader("Bcc")).isNull();
  }

  @Test
  void aMailboxThatIsUnknownIsRefusedForGood() {
    assertThat(sender(MailServer.PASSWORD).send(mail("nobody@example.co.jp", Language.JA)))
        .isEqualTo(new Outcome.Refused("the mail server answered 550"));
  }

  @Test
  void aMailboxThatIsBusyIsTriedAgain() {
    assertThat(sender(MailServer.PASSWORD).send(mail("later@example.co.jp", Language.JA)))
        .isEqualTo(new Outcome.TryAgain("the mail server answered 451"));
  }

  @Test
  void aWrongLoginIsTriedAgainAndItsPasswordIsNotTold() {
    assertThat(sender("a-wrong-password").send(mail("user@example.co.jp", Language.JA)))
        .isInstanceOfSatisfying(
            Outcome.TryAgain.class,
            outcome -> assertThat(outcome.error()).doesNotContain("a-wrong-password"));
  }

  @Test
  void aServerThatIsDownIsTriedAgain() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    SmtpSettings away = settings(port, MailServer.PASSWORD, Optional.of(server.authority()));

    assertThat(sender(away).send(mail("user@example.co.jp", Language.JA)))
        .isInstanceOf(Outcome.TryAgain.class);
  }

  @Test
  void aServerWithACertificateOfSomebodyElseGetsNoMailAndNoPassword() {
    SmtpSettings distrusting = settings(server.port(), MailServer.PASSWORD, Optional.empty());

    assertThat(sender(distrusting).send(mail("user@example.co.jp", Language.JA)))
        .isInstanceOf(Outcome.TryAgain.class);
    assertThat(server.received()).isEmpty();
  }

  private SmtpSender sender(String password) {
    return sender(settings(server.port(), password, Optional.of(server.authority())));
  }

  private static SmtpSender sender(SmtpSettings settings) {
    return new SmtpSender(settings, MailTexts.read(Optional.empty()), InstantSource.fixed(NOW));
  }

  private static SmtpSettings settings(int port, String password, Optional<Path> authority) {
    return new SmtpSettings(
        "localhost",
        port,
        SmtpSettings.Security.STARTTLS,
        Optional.of(new SmtpSettings.Login(MailServer.USER, password)),
        "notices@bank.example",
        authority,
        Duration.ofSeconds(10));
  }

  private static Mail mail(String to, Language language) {
    return mail(to, language, Map.of());
  }

  private static Mail mail(String to, Language language, Map<String, String> changed) {
    Map<String, String> values =
        new java.util.HashMap<>(
            Map.of(
                "holder", "山田 花子",
                "seat", "12345678901234/user1",
                "serial", "4123",
                "expires", "2027-11-21T23:59:59Z",
                "days", "30",
                "renewalOpens", "2027-10-22T23:59:59Z",
                "reopenedBy", "administrator"));
    values.putAll(changed);
    return new Mail(new UUID(1, 2), BANK, Mail.Text.EXPIRY, language, to, values);
  }
}
