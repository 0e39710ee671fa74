package shomei.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.notice.Mail;
import shomei.domain.notice.NoticeSender.Outcome;
import shomei.domain.subscriber.Subscriber.Language;

class SmtpSenderTest {
  private static final Instant NOW = Instant.parse("2027-10-22T23:59:59Z");
  private static final String CLIENT = "ca.bank.example";
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

  @ParameterizedTest
  @CsvSource({
    "RCPT, 550 5.1.1 no such user",
    "RCPT, 550 5.1.10 the domain takes no mail",
    "RCPT, 550 5.2.1 the mailbox is closed",
    "RCPT, 552 5.2.2 the mailbox is full",
    "RCPT, 550 5.4.1 recipient address rejected: access denied",
    "RCPT, 550 requested action not taken",
    "RCPT, 553 mailbox name not allowed",
    "RCPT, 556 the domain takes no mail",
    "DATA, 550 5.1.1 no such user",
  })
  void whatIsWrongWithTheAddressEndsTheMail(String command, String reply) {
    server.answer(command, reply);
    assertThat(sender(MailServer.PASSWORD).send(mail("user@example.co.jp", Language.JA)))
        .isEqualTo(new Outcome.Refused("the mail server answered " + reply.substring(0, 3)));
  }

  @ParameterizedTest
  @CsvSource({
    "RCPT, 554 relay denied",
    "RCPT, 554 5.7.1 relay access denied",
    "RCPT, 550 relaying denied",
    "RCPT, 550 5.7.1 not authorized",
    "RCPT, 550 5.1.8 the sender's domain does not exist",
    "RCPT, 530 5.7.0 authentication required",
    "RCPT, 530 authentication required",
    "RCPT, 503 bad sequence of commands",
    "MAIL, 530 5.7.0 authentication required",
    "MAIL, 550 5.7.1 sender rejected",
    "MAIL, 553 5.1.8 sender's domain unknown",
    "DATA, 554 5.7.1 rejected by policy",
    "DATA, 554 transaction failed",
    "DATA, 552 5.3.4 message too big",
    "DATA, 550 5.6.0 message malformed",
  })
  void whatIsWrongWithUsWaitsAndIsSentAfterTheMending(String command, String reply) {
    server.answer(command, reply);
    SmtpSender sender = sender(MailServer.PASSWORD);
    assertThat(sender.send(mail("user@example.co.jp", Language.JA)))
        .isEqualTo(new Outcome.Misconfigured("the mail server answered " + reply.substring(0, 3)));
    server.mend();
    assertThat(sender.send(mail("user@example.co.jp", Language.JA))).isEqualTo(new Outcome.Sent());
  }

  @ParameterizedTest
  @CsvSource({
    "MAIL, 451 4.3.0 try later",
    "RCPT, 450 4.2.1 greylisted",
    "RCPT, 450 4.7.1 relaying is checked, try later",
    "DATA, 451 4.7.1 greylisted"
  })
  void whatPassesIsTriedAgain(String command, String reply) {
    server.answer(command, reply);
    assertThat(sender(MailServer.PASSWORD).send(mail("user@example.co.jp", Language.JA)))
        .isEqualTo(new Outcome.TryAgain("the mail server answered " + reply.substring(0, 3)));
  }

  @Test
  void aServerThatWantsALoginThatWeLackWaitsForOne() {
    SmtpSettings without =
        new SmtpSettings(
            "localhost",
            server.port(),
            SmtpSettings.Security.STARTTLS,
            Optional.empty(),
            CLIENT,
            "notices@bank.example",
            Optional.of(server.authority()),
            Duration.ofSeconds(60));

    assertThat(sender(without).send(mail("user@example.co.jp", Language.JA)))
        .isEqualTo(new Outcome.Misconfigured("the mail server answered 530"));
  }

  @Test
  void theServerIsToldTheNameThatWasSet() {
    sender(MailServer.PASSWORD).send(mail("user@example.co.jp", Language.JA));

    assertThat(server.helos()).containsOnly(CLIENT);
  }

  @Test
  void anAddressOfACarrierIsWrittenQuoted() {
    assertThat(sender(MailServer.PASSWORD).send(mail("\"taro..s.\"@docomo.ne.jp", Language.JA)))
        .isEqualTo(new Outcome.Sent());
    assertThat(server.recipients()).containsExactly("\"taro..s.\"@docomo.ne.jp");
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void theLinesOfATextEndByCrlfUnderItsEncoding(Language language) throws Exception {
    sender(MailServer.PASSWORD).send(mail("user@example.co.jp", language));

    String body =
        new String(
            server.received().getFirst().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(body).contains("\r\n");
    assertThat(body.replace("\r\n", "")).doesNotContain("\r", "\n");
  }

  @Test
  void aWrongLoginWaitsForTheRightOneAndItsPasswordIsNotTold() {
    assertThat(sender("a-wrong-password").send(mail("user@example.co.jp", Language.JA)))
        .isInstanceOfSatisfying(
            Outcome.Misconfigured.class,
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
        .isInstanceOf(Outcome.Misconfigured.class);
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
        CLIENT,
        "notices@bank.example",
        authority,
        Duration.ofSeconds(60));
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
