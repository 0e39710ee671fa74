package shomei.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import shomei.sdk.stand.RawServer;
import shomei.sdk.stand.StandCa;

/// A stranger in the server's place answers without an end.
@Timeout(60)
final class BoundedReadsTest {
  private static final long SOME_MEBIBYTES = 16L * 1024 * 1024;
  private static final String OK = "HTTP/1.1 200 OK\r\n";

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "a header line, 'HTTP/1.1 200 OK\r\nX: ', aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "header lines, 'HTTP/1.1 200 OK\r\n', 'X: aaaaaaaaaaaaaaaaaaaaaaaa\r\n'",
    "interim answers, '', 'HTTP/1.1 103 Early Hints\r\nX: aaaaaaaaaa\r\n\r\n'",
    "a body, 'HTTP/1.1 200 OK\r\n\r\n', aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "chunks, 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n', '4\r\naaaa\r\n'",
    "a chunk's size, 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n', 0000000000000000",
    "trailers, 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n', 'X: aaaaaaaaaa\r\n'"
  })
  void withoutAnEndIsReadToABoundAndNoFurther(String what, String beginning, String piece)
      throws Exception {
    try (RawServer stranger = stranger(beginning, piece.repeat(256))) {
      assertThatThrownBy(() -> read(stranger)).isInstanceOf(AcmeFailure.class);
      assertThat(stranger.connections()).as(what).isPositive();
      assertThat(stranger.written()).as(what).isLessThan(SOME_MEBIBYTES);
    }
  }

  @Test
  void anAnswerThatTricklesEndsWithTheRequestsTime() throws Exception {
    try (RawServer stranger =
        stranger(OK + "Content-Length: 1000000\r\n\r\n" + "a".repeat(10), "")) {
      assertThatThrownBy(() -> read(stranger)).isInstanceOf(AcmeFailure.Unreachable.class);
    }
  }

  @Test
  void jsonDeeperThanTheProtocolsIsNoAnswer() throws Exception {
    String deep = "[".repeat(100_000);
    try (RawServer stranger =
        stranger(
            OK + "Content-Length: %d\r\n\r\n{\"meta\":%s".formatted(deep.length() + 8, deep), "")) {
      assertThatThrownBy(() -> read(stranger)).isInstanceOf(AcmeFailure.Unreadable.class);
    }
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    try (RawServer target = stranger(OK + "Content-Length: 2\r\n\r\n{}", "");
        RawServer stranger =
            stranger(
                "HTTP/1.1 307 Temporary Redirect\r\nContent-Length: 0\r\nLocation: %s\r\n\r\n"
                    .formatted(target.directory()),
                "")) {
      assertThatThrownBy(() -> read(stranger))
          .isInstanceOf(AcmeFailure.Unreadable.class)
          .hasMessageContaining("redirect");
      assertThat(target.connections()).isZero();
    }
  }

  private final StandCa ca = ca();

  private static StandCa ca() {
    try {
      return new StandCa(InstantSource.system());
    } catch (Exception fault) {
      throw new IllegalStateException(fault);
    }
  }

  private RawServer stranger(String beginning, String piece) throws Exception {
    return new RawServer(
        ca.tls(),
        beginning.replace("\\r", "\r").replace("\\n", "\n"),
        piece.replace("\\r", "\r").replace("\\n", "\n"));
  }

  private void read(RawServer stranger) throws Exception {
    ClientSettings settings =
        ClientSettings.usual(InstantSource.system())
            .withPatience(1, Duration.ZERO)
            .withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(20))
            .withTrust(Trust.of(Against.anchors(ca)));
    try (AcmeServer server = AcmeServer.at(stranger.directory(), settings)) {
      URI nonces = server.directory().newNonce();
      throw new AssertionError("read a directory: " + nonces);
    }
  }
}
