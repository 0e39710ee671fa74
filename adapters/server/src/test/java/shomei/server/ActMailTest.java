package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.subethamail.smtp.server.SMTPServer;
import shomei.embedded.FreePorts;

/// Acts on a seat are told through a real mail server, each once.
final class ActMailTest {
  private static final String SEAT = "12345678901234/user1";
  private static final String USER = "sato@suzuki.example";
  private static final String ADMINISTRATOR = "admin@suzuki.example";

  private record Letter(String to, String subject, String body) {}

  private final MovableClock clock = new MovableClock();
  private final List<Letter> letters = new CopyOnWriteArrayList<>();
  private Site site;
  private SMTPServer mail;
  private int port;

  @BeforeEach
  @SuppressWarnings("NullAway.Init") // started before each test
  void start(@TempDir Path folder) throws Exception {
    port = FreePorts.next();
    mail =
        SMTPServer.port(port)
            .bindAddress(InetAddress.getLoopbackAddress())
            .hostName("localhost")
            .messageHandler((context, from, to, octets) -> letters.add(letter(to, octets)))
            .build();
    site = Site.in(folder, clock);
    Files.writeString(
        site.file(),
        """
        smtp: {host: 127.0.0.1, port: %d, security: none, from: ca@bank.example}
        schedule: {notices: 1d, mail: 1d}
        """
            .formatted(port),
        StandardOpenOption.APPEND);
    site.found();
    ServerTest.register(site);
  }

  @AfterEach
  void stop() {
    mail.stop();
  }

  private static Letter letter(String to, byte[] octets) {
    try {
      var message =
          new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(octets));
      return new Letter(to, message.getSubject(), message.getContent().toString());
    } catch (MessagingException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anAcquisitionIsToldAfterTheMailServerAndTheNodeWereAway() throws Exception {
    String serial;
    try (Adapters adapters = ServerTest.adapters(site, clock);
        Server server = Server.start(adapters);
        var pc = new Pc(site)) {
      serial = pc.acquire(SEAT, "1234abcd").getSerialNumber().toString(16);
      server.runSchedule();
      assertThat(adapters.database().notice().outbox().size()).isEqualTo(2);
    }
    assertThat(letters).isEmpty();
    mail.start();
    clock.forward(Duration.ofMinutes(11));
    try (Adapters adapters = ServerTest.adapters(site, clock);
        Server server = Server.start(adapters)) {
      server.runSchedule();
      server.runSchedule();
    }
    assertThat(letters).extracting(Letter::to).containsExactlyInAnyOrder(USER, ADMINISTRATOR);
    assertThat(letters)
        .allSatisfy(
            letter -> {
              assertThat(letter.subject()).isEqualTo("【北銀行】電子証明書発行のお知らせ");
              assertThat(letter.body())
                  .contains(serial, SEAT, "127.0.0.1", "（日本時間）", "取引店の窓口")
                  .doesNotContain("1234abcd", "{{");
            });
  }

  @Test
  void whatTheCounterDoesIsToldOnceAndThatItWasTheCounter() throws Exception {
    mail.start();
    try (Adapters adapters = ServerTest.adapters(site, clock);
        Server server = Server.start(adapters)) {
      site.must("subscriber", "suspend", SEAT);
      server.runSchedule();
      server.runSchedule();
      assertThat(letters)
          .extracting(Letter::subject)
          .containsExactly("【北銀行】ご利用停止のお知らせ", "【北銀行】ご利用停止のお知らせ");
      letters.clear();
      site.must("subscriber", "unsuspend", SEAT);
      server.runSchedule();
      assertThat(letters).extracting(Letter::to).containsExactlyInAnyOrder(USER, ADMINISTRATOR);
      assertThat(letters)
          .allSatisfy(letter -> assertThat(letter.body()).contains("操作　　　　： 北銀行の窓口"));
    }
  }
}
