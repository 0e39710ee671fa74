package shomei.enrollment.computer;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.Failure;
import shomei.enrollment.Failure.Obstacle;

/// Runs the programs that an operating system brings for its certificates.
///
/// Threat: a program of the same name stands earlier in the PATH, or beside the tool. Answer: only
/// the folders that the system alone writes are looked in.
///
/// Threat: other users read command lines. Answer: what is secret goes in by standard input.
public final class Commands {
  private final List<Path> folders;

  /// @param folders where programs are looked for
  public Commands(List<Path> folders) {
    this.folders = List.copyOf(folders);
  }

  /// @param code 0: it went well
  /// @param said on standard output and standard error
  public record Answer(int code, String said) {
    public boolean isWell() {
      return code == 0;
    }
  }

  /// Runs a program to its end.
  ///
  /// @param input its standard input
  /// @throws EnrollmentException [Failure.StoreFault] where there is no such program,
  ///   [Failure.Interrupted]
  public Answer run(String input, String program, String... arguments) {
    List<String> line = new ArrayList<>();
    line.add(find(program).toString());
    line.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
      try (OutputStream in = process.getOutputStream()) {
        in.write(input.getBytes(StandardCharsets.UTF_8));
      } catch (IOException closed) {
        // it did not read; what it says tells
      }
      String said = String.join("\n", process.inputReader().lines().toList());
      return new Answer(ended(process), said);
    } catch (IOException | UncheckedIOException broken) {
      throw new EnrollmentException(
          new Failure.StoreFault(program, Obstacle.OTHER, String.valueOf(broken.getMessage())),
          broken);
    }
  }

  private static int ended(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException stopped) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new EnrollmentException(new Failure.Interrupted(), stopped);
    }
  }

  private Path find(String program) {
    return folders.stream()
        .flatMap(folder -> Stream.of(folder.resolve(program), folder.resolve(program + ".exe")))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new EnrollmentException(
                    new Failure.StoreFault(program, Obstacle.NO_PROGRAM, folders.toString())));
  }
}
