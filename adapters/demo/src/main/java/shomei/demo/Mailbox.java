package shomei.demo;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.server.SMTPServer;

/// A mail server on loopback that shows what arrives and keeps it while it runs.
final class Mailbox implements AutoCloseable {
  /// @param id the Message-ID
  record Letter(String id, String to, String subject, String text) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final List<Letter> letters = new ArrayList<>();
  private final Consumer<Letter> show;
  private final SMTPServer server;

  /// @param port 0 for any that is free
  Mailbox(int port, Consumer<Letter> show) {
    this.show = show;
    this.server =
        SMTPServer.port(port)
            .bindAddress(InetAddress.getLoopbackAddress())
            .hostName("localhost")
            .messageHandlerFactory(Handler::new)
            .build();
    server.start();
  }

  int port() {
    return server.getPortAllocated();
  }

  List<Letter> letters() {
    lock.lock();
    try {
      return List.copyOf(letters);
    } finally {
      lock.unlock();
    }
  }

  /// Waits until so many letters have arrived since the start.
  ///
  /// @return whether they have, within a minute
  boolean await(int count) throws InterruptedException {
    long left = TimeUnit.MINUTES.toNanos(1);
    lock.lock();
    try {
      while (letters.size() < count && left > 0) {
        left = arrived.awaitNanos(left);
      }
      return letters.size() >= count;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    server.stop();
  }

  private void keep(Letter letter) {
    lock.lock();
    try {
      letters.add(letter);
      show.accept(letter);
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private final class Handler implements MessageHandler {
    private String recipient = "";

    Handler(MessageContext context) {}

    @Override
    public void from(String sender) {}

    @Override
    public void recipient(String address) {
      recipient = address;
    }

    @Override
    public String data(InputStream data) throws IOException {
      try {
        MimeMessage message = new MimeMessage(Session.getInstance(new Properties()), data);
        keep(
            new Letter(
                message.getMessageID(),
                recipient,
                message.getSubject(),
                message.getContent().toString()));
        return "250 kept";
      } catch (MessagingException e) {
        throw new IOException(e);
      }
    }

    @Override
    public void done() {}
  }
}
