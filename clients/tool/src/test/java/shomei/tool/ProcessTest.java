package shomei.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.protocol.json.Json;

/// The tool as a process of its own, as subscribers start it.
final class ProcessTest {
  @TempDir Path folder;
  private Rig rig;

  @BeforeEach
  void open() throws Exception {
    rig = Rig.in(folder);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void aKilledProcessLeavesSomethingToGoOnFrom() throws Exception {
    assertThat(acquire("before:issued").code()).isEqualTo(137);
    assertThat(acquire("after:backed-up").code()).isEqualTo(137);

    Rig.Ended ended = acquire("");

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(Json.parse(ended.out().getBytes(StandardCharsets.UTF_8)).get("status").textValue())
        .isEqualTo("ok");
    assertThat(rig.stand.office().issued()).hasSize(1);
    assertThat(rig.stored().getCertificate()).isEqualTo(rig.stand.office().issued().getFirst());
  }

  @Test
  void opensslReadsTheFile() throws Exception {
    assertThat(acquire("").code()).isZero();

    Process openssl =
        new ProcessBuilder(
                "openssl",
                "pkcs12",
                "-info",
                "-in",
                rig.pkcs12().toString(),
                "-passin",
                "file:" + rig.path("password"),
                "-nodes")
            .redirectErrorStream(true)
            .start();
    String said = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(openssl.waitFor()).as(said).isZero();
    assertThat(said)
        .contains("PBES2, PBKDF2, AES-256-CBC, Iteration 100000, PRF hmacWithSHA256")
        .contains("BEGIN PRIVATE KEY")
        .contains("Internet Banking CA-G2");
  }

  @Test
  void whatIsNotShownOnATerminalIsUtf8WhateverTheSystemSpeaks() throws Exception {
    Rig.Ended ended = run("", "shomei.tool.Shomei", "list", "--lang", "ja", "--offline");

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out()).contains("電子証明書はありません。");
    assertThat(ended.out() + ended.err()).doesNotContain("WARNING");
  }

  @Test
  void aNameThatTheLocaleCannotExpressIsToldInPlainWords() throws Exception {
    for (String[] arguments :
        List.of(
            new String[] {"acquire", "--out", "電子証明書.p12"},
            new String[] {"acquire", "--ca", "認証局.pem"},
            new String[] {"acquire", "--pin-file", "暗証番号"},
            new String[] {"list", "--state", "設定"})) {
      Rig.Ended ended =
          run(
              "",
              "shomei.tool.Shomei",
              Rig.with(
                  arguments,
                  new String[] {
                    "--server", rig.stand.directory().toString(),
                    "--subscriber", Rig.USER,
                    "--password-file", rig.path("password")
                  }));

      assertThat(ended.code()).as(ended.err()).isEqualTo(2);
      assertThat(ended.err()).contains("LC_ALL=C.UTF-8").doesNotContain("Exception");
    }
  }

  @Test
  void theVersionIsToldAtOnce() throws Exception {
    Rig.Ended ended = run("", "shomei.tool.Shomei", "--version");

    assertThat(ended.out()).startsWith("shomei 0.1");
  }

  private Rig.Ended acquire(String halt) throws Exception {
    return run(
        halt,
        "shomei.tool.HaltingShomei",
        "acquire",
        "--server",
        rig.stand.directory().toString(),
        "--subscriber",
        Rig.USER,
        "--ca",
        rig.path("stand-ca.pem"),
        "--pin-file",
        rig.path("pin"),
        "--password-file",
        rig.path("password"),
        "--json");
  }

  private Rig.Ended run(String halt, String main, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dhalt=" + halt,
                "-cp",
                System.getProperty("java.class.path"),
                main));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--state", rig.state.toString()));
    Path err = folder.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Rig.Ended(process.waitFor(), out, java.nio.file.Files.readString(err));
  }
}
