package shomei.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Runs other programs to their end.
public final class Programs {
  private Programs() {}

  /// @param output standard output and error together, line by line
  public record Finished(int status, List<String> output) {}

  /// @param line gets each line as it comes
  /// @throws IOException where the program is not there
  public static Finished run(List<String> command, Consumer<String> line)
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    List<String> output = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String next = reader.readLine(); next != null; next = reader.readLine()) {
        output.add(next);
        line.accept(next);
      }
    }
    return new Finished(process.waitFor(), output);
  }
}
