package shomei.load;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import shomei.load.report.Comparison;
import shomei.load.report.Result;
import shomei.protocol.json.Json;

/// `shomei-load compare`.
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = "Sets two results beside each other, with the ratio of the second to the first.")
final class CompareCommand implements Callable<Integer> {
  private final PrintWriter out;

  @Parameters(index = "0", paramLabel = "A.json")
  Path first = Path.of("");

  @Parameters(index = "1", paramLabel = "B.json")
  Path second = Path.of("");

  CompareCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public Integer call() throws Exception {
    Result one = Json.read(Files.readAllBytes(first), Result.class);
    Result other = Json.read(Files.readAllBytes(second), Result.class);
    out.print(Comparison.of(one, other));
    return ShomeiLoad.OK;
  }
}
