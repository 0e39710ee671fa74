package shomei.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script `shomei`, over a Java that says how it was started.
final class LauncherTest {
  @TempDir Path folder;

  @BeforeEach
  void copy() throws Exception {
    Files.copy(Path.of("shomei"), folder.resolve("shomei"));
    Files.createDirectories(folder.resolve("target"));
    Files.createFile(folder.resolve("target/shomei-tool.jar"));
    java("jdk25", "25.0.1");
    java("jdk17", "17.0.15");
  }

  @Test
  void whereTheSystemSpeaksAsciiJavaIsGivenUtf8SoThatFilesWithJapaneseNamesCanBeUsed()
      throws Exception {
    assertThat(run(Map.of("LC_ALL", "C"))).contains("LC_ALL=C.UTF-8");
    assertThat(run(Map.of("LC_ALL", "", "LANG", "C"))).contains("LC_ALL=C.UTF-8");
  }

  @Test
  void aLocaleThatIsNotInstalledLosesNoLanguage() throws Exception {
    assertThat(run(Map.of("LC_ALL", "ja_JP.notinstalled")))
        .contains("LC_ALL=C.UTF-8")
        .contains("-Duser.language.display=ja");
  }

  @Test
  void aLocaleThatSpeaksMoreIsLeftAlone() throws Exception {
    assertThat(run(Map.of("LC_ALL", "C.UTF-8")))
        .contains("LC_ALL=C.UTF-8")
        .doesNotContain("user.language");
  }

  @Test
  void argumentsArriveAsTheyAre() throws Exception {
    assertThat(run(Map.of(), "acquire", "--out", "日本 語.p12"))
        .contains("[acquire][--out][日本 語.p12]");
  }

  @Test
  void aJavaThatIsTooOldIsPassedOver() throws Exception {
    assertThat(
            run(
                Map.of(
                    "JAVA25_HOME",
                    folder.resolve("jdk17").toString(),
                    "JAVA_HOME",
                    folder.resolve("jdk25").toString())))
        .contains("java 25.0.1");
  }

  @Test
  void whereItWasInstalledItRunsTheProgramOnTheRunTimeThatCameWithIt() throws Exception {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Files.move(folder.resolve("shomei"), bin.resolve("shomei"));
    Files.createSymbolicLink(folder.resolve("shomei"), bin.resolve("shomei"));
    Files.createFile(folder.resolve("shomei-desktop.jar"));
    java("runtime", "25.0.3");
    assertThat(run(Map.of(), "list"))
        .contains("java 25.0.3")
        .contains("[-jar][" + folder.resolve("shomei-desktop.jar") + "][list]");
  }

  private void java(String name, String version) throws Exception {
    Path home = Files.createDirectories(folder.resolve(name).resolve("bin")).resolveSibling("bin");
    Files.writeString(
        folder.resolve(name).resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    Path java =
        Files.writeString(
            home.resolve("java"),
            "#!/bin/sh\necho java " + version + "\necho LC_ALL=$LC_ALL\nprintf '[%s]' \"$@\"\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private String run(Map<String, String> environment, String... arguments) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Rig.with(new String[] {"bash", folder.resolve("shomei").toString()}, arguments));
    builder.environment().put("JAVA25_HOME", folder.resolve("jdk25").toString());
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
