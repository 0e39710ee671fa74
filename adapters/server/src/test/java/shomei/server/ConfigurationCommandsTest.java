package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.command.ExitCode;

/// What the commands say about a configuration, right or wrong, before anything runs.
final class ConfigurationCommandsTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-05-01T05:00:00Z"));

  @Test
  void aWrongConfigurationIsToldWhole(@TempDir Path elsewhere) throws IOException {
    var wrong = Site.in(elsewhere, CLOCK, "  user: shomei", "  file: keys.p12");
    Files.writeString(wrong.file(), Files.readString(wrong.file()).replace("2s", "2 seconds"));
    for (String command : new String[] {"check", "serve", "migrate"}) {
      var ended = wrong.run(command);
      assertThat(ended.code()).isEqualTo(ExitCode.CONFIGURATION);
      assertThat(ended.err())
          .contains("https.drain: is not a", "database.url: ", "token.passwordFile: is missing");
    }
  }

  @Test
  void aCheckTellsWhatIsWrongWithPoliciesAndTexts(@TempDir Path elsewhere) throws IOException {
    var site = Site.in(elsewhere, CLOCK);
    Files.createDirectories(elsewhere.resolve("policies"));
    Files.createDirectories(elsewhere.resolve("texts").resolve("kita"));
    Files.writeString(elsewhere.resolve("policies").resolve("kita.yaml"), "pins: {lockAfter: 0}");
    Files.writeString(elsewhere.resolve("texts").resolve("kita").resolve("hello.txt"), "hello");
    Files.writeString(
        site.file(), Files.readString(site.file()) + "policies: policies\nmailTexts: texts\n");
    var ended = site.run("serve", "--check");
    assertThat(ended.code()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(ended.err()).contains("kita.yaml: pins.lockAfter", "hello.txt");
  }

  @Test
  void aGoodConfigurationIsCheckedWithItsWarnings(@TempDir Path elsewhere) throws IOException {
    assertThat(Site.in(elsewhere, CLOCK).must("check"))
        .contains("warning: token.file", "can be used");
  }

  @Test
  void aDatabaseThatIsAwayIsToldSo(@TempDir Path elsewhere) throws IOException {
    var site =
        Site.in(
            elsewhere,
            CLOCK,
            "  url: jdbc:postgresql://127.0.0.1:1/shomei\n  user: shomei",
            "  file: keys.p12\n  passwordFile: p12-password");
    var ended = site.run("institution", "list");
    assertThat(ended.code()).isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(ended.err()).contains("the database cannot be opened");
  }
}
