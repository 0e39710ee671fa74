package shomei.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import shomei.domain.evidence.CheckpointReader;
import shomei.domain.evidence.ExportLine;
import shomei.domain.evidence.VerifyHistory;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;

@Command(
    name = "verify-history",
    description =
        "Tells whether an exported history is whole and unchanged. Needs no server, database, token"
            + " or configuration.")
final class VerifyHistoryCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(paramLabel = "FILE", description = "What history export wrote.")
  private Path file = Path.of("");

  @Option(
      names = "--ca",
      required = true,
      paramLabel = "FILE",
      description = "The root certificates that are trusted, in PEM.")
  private Path roots = Path.of("");

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description =
          "A checkpoint that was kept elsewhere, or several. Without the latest it cannot be seen"
              + " that the end was cut off.")
  private List<Path> kept = List.of();

  private int faults;

  VerifyHistoryCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    VerifyHistory verify = new VerifyHistory(roots(), finding -> fault(finding.text()));
    kept.forEach(one -> verify.expect(octets(one)));
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      int number = 1;
      for (String text = lines.readLine(); text != null; text = lines.readLine()) {
        Optional<ExportLine> line = HistoryFile.read(text);
        line.ifPresent(verify::take);
        if (line.isEmpty()) {
          fault("line " + number + " is no line of an exported history");
        }
        number++;
      }
    } catch (IOException e) {
      throw unreadable(file);
    }
    return told(verify.end());
  }

  private void fault(String text) {
    context.out().println(Visible.text(text));
    faults++;
  }

  private int told(VerifyHistory.Summary all) {
    context
        .out()
        .printf(
            "%d entries under %d seals, %d of them after the last checkpoint; %d not sealed yet%n",
            all.sealed(), all.seals(), all.unsigned(), all.unsealed());
    all.signedUntil()
        .ifPresent(
            at ->
                context
                    .out()
                    .printf("%d checkpoints, the last of %s%n", all.checkpoints(), Japan.time(at)));
    context
        .out()
        .println(faults == 0 ? "whole and unchanged" : "NOT as it was: " + faults + " faults");
    return faults == 0 ? ExitCode.DONE : ExitCode.REFUSED;
  }

  private CheckpointReader roots() {
    try (InputStream in = Files.newInputStream(roots)) {
      return context.program().checkpoints(in);
    } catch (IOException e) {
      throw unreadable(roots);
    } catch (IllegalArgumentException e) {
      throw new Refusal(Reason.MALFORMED, roots + " cannot be used: " + e.getMessage());
    }
  }

  private static Octets octets(Path file) {
    try {
      return Octets.of(Files.readAllBytes(file));
    } catch (IOException e) {
      throw unreadable(file);
    }
  }

  private static Refusal unreadable(Path file) {
    return new Refusal(Reason.NOT_FOUND, file + " cannot be read");
  }
}
