package shomei.desktop;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A window in a process of its own, driven through [Driven].
final class DrivenWindow implements AutoCloseable {
  private final Process process;
  private final BufferedWriter commands;
  private final BufferedReader answers;

  DrivenWindow(String display, Map<String, String> environment, String... arguments)
      throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dkeystore.pkcs12.macIterationCount=1000",
                "-Dkeystore.pkcs12.keyPbeIterationCount=1000",
                "-Dkeystore.pkcs12.certPbeIterationCount=1000",
                "-cp",
                System.getProperty("java.class.path"),
                Driven.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.INHERIT);
    builder.environment().put("DISPLAY", display);
    builder.environment().putAll(environment);
    process = builder.start();
    commands =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /// @return what was answered behind `= `; empty for `ok`
  String say(String command) throws Exception {
    commands.write(command + "\n");
    commands.flush();
    String answer = answers.readLine();
    if (answer == null || answer.startsWith("!")) {
      throw new AssertionError(command + ": " + answer);
    }
    return answer.startsWith("= ") ? answer.substring(2) : "";
  }

  void click(String name) throws Exception {
    say("wait " + name);
    say("click " + name);
  }

  void type(String name, String text) throws Exception {
    say("wait " + name);
    say("type " + name + " " + text);
  }

  void await(String name, String part) throws Exception {
    say("wait " + name + " " + part);
  }

  String text(String name) throws Exception {
    return say("text " + name);
  }

  void screenshot(String name) throws Exception {
    say("screenshot " + Display.screenshots().resolve(name + ".png"));
  }

  /// The process, which may have ended by itself.
  Process process() {
    return process;
  }

  @Override
  public void close() throws IOException {
    try {
      commands.close();
    } finally {
      process.onExit().join();
    }
  }
}
