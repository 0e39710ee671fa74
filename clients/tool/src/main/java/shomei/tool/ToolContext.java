package shomei.tool;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import shomei.enrollment.computer.Computer;
import shomei.enrollment.engine.StageListener;
import shomei.sdk.Waiter;
import shomei.tool.talk.Terminal;

/// What the tool finds around it: a process with a person or a script in front of it, or a test.
///
/// @param out results
/// @param err log lines, questions, progress
/// @param in is read where a file of a secret is named `-`
/// @param terminal where it is absent nobody is asked, and no countdown is shown
/// @param user the operating system's name for whoever runs the tool
public record ToolContext(
    PrintStream out,
    PrintStream err,
    InputStream in,
    Optional<Terminal> terminal,
    Map<String, String> environment,
    Path home,
    String user,
    Locale language,
    InstantSource clock,
    ZoneId zone,
    Waiter waiter,
    RandomGenerator random,
    StageListener listener) {

  /// Of this process. What is not shown on a terminal is UTF-8.
  public static ToolContext ofProcess() {
    Optional<Terminal> terminal = Terminal.ofProcess();
    Charset charset =
        terminal
            .map(shown -> System.out.charset())
            .filter(known -> known.newEncoder().canEncode('証'))
            .orElse(StandardCharsets.UTF_8);
    return new ToolContext(
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, charset),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, charset),
        System.in,
        terminal,
        System.getenv(),
        Path.of(System.getProperty("user.home")),
        System.getProperty("user.name"),
        Locale.getDefault(Locale.Category.DISPLAY),
        InstantSource.system(),
        ZoneId.systemDefault(),
        Waiter.quiet(),
        new SecureRandom(),
        StageListener.none());
  }

  /// The PC, for the places that a certificate may go to.
  public Computer computer() {
    return Computer.ofProcess().withHome(home, environment);
  }

  /// The same at another time.
  public ToolContext withClock(InstantSource other) {
    return new ToolContext(
        out,
        err,
        in,
        terminal,
        environment,
        home,
        user,
        language,
        other,
        zone,
        waiter,
        random,
        listener);
  }

  /// The same, with a listener that is told of every stage: for tests that end the process at one
  /// of them.
  public ToolContext withListener(StageListener told) {
    return new ToolContext(
        out,
        err,
        in,
        terminal,
        environment,
        home,
        user,
        language,
        clock,
        zone,
        waiter,
        random,
        told);
  }
}
