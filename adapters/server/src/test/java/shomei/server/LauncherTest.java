package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script `shomei-server`, in a folder with a blank in its name, over a Java that says how it
/// was started.
final class LauncherTest {
  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void copy() throws Exception {
    folder = Files.createDirectories(temporary.resolve("銀行 1"));
    Files.copy(Path.of("shomei-server"), folder.resolve("shomei-server"));
    Files.createDirectories(folder.resolve("target"));
    Files.createFile(folder.resolve("target/shomei-server.jar"));
    Path bin = Files.createDirectories(folder.resolve("jdk 25/bin"));
    Files.writeString(folder.resolve("jdk 25/release"), "JAVA_VERSION=\"25.0.1\"\n");
    Path java =
        Files.writeString(
            bin.resolve("java"),
            """
            #!/bin/sh
            printf '[%s]' "$@"
            echo
            for word in "$@"; do
              case $word in -XX:AOTCache=*.aot.*) : >"${word#*=}" ;; esac
            done
            """);
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void aCommandRecordsItsStartOnceAndTheNextOneTakesIt() throws Exception {
    assertThat(run("eab", "list")).contains("[-XX:AOTMode=record]", jar() + "[eab][list]");
    Path cache = folder.resolve("target/shomei-command.aot");
    assertThat(cache).exists();
    assertThat(run("eab", "list", "--partner", "a b"))
        .contains("[-XX:AOTCache=" + cache + "]", jar() + "[eab][list][--partner][a b]")
        .doesNotContain("AOTMode");
    try (Stream<Path> left = Files.list(folder.resolve("target"))) {
      assertThat(left).containsExactlyInAnyOrder(cache, folder.resolve("target/shomei-server.jar"));
    }
  }

  @Test
  void theServerTakesARecordOfItsOwn() throws Exception {
    Path cache = folder.resolve("target/shomei-serve.aot");
    assertThat(run("serve")).contains(jar() + "[serve]").doesNotContain("AOT");
    assertThat(run("warm-up", "serve"))
        .contains("[-XX:AOTCacheOutput=" + cache + "]", jar() + "[serve]");
    Files.createFile(cache);
    assertThat(run("serve")).contains("[-XX:AOTCache=" + cache + "]", jar() + "[serve]");
  }

  @Test
  void whereItWasInstalledItRunsWhatLiesBesideItOnTheRunTimeThatCameWithIt() throws Exception {
    Files.move(folder.resolve("target/shomei-server.jar"), folder.resolve("shomei-server.jar"));
    Files.move(folder.resolve("jdk 25"), folder.resolve("runtime"));
    Files.createFile(folder.resolve("shomei-serve.aot"));
    assertThat(run("serve"))
        .contains("[-XX:AOTCache=" + folder.resolve("shomei-serve.aot") + "]")
        .contains("[-jar][" + folder.resolve("shomei-server.jar") + "][serve]");
  }

  private String jar() {
    return "[-jar][" + folder.resolve("target/shomei-server.jar") + "]";
  }

  private String run(String... arguments) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.concat(
                    Stream.of("sh", folder.resolve("shomei-server").toString()),
                    Stream.of(arguments))
                .toList());
    builder.environment().put("JAVA25_HOME", folder.resolve("jdk 25").toString());
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
