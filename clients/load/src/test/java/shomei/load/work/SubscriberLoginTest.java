package shomei.load.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SubscriberLoginTest {
  @TempDir Path folder;

  @Test
  void aLineIsANameAPinAndPerhapsANewOne() throws IOException {
    assertThat(SubscriberLogin.read(file("1/a first123\n\n2 first123 other456\n")))
        .isEqualTo(
            List.of(
                new SubscriberLogin("1/a", "first123", Optional.empty()),
                new SubscriberLogin("2", "first123", Optional.of("other456"))));
  }

  @Test
  void aWrongLineIsNamedWithoutThePinInIt() throws IOException {
    Path file = file("1/a first123\n1/b first123 other456 more\n");
    assertThatThrownBy(() -> SubscriberLogin.read(file))
        .hasMessageContaining("line 2")
        .message()
        .doesNotContain("first123", "other456");
    assertThat(SubscriberLogin.read(file("1/a first123")).toString()).doesNotContain("first123");
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("subscribers"), text);
  }
}
