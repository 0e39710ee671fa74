package shomei.comparison;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import shomei.load.report.Result;
import shomei.protocol.json.Json;

/// `shomei-load` as a process of its own.
///
/// @param program how it is started
/// @param folder for its results
/// @param authority whom the server's TLS certificate comes from
record Harness(List<String> program, Path folder, Path authority) {
  private static final int FAILURES = 1;

  /// How long and how hard.
  ///
  /// @param seconds that are counted
  /// @param warmUp seconds before
  record Load(double seconds, double warmUp, int clients) {
    Load seconds(double other) {
      return new Load(other, warmUp, clients);
    }

    Load warmUp(double other) {
      return new Load(seconds, other, clients);
    }

    Load clients(int other) {
      return new Load(seconds, warmUp, other);
    }
  }

  /// The same before a server whose certificate comes from another.
  Harness trusting(Path other) {
    return new Harness(program, folder, other);
  }

  /// The same, started inside.
  Harness inside(Namespace namespace) {
    return new Harness(namespace.inside(program), folder, authority);
  }

  /// @param name of the file that keeps the result
  /// @param further arguments
  /// @throws IOException where an operation came to nothing
  Result run(String name, URI directory, Load load, List<String> further)
      throws IOException, InterruptedException {
    return run(name, directory, load, further, Set.of(0));
  }

  /// The same where operations may come to nothing.
  Result attempt(String name, URI directory, Load load, List<String> further)
      throws IOException, InterruptedException {
    return run(name, directory, load, further, Set.of(0, FAILURES));
  }

  private Result run(
      String name, URI directory, Load load, List<String> further, Set<Integer> expected)
      throws IOException, InterruptedException {
    Path json = folder.resolve(name + ".json");
    List<String> command = new ArrayList<>(program);
    command.addAll(
        List.of(
            "run",
            "enroll",
            "--directory",
            directory.toString(),
            "--ca",
            authority.toString(),
            "--json",
            json.toString(),
            "--html",
            folder.resolve(name + ".html").toString(),
            "--seconds",
            Double.toString(load.seconds()),
            "--warm-up",
            Double.toString(load.warmUp()),
            "--clients",
            Integer.toString(load.clients())));
    command.addAll(further);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(folder.resolve(name + ".log").toFile());
    builder.environment().put("JAVA25_HOME", System.getProperty("java.home"));
    int status = builder.start().waitFor();
    if (!expected.contains(status)) {
      throw new IOException(
          "the harness ended with %d:%n%s"
              .formatted(status, Files.readString(folder.resolve(name + ".log"))));
    }
    return Json.read(Files.readAllBytes(json), Result.class);
  }
}
