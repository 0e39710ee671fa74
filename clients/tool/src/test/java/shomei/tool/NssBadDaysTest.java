package shomei.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.protocol.json.Json;

/// A database of NSS with other programs, full and read-only disks, and a tool that is killed; each
/// in a process of its own.
final class NssBadDaysTest {
  @TempDir Path folder;
  private Rig rig;
  private Path database;

  @BeforeEach
  void open() throws Exception {
    rig = Rig.in(folder);
    database = Files.createDirectories(folder.resolve(".pki/nssdb"));
    start("certutil", "-N", "--empty-password", "-d", "sql:" + database).waitFor();
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void aDiskThatIsReadOnlyIsToldBeforeAnythingIsOrdered() throws Exception {
    assertToldBeforeAnythingIsOrdered(
        "mount --bind $0 $0 && mount -o remount,bind,ro $0", "cannot be written to");
  }

  @Test
  void aDiskThatIsFullIsToldBeforeAnythingIsOrdered() throws Exception {
    assertToldBeforeAnythingIsOrdered(
        "cp -r $0 $0.copy && mount -t tmpfs -o size=120k none $0 && cp $0.copy/* $0"
            + " && { cat /dev/zero 2>/dev/null >$0/zeros || true; }",
        "no space left");
  }

  /// @param mount makes the disk, in a name space of its own: whoever runs tests as root may write
  ///   anywhere else
  private void assertToldBeforeAnythingIsOrdered(String mount, String told) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "unshare",
                "--map-root-user",
                "--mount",
                "sh",
                "-c",
                mount + " && exec \"$@\"",
                database.toString()));
    command.addAll(tool("", "shomei.tool.Shomei"));

    Rig.Ended ended = ended(start(command.toArray(String[]::new)));

    assertThat(ended.code()).as(ended.err()).isEqualTo(16);
    assertThat(message(ended)).contains(database.toString()).contains(told);
    assertThat(rig.stand.office().orders()).isZero();
    assertThat(acquire("").code()).as("once the disk is well").isZero();
  }

  @Test
  void aBrowserThatHasTheDatabaseOpenSeesTheCertificateAtOnce() throws Exception {
    Process browser = other("open");

    Rig.Ended ended = acquire("");
    browser.outputWriter().append("look\n").flush();

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(Integer.parseInt(said(browser))).isPositive();
    assertThat(browser.waitFor()).isZero();
  }

  @Test
  void aProgramThatWritesAndDoesNotEndIsToldAndNothingIsOrdered() throws Exception {
    Process writer = other("lock");

    Rig.Ended ended = acquire("");
    writer.outputWriter().append("end\n").flush();
    writer.waitFor();

    assertThat(ended.code()).as(ended.err()).isEqualTo(16);
    assertThat(message(ended)).contains("Another program is using " + database);
    assertThat(rig.stand.office().orders()).isZero();
    assertThat(acquire("").code()).isZero();
  }

  @Test
  void aKilledProcessLeavesSomethingToGoOnFrom() throws Exception {
    assertThat(acquire("before:issued").code()).isEqualTo(137);
    assertThat(acquire("after:backed-up").code()).isEqualTo(137);
    assertThat(acquire("before:stored").code()).isEqualTo(137);

    Rig.Ended ended = acquire("");

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(rig.stand.office().issued()).hasSize(1);
    assertThat(said(start("certutil", "-K", "-d", "sql:" + database))).contains("Checking token");
  }

  private Rig.Ended acquire(String halt) throws Exception {
    return ended(start(tool(halt, "shomei.tool.HaltingShomei").toArray(String[]::new)));
  }

  private List<String> tool(String halt, String main) {
    return java(
        List.of("-Dhalt=" + halt, "-Duser.home=" + folder),
        main,
        "acquire",
        "--server",
        rig.stand.directory().toString(),
        "--subscriber",
        Rig.USER,
        "--ca",
        rig.path("stand-ca.pem"),
        "--pin-file",
        rig.path("pin"),
        "--store",
        "nss",
        "--lang",
        "en",
        "--json",
        "--state",
        rig.state.toString());
  }

  private Process other(String act) throws Exception {
    Process process =
        start(
            java(List.of(), "shomei.tool.OtherProgram", act, database.toString())
                .toArray(String[]::new));
    assertThat(said(process)).isEqualTo("ready");
    return process;
  }

  private static List<String> java(List<String> options, String main, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path")));
    command.addAll(options);
    command.add(main);
    command.addAll(List.of(arguments));
    return command;
  }

  private Process start(String... command) throws Exception {
    return new ProcessBuilder(command).redirectError(folder.resolve("err").toFile()).start();
  }

  /// Its next line.
  private static String said(Process process) throws Exception {
    BufferedReader out = process.inputReader();
    return String.valueOf(out.readLine());
  }

  private Rig.Ended ended(Process process) throws Exception {
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Rig.Ended(process.waitFor(), out, Files.readString(folder.resolve("err")));
  }

  private static String message(Rig.Ended ended) {
    return Json.parse(ended.out().getBytes(StandardCharsets.UTF_8)).get("message").textValue();
  }
}
