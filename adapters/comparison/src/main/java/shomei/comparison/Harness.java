package shomei.comparison;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import shomei.load.report.Result;
import shomei.protocol.json.Json;

/// `shomei-load` as a process of its own.
///
/// @param program the script
/// @param folder for its results
/// @param authority whom the servers' TLS certificates come from
record Harness(Path program, Path folder, Path authority) {
  /// @param name of the file that keeps the result
  /// @param further arguments
  Result run(String name, URI directory, List<String> further)
      throws IOException, InterruptedException {
    Path json = folder.resolve(name + ".json");
    List<String> command =
        new ArrayList<>(
            List.of(
                program.toString(),
                "run",
                "enroll",
                "--directory",
                directory.toString(),
                "--ca",
                authority.toString(),
                "--json",
                json.toString(),
                "--html",
                folder.resolve(name + ".html").toString()));
    command.addAll(further);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(folder.resolve(name + ".log").toFile());
    builder.environment().put("JAVA25_HOME", System.getProperty("java.home"));
    int status = builder.start().waitFor();
    if (status != 0) {
      throw new IOException(
          "the harness ended with %d:%n%s"
              .formatted(status, Files.readString(folder.resolve(name + ".log"))));
    }
    return Json.read(Files.readAllBytes(json), Result.class);
  }
}
