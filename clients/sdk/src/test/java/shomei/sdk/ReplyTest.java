package shomei.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class ReplyTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-21T02:52:22Z"));

  @Test
  void retryAfterIsReadAsSecondsAndAsDate() {
    assertThat(retryAfter("120")).isEqualTo(Duration.ofMinutes(2));
    assertThat(retryAfter("Sat, 21 Nov 2026 02:52:52 GMT")).isEqualTo(Duration.ofSeconds(30));
    assertThat(retryAfter("Sat, 21 Nov 2026 02:00:00 GMT")).isEqualTo(Duration.ZERO);
  }

  @Test
  void aRetryAfterThatIsNeitherIsNone() {
    assertThat(reply("Retry-After", "soon").retryAfter(CLOCK)).isEmpty();
    assertThat(reply("Retry-After", "-1").retryAfter(CLOCK)).isEmpty();
    assertThat(reply("Retry-After", "99999999999999999999").retryAfter(CLOCK)).isEmpty();
  }

  @Test
  void linksAreFoundByRelation() {
    Reply reply = reply("Link", "<https://a.example/dir>;rel=\"index\", </orders/2>; rel=\"next\"");

    assertThat(reply.link("next")).contains(URI.create("https://a.example/orders/2"));
    assertThat(reply.link("index")).contains(URI.create("https://a.example/dir"));
    assertThat(reply.link("up")).isEmpty();
  }

  @Test
  void aQueryAloneKeepsThePathOfTheAddressThatWasAsked() {
    assertThat(reply("Link", "<?page=2>;rel=\"next\"").link("next"))
        .contains(URI.create("https://a.example/orders/1?page=2"));
    assertThat(reply("Location", "?seen=1").location())
        .contains(URI.create("https://a.example/orders/1?seen=1"));
    assertThat(reply("Location", "2").location())
        .contains(URI.create("https://a.example/orders/2"));
  }

  @Test
  @Timeout(30)
  void linksThatAStrangerMadeLongAreReadInLinearTime() {
    for (String part : List.of("<a>;", "<", ";", "<a>; rel", "<a>;rel=\"x\"", "\t")) {
      assertThat(reply("Link", part.repeat(380_000 / part.length())).link("next")).isEmpty();
    }
  }

  private static Duration retryAfter(String value) {
    return reply("Retry-After", value).retryAfter(CLOCK).orElseThrow();
  }

  private static Reply reply(String name, String value) {
    return new Reply(
        URI.create("https://a.example/orders/1"),
        new Transport.Response(
            200, HttpHeaders.of(Map.of(name, List.of(value)), (n, v) -> true), new byte[0]));
  }
}
