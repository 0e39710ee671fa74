package shomei.smtp;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.subethamail.smtp.AuthenticationHandlerFactory;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/// A real SMTP server with STARTTLS and a login, which refuses `nobody@…` for good and `later@…`
/// for now.
final class MailServer implements AutoCloseable {
  static final String USER = "shomei";
  static final String PASSWORD = "secret-of-the-mailbox";

  private final List<MimeMessage> received = new CopyOnWriteArrayList<>();
  private final Map<String, String> replies = new ConcurrentHashMap<>();
  private final List<String> helos = new CopyOnWriteArrayList<>();
  private final List<String> recipients = new CopyOnWriteArrayList<>();
  private final SMTPServer server;
  private final Path authority;

  MailServer(Path folder) throws IOException, GeneralSecurityException, InterruptedException {
    Path store = folder.resolve("mail.p12");
    keytool(
        "-genkeypair",
        "-alias",
        "mail",
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-dname",
        "CN=localhost",
        "-ext",
        "san=dns:localhost",
        "-validity",
        "36500",
        "-storetype",
        "PKCS12",
        "-keystore",
        store.toString(),
        "-storepass",
        "changeit");
    KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
    authority = folder.resolve("mail.pem");
    Files.writeString(
        authority,
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(keys.getCertificate("mail").getEncoded())
            + "\n-----END CERTIFICATE-----\n");
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, "changeit".toCharArray());
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(managers.getKeyManagers(), null, null);
    server =
        SMTPServer.port(0)
            .hostName("localhost")
            .enableTLS()
            .requireTLS()
            .requireAuth()
            .startTlsSocketFactory(tls)
            .authenticationHandlerFactory(login())
            .messageHandlerFactory(Inbox::new)
            .build();
    server.start();
  }

  int port() {
    return server.getPortAllocated();
  }

  Path authority() {
    return authority;
  }

  /// Answers that command so from now on, e.g. `554 5.7.1 relay access denied`.
  void answer(String command, String reply) {
    replies.put(command, reply);
  }

  /// Answers by itself again.
  void mend() {
    replies.clear();
  }

  /// What clients call themselves.
  List<String> helos() {
    return helos;
  }

  List<String> recipients() {
    return recipients;
  }

  List<MimeMessage> received() {
    return received;
  }

  @Override
  public void close() {
    server.stop();
  }

  private static AuthenticationHandlerFactory login() {
    return new EasyAuthenticationHandlerFactory(
        (user, password, context) -> {
          if (!user.equals(USER) || !password.equals(PASSWORD)) {
            throw new LoginFailedException();
          }
        });
  }

  private static void keytool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new CopyOnWriteArrayList<>(List.of(arguments));
    command.addFirst(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException("keytool failed");
    }
  }

  private final class Inbox implements MessageHandler {
    Inbox(MessageContext context) {
      context.getHelo().ifPresent(helos::add);
    }

    @Override
    public void from(String sender) throws RejectException {
      reject("MAIL");
    }

    @Override
    public void recipient(String recipient) throws RejectException {
      recipients.add(recipient);
      reject("RCPT");
      if (recipient.startsWith("nobody@")) {
        throw new RejectException(550, "no such mailbox");
      }
      if (recipient.startsWith("later@")) {
        throw new RejectException(451, "try later");
      }
    }

    @Override
    public String data(InputStream data) throws RejectException, IOException {
      reject("DATA");
      try {
        received.add(
            new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(data.readAllBytes())));
        return "250 kept";
      } catch (MessagingException e) {
        throw new IOException(e);
      }
    }

    private void reject(String command) throws RejectException {
      String reply = replies.get(command);
      if (reply != null) {
        throw new RejectException(Integer.parseInt(reply.substring(0, 3)), reply.substring(4));
      }
    }

    @Override
    public void done() {}
  }
}
