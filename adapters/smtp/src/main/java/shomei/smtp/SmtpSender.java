package shomei.smtp;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import shomei.domain.notice.Mail;
import shomei.domain.notice.NoticeSender;
import shomei.domain.subscriber.Subscriber.Language;

/// Sends mails through one mail server (RFC 5321), a connection each: notices are few.
///
/// A connection that breaks after the message was handed over and before the server said so leaves
/// it open whether the mail went; it is sent again with the same Message-ID, by which mail servers
/// and readers know it for one.
public final class SmtpSender implements NoticeSender {
  private final SmtpSettings settings;
  private final MailTexts texts;
  private final InstantSource clock;
  private final Session session;

  public SmtpSender(SmtpSettings settings, MailTexts texts, InstantSource clock) {
    this.settings = settings;
    this.texts = texts;
    this.clock = clock;
    this.session = Session.getInstance(properties(settings));
  }

  @Override
  public Outcome send(Mail mail) {
    try (Transport transport = session.getTransport()) {
      connect(transport);
      MimeMessage message = message(mail);
      transport.sendMessage(message, message.getAllRecipients());
      return new Outcome.Sent();
    } catch (MessagingException fault) {
      return SmtpFault.outcome(fault);
    } catch (UnsupportedEncodingException fault) {
      throw new IllegalStateException("the JDK lacks UTF-8", fault);
    }
  }

  /// Whether the mail server lets us in, with its TLS and our login; sends nothing.
  ///
  /// @return what is in the way, in plain words without credentials
  public Optional<String> obstacle() {
    try (Transport transport = session.getTransport()) {
      connect(transport);
      return Optional.empty();
    } catch (MessagingException fault) {
      return switch (SmtpFault.outcome(fault)) {
        case Outcome.TryAgain(var error) -> Optional.of(error);
        case Outcome.Misconfigured(var error) -> Optional.of(error);
        case Outcome.Refused(var error) -> Optional.of(error);
        case Outcome.Sent() -> Optional.empty();
      };
    }
  }

  private void connect(Transport transport) throws MessagingException {
    if (settings.login().isPresent()) {
      transport.connect(
          settings.host(),
          settings.port(),
          settings.login().get().user(),
          settings.login().get().password());
    } else {
      transport.connect(settings.host(), settings.port(), null, null);
    }
  }

  private MimeMessage message(Mail mail) throws MessagingException, UnsupportedEncodingException {
    MailTexts.Filled text = texts.fill(mail, MailValues.of(mail));
    String utf8 = StandardCharsets.UTF_8.name();
    boolean japanese = mail.language() == Language.JA;
    String domain = settings.from().substring(settings.from().indexOf('@') + 1);
    MimeMessage message =
        new MimeMessage(session) {
          @Override
          protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + mail.id() + "@" + domain + ">");
          }
        };
    message.setFrom(
        new InternetAddress(
            settings.from(),
            oneLine(japanese ? mail.institution().nameJa() : mail.institution().nameEn()),
            utf8));
    message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.to(), true));
    message.setSubject(oneLine(text.subject()), utf8);
    message.setSentDate(Date.from(clock.instant()));
    message.setHeader("Content-Language", japanese ? "ja" : "en");
    message.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834: no holiday replies
    message.setText(canonical(text.body()), utf8);
    message.saveChanges();
    return message;
  }

  /// Text is in lines that end by CRLF before it is encoded (RFC 2049 §4).
  private static String canonical(String body) {
    return body.replaceAll("\\R", "\r\n");
  }

  /// Threat: a holder's name with a line break in it would add headers of its own.
  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ").strip();
  }

  private static Properties properties(SmtpSettings settings) {
    String timeout = Long.toString(settings.timeout().toMillis());
    Properties properties = new Properties();
    properties.put("mail.transport.protocol", "smtp");
    properties.put("mail.smtp.host", settings.host());
    properties.put("mail.smtp.localhost", settings.clientName());
    properties.put("mail.smtp.port", Integer.toString(settings.port()));
    properties.put("mail.smtp.connectiontimeout", timeout);
    properties.put("mail.smtp.timeout", timeout);
    properties.put("mail.smtp.writetimeout", timeout);
    properties.put("mail.smtp.auth", Boolean.toString(settings.login().isPresent()));
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    properties.put("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
    settings
        .authority()
        .ifPresent(file -> properties.put("mail.smtp.ssl.socketFactory", Trust.in(file)));
    switch (settings.security()) {
      case NONE -> {}
      case STARTTLS -> {
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.starttls.required", "true");
      }
      case TLS -> properties.put("mail.smtp.ssl.enable", "true");
    }
    return properties;
  }
}
