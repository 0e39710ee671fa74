package shomei.smtp;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// How to reach the mail server.
///
/// @param clientName what we call ourselves to it (EHLO)
/// @param from the sender's address, without display name: mails carry the institution's name there
/// @param authority PEM file of the CAs that the mail server's certificate may come from; the JDK's
///   otherwise
/// @param timeout for connecting, and for each answer of the server
public record SmtpSettings(
    String host,
    int port,
    Security security,
    Optional<Login> login,
    String clientName,
    String from,
    Optional<Path> authority,
    Duration timeout) {

  public enum Security {
    /// In the clear, for a mail server on this host.
    NONE,
    /// STARTTLS (RFC 3207), insisted on: a server that does not offer it gets no mail.
    STARTTLS,
    /// TLS from the first octet (RFC 8314).
    TLS
  }

  public record Login(String user, String password) {
    @Override
    public String toString() {
      return "Login[" + user + "]";
    }
  }
}
