package shomei.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import shomei.domain.authorization.Challenge.Kind;
import shomei.domain.authorization.ControlValidator.Outcome;
import shomei.domain.kernel.DnsName;
import shomei.domain.kernel.Reason;

/// Servers that mean to break whoever looks at them.
class HostileServerTest {
  private static final DnsName NAME = DnsName.parse("www.example.com");
  private static final String EXPECTED = "token.thumbprint";
  private static final String PAGE = "HTTP/1.1 200 OK\r\nContent-Length: 16\r\n\r\n" + EXPECTED;
  private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n";

  private DnsServer dns;

  @BeforeEach
  void start() throws Exception {
    dns = new DnsServer();
    dns.a(NAME.base(), "127.0.0.1");
  }

  @AfterEach
  void stop() {
    dns.close();
  }

  @ParameterizedTest
  @CsvSource({
    "'HTTP/1.1 200 OK\r\nX: ', xxxxxxxxxxxxxxxx",
    "'HTTP/1.1 200 OK\r\n', 'X: x\r\n'",
    "'', xxxxxxxxxxxxxxxx",
    "'', 'HTTP/1.1 100 Continue\r\n\r\n'",
    "'', 'HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n'",
    "'HTTP/1.1 302 Found\r\nLocation: ', /x",
    "'\r\n', '\r\n'",
  })
  void aHeadWithoutEndFailsTheLookLongBeforeItsTimeIsOverAndNoOther(String opening, String again)
      throws Exception {
    try (RawServer endless = new RawServer(opening, again);
        NetworkValidator validator = validator(endless.port(), Map.of())) {
      for (int i = 0; i < 3; i++) {
        assertThat(look(validator, Kind.HTTP_01))
            .isInstanceOfSatisfying(
                Outcome.Failed.class,
                failed -> assertThat(failed.error().detail()).doesNotContain("in time", "broke"));
      }
    }
    assertProven();
  }

  @ParameterizedTest
  @CsvSource({"'1\r\nx\r\n', '1\r\nx\r\n'", "'1;', extension", "'0\r\n', 'Trailer: x\r\n'"})
  void aBodyWithoutEndIsReadAsFarAsAKeyAuthorizationGoes(String opening, String again)
      throws Exception {
    try (RawServer endless = new RawServer(CHUNKED + "\r\n" + opening, again);
        NetworkValidator validator = validator(endless.port(), Map.of())) {
      assertThat(look(validator, Kind.HTTP_01))
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> assertThat(failed.error().detail()).doesNotContain("in time", "broke"));
    }
    assertProven();
  }

  @ParameterizedTest
  @CsvSource({
    "'', '\u0014\u0003\u0003\u0000\u0001\u0001'",
    "'\u0016\u0003\u0003@\u0000\u0002\u00ff\u00ff\u00ff', xxxxxxxxxxxxxxxx",
    "'', xxxxxxxxxxxxxxxx"
  })
  void aTlsHandshakeWithoutEndFailsTheLook(String opening, String again) throws Exception {
    try (RawServer endless = new RawServer(opening, again);
        NetworkValidator validator = validator(endless.port(), Map.of())) {
      assertThat(look(validator, Kind.TLS_ALPN_01))
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> assertThat(failed.error().detail()).doesNotContain("in time", "broke"));
    }
  }

  @Test
  void aPeerMaySendSoManyOctetsAndNoMore() throws Exception {
    try (RawServer endless = new RawServer("", "xxxxxxxxxxxxxxxx");
        BoundedSocket socket = new BoundedSocket(1000)) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), endless.port()));
      socket.getOutputStream().write('x');
      InputStream in = socket.getInputStream();
      assertThat(in.read()).isEqualTo('x');
      assertThat(in.skip(9)).isEqualTo(9);
      assertThat(in.readNBytes(990)).hasSize(990);
      assertThatThrownBy(in::read).isInstanceOf(BoundedSocket.TooMuch.class);
      assertThatThrownBy(socket.getInputStream()::read).isInstanceOf(BoundedSocket.TooMuch.class);
    }
  }

  @Test
  void whateverIsThrownInALookFailsThatLookAlone() throws Exception {
    NetworkValidator.Look broken =
        (name, token, expected) -> {
          throw new OutOfMemoryError("made up for a test");
        };
    NetworkValidator.Look well = (name, token, expected) -> {};
    try (NetworkValidator validator =
        validator(1, Map.of(Kind.HTTP_01, broken, Kind.DNS_01, well))) {
      for (int i = 0; i < 10; i++) {
        assertThat(look(validator, Kind.HTTP_01))
            .isInstanceOfSatisfying(
                Outcome.Failed.class,
                failed -> {
                  assertThat(failed.error().reason()).isEqualTo(Reason.CONNECTION);
                  assertThat(failed.error().detail()).doesNotContain("made up");
                });
        assertThat(look(validator, Kind.DNS_01)).isEqualTo(new Outcome.Proven());
      }
      assertThat(validator.able()).isTrue();
    }
  }

  @Test
  void onlySoManyLooksRunAtOnceAndTheOthersGetTheirTurn() throws Exception {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CyclicBarrier together = new CyclicBarrier(2);
    NetworkValidator.Look slow =
        (name, token, expected) -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          try {
            together.await();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          } finally {
            running.decrementAndGet();
          }
        };
    try (NetworkValidator validator = validator(1, Map.of(Kind.HTTP_01, slow));
        ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Outcome>> outcomes =
          IntStream.range(0, 20)
              .mapToObj(i -> askers.submit(() -> look(validator, Kind.HTTP_01)))
              .toList();
      for (Future<Outcome> outcome : outcomes) {
        assertThat(outcome.get()).isEqualTo(new Outcome.Proven());
      }
    }
    assertThat(most).hasValue(2);
  }

  @Test
  void aNodeThatStopsKnowsNothingOfTheName() throws Exception {
    try (NetworkValidator validator = validator(1, Map.of())) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> look(validator, Kind.HTTP_01))
          .isInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void aNodeKnowsWhetherItCanLook() throws Exception {
    NetworkValidator validator = validator(1, Map.of());
    assertThat(validator.able()).isTrue();
    validator.close();
    assertThat(validator.able()).isFalse();
  }

  @Test
  void aResolverThatFellSilentIsToldUntilItAnswersAgain() throws Exception {
    try (NetworkValidator validator = validator(1, Map.of())) {
      assertThat(validator.resolverAnswers()).isTrue();
      dns.beSilent(true);
      look(validator, Kind.DNS_01);
      assertThat(validator.resolverAnswers()).isFalse();
      dns.beSilent(false);
      assertThat(validator.resolverAnswers()).isTrue();
    }
  }

  private void assertProven() throws Exception {
    try (RawServer good = new RawServer(PAGE, "");
        NetworkValidator validator = validator(good.port(), Map.of())) {
      assertThat(look(validator, Kind.HTTP_01)).isEqualTo(new Outcome.Proven());
    }
  }

  private static Outcome look(NetworkValidator validator, Kind kind) throws InterruptedException {
    return validator.validate(kind, NAME, "token", EXPECTED);
  }

  private NetworkValidator validator(int port, Map<Kind, NetworkValidator.Look> looks) {
    return new NetworkValidator(
        new ValidationSettings(
            Optional.of(dns.address()),
            port,
            port,
            port,
            List.of("127.0.0.0/8"),
            Duration.ofSeconds(10),
            1,
            Duration.ZERO,
            2),
        pause -> {},
        looks);
  }
}
