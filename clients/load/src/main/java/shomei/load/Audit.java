package shomei.load;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import shomei.load.report.Result;
import shomei.load.work.Acknowledged;

/// Asks the server's operator whether everything that was acknowledged is so.
record Audit(String command) {
  /// Runs the command by the shell, with one certificate a line on its standard input.
  ///
  /// @return passed where it ended with 0
  Result.Audit of(Acknowledged acknowledged) throws IOException, InterruptedException {
    Path said = Files.createTempFile("shomei-load", ".audit");
    try {
      Process process =
          new ProcessBuilder("sh", "-c", command)
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      try (BufferedWriter list = process.outputWriter()) {
        write(acknowledged, list);
      } catch (IOException notRead) {
        // it ended before it read all: its exit code and what it said tell why
      }
      int status = process.waitFor();
      List<String> lines = Files.readAllLines(said);
      return new Result.Audit(status == 0, acknowledged.count(), lines);
    } finally {
      Files.delete(said);
    }
  }

  /// Writes `serial fingerprint`, a line each.
  static void write(Acknowledged acknowledged, BufferedWriter list) throws IOException {
    for (Acknowledged.Certificate one : acknowledged.certificates().toList()) {
      list.write(one.serial() + " " + one.fingerprint() + "\n");
    }
  }
}
