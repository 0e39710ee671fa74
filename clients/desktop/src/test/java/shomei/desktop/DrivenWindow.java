package shomei.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A window in a process of its own, driven through [Driven].
public final class DrivenWindow implements AutoCloseable {
  /// Names another copy of the classes, for whoever may not read the build's.
  static final String CLASS_PATH = "SHOMEI_CLASS_PATH";

  private final ProcessHandle process;
  private final BufferedWriter commands;
  private final BufferedReader answers;

  private DrivenWindow(ProcessHandle process, BufferedWriter commands, BufferedReader answers) {
    this.process = process;
    this.commands = commands;
    this.answers = answers;
  }

  /// @param environment `HOME` is where the person lives
  static DrivenWindow start(
      String display, List<String> before, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(before);
    command.addAll(
        command(
            Driven.class,
            environment.getOrDefault("HOME", System.getProperty("user.home")),
            environment.getOrDefault(CLASS_PATH, System.getProperty("java.class.path"))));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.INHERIT);
    builder.environment().put("DISPLAY", display);
    builder.environment().putAll(environment);
    Process process = builder.start();
    return new DrivenWindow(
        process.toHandle(), writer(process.getOutputStream()), reader(process.getInputStream()));
  }

  /// One that somebody else starts, with its standard input and output at two named pipes. Waits
  /// for it.
  public static DrivenWindow attached(Path input, Path output) throws IOException {
    BufferedWriter commands = writer(Files.newOutputStream(input));
    BufferedReader answers = reader(Files.newInputStream(output));
    String pid = ask(commands, answers, "pid");
    return new DrivenWindow(ProcessHandle.of(Long.parseLong(pid)).orElseThrow(), commands, answers);
  }

  /// How the program is started, without its arguments.
  ///
  /// @param main [Driven] or [Start]
  public static List<String> command(Class<?> main, String home) {
    return command(main, home, System.getProperty("java.class.path"));
  }

  private static List<String> command(Class<?> main, String home, String classPath) {
    return new ArrayList<>(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-Duser.home=" + home,
            "-Dkeystore.pkcs12.macIterationCount=1000",
            "-Dkeystore.pkcs12.keyPbeIterationCount=1000",
            "-Dkeystore.pkcs12.certPbeIterationCount=1000",
            "-cp",
            classPath,
            main.getName()));
  }

  private static BufferedWriter writer(OutputStream out) {
    return new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
  }

  private static BufferedReader reader(InputStream in) {
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  /// @return what was answered behind `= `; empty for `ok`
  String say(String command) throws IOException {
    return ask(commands, answers, command);
  }

  private static String ask(BufferedWriter commands, BufferedReader answers, String command)
      throws IOException {
    commands.write(command + "\n");
    commands.flush();
    String answer = answers.readLine();
    if (answer == null || answer.startsWith("!")) {
      throw new AssertionError(command + ": " + answer);
    }
    return answer.startsWith("= ") ? answer.substring(2) : "";
  }

  public void click(String name) throws IOException {
    say("wait " + name);
    say("click " + name);
  }

  public void type(String name, String text) throws IOException {
    say("wait " + name);
    say("type " + name + " " + text);
  }

  public void await(String name, String part) throws IOException {
    say("wait " + name + " " + part);
  }

  public String text(String name) throws IOException {
    return say("text " + name);
  }

  /// Waits for what the platform shows.
  void awaitCalled(String accessibleName) throws IOException {
    say("called " + accessibleName);
  }

  /// Takes a picture, of what has nothing wrong with it.
  void judged(String name) throws IOException {
    screenshot(name);
    assertThat(say("faults")).as(name).isEmpty();
  }

  public void screenshot(String name) throws IOException {
    screenshot(Display.screenshots().resolve(name + ".png"));
  }

  public void screenshot(Path file) throws IOException {
    say("screenshot " + file.toAbsolutePath());
  }

  ProcessHandle process() {
    return process;
  }

  /// As `kill -9` does.
  public void kill() {
    boolean asked = process.destroyForcibly();
    assert asked;
    process.onExit().join();
  }

  /// Ends it, which may have ended by itself.
  @Override
  public void close() throws IOException {
    try {
      commands.close();
    } catch (IOException gone) {
      // it does not read any more
    } finally {
      process.onExit().join();
    }
  }
}
