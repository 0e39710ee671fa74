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
import shomei.sdk.Waiter;
import shomei.tool.enrollment.Checkpoint;
import shomei.tool.talk.Asker;

/// What the tool finds around it: a process with a person or a script in front of it, or a test.
///
/// @param out results
/// @param err log lines, questions, progress
/// @param in is read where a file of a secret is named `-`
/// @param asker absent without a terminal; progress is shown where it is present
/// @param user the operating system's name for whoever runs the tool
public record Surroundings(
    PrintStream out,
    PrintStream err,
    InputStream in,
    Optional<Asker> asker,
    Map<String, String> environment,
    Path home,
    String user,
    Locale language,
    InstantSource clock,
    ZoneId zone,
    Waiter waiter,
    RandomGenerator random,
    Checkpoint checkpoint) {

  /// Of this process. What is not shown on a terminal is UTF-8.
  public static Surroundings ofProcess() {
    Optional<Asker> asker = Asker.ofTerminal();
    Charset charset =
        asker
            .map(terminal -> System.out.charset())
            .filter(known -> known.newEncoder().canEncode('証'))
            .orElse(StandardCharsets.UTF_8);
    return new Surroundings(
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, charset),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, charset),
        System.in,
        asker,
        System.getenv(),
        Path.of(System.getProperty("user.home")),
        System.getProperty("user.name"),
        Locale.getDefault(Locale.Category.DISPLAY),
        InstantSource.system(),
        ZoneId.systemDefault(),
        Waiter.quiet(),
        new SecureRandom(),
        (step, side) -> {});
  }

  /// The same, told of every step: for tests that end the process at one of them.
  public Surroundings withCheckpoint(Checkpoint told) {
    return new Surroundings(
        out, err, in, asker, environment, home, user, language, clock, zone, waiter, random, told);
  }
}
