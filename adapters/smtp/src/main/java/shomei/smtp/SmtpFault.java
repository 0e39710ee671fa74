package shomei.smtp;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;
import shomei.domain.notice.NoticeSender.Outcome;

/// Why a mail did not go out, and whose fault that is: the address's, which ends the mail; ours,
/// which waits to be mended; or nobody's, which passes.
final class SmtpFault {
  /// The code behind the reply's (RFC 3463 §2): its subject and detail.
  private static final Pattern ENHANCED = Pattern.compile("\\b[245]\\.(\\d{1,3})\\.(\\d{1,3})\\b");

  private static final Pattern GREETING = Pattern.compile("response: ([45]\\d\\d)");
  private static final Pattern REPLY = Pattern.compile("\\b([45])\\d\\d[ -]");
  private static final Pattern RELAY = Pattern.compile("(?i)relay");

  private SmtpFault() {}

  static Outcome outcome(MessagingException fault) {
    if (fault instanceof AuthenticationFailedException login) {
      return login(String.valueOf(login.getMessage()));
    }
    for (Exception part = fault; part != null; part = next(part)) {
      String text = String.valueOf(part.getMessage());
      switch (part) {
        case SMTPAddressFailedException address -> {
          return judged(address.getReturnCode(), text, true);
        }
        case SMTPSenderFailedException sender -> {
          return ofOurs(sender.getReturnCode());
        }
        case SMTPSendFailedException send
            when !(send.getNextException() instanceof SMTPAddressFailedException) -> {
          return judged(send.getReturnCode(), text, false);
        }
        case SSLException untrusted -> {
          return new Outcome.Misconfigured("there is no TLS that we trust with the mail server");
        }
        default -> {}
      }
    }
    return unreached(fault);
  }

  private static @Nullable Exception next(Exception part) {
    return part instanceof MessagingException message ? message.getNextException() : null;
  }

  private static Outcome login(String text) {
    boolean temporary =
        REPLY.matcher(text).results().findFirst().filter(r -> r.group(1).equals("4")).isPresent();
    return temporary
        ? new Outcome.TryAgain("the mail server cannot check logins now")
        : new Outcome.Misconfigured("the mail server refused the login");
  }

  private static Outcome judged(int code, String text, boolean ofRecipient) {
    return code >= 500 && ofAddress(code, text, ofRecipient)
        ? new Outcome.Refused(answered(code))
        : ofOurs(code);
  }

  private static Outcome ofOurs(int code) {
    return code >= 500
        ? new Outcome.Misconfigured(answered(code))
        : new Outcome.TryAgain(answered(code));
  }

  /// By RFC 3463 the subjects *addressing*, *mailbox* and *routing* are the address's, but for what
  /// is wrong with the sender's; all others (system, protocol, content, security) are ours. Without
  /// such a code it is the reply to a recipient that tells (RFC 5321 §4.2.3).
  private static boolean ofAddress(int code, String text, boolean ofRecipient) {
    if (RELAY.matcher(text).find()) {
      return false;
    }
    return ENHANCED
        .matcher(text)
        .results()
        .findFirst()
        .map(SmtpFault::ofAddress)
        .orElseGet(() -> ofRecipient && (code >= 550 && code <= 553 || code == 556));
  }

  private static boolean ofAddress(MatchResult enhanced) {
    return switch (enhanced.group(1)) {
      case "1" -> !enhanced.group(2).equals("7") && !enhanced.group(2).equals("8");
      case "2", "4" -> true;
      default -> false;
    };
  }

  private static Outcome unreached(MessagingException fault) {
    String text = String.valueOf(fault.getMessage());
    if (text.contains("STARTTLS is required")) {
      return new Outcome.Misconfigured("the mail server offers no STARTTLS");
    }
    return GREETING
        .matcher(text)
        .results()
        .findFirst()
        .map(greeting -> ofOurs(Integer.parseInt(greeting.group(1))))
        .orElseGet(
            () ->
                new Outcome.TryAgain(
                    "the mail server cannot be reached: " + fault.getClass().getSimpleName()));
  }

  private static String answered(int code) {
    return "the mail server answered " + code;
  }
}
