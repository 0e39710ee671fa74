package shomei.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import shomei.domain.credential.LetterCode;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;

/// Registers many from a CSV file. Every fault of the file is told before anything is done.
final class Import {
  static final String LETTERS =
      "Where the policy asks for the code of a letter, each seat's is shown, only now.";

  @Parameters(
      paramLabel = "FILE.csv",
      description = "A CSV file whose first line names the columns.")
  private Path file = Path.of("");

  @Option(
      names = "--skip-registered",
      description = "Passes over those that are registered already: goes on after an interruption.")
  private boolean skip;

  @Option(
      names = "--json",
      description =
          "Shows each seat that was registered as an object in a line, with its letterCode where it"
              + " has one, and nothing else.")
  private boolean json;

  /// What is done with the rows of a file.
  ///
  /// @param read makes of a row what is to be registered
  /// @param id by which two rows would be the same
  /// @param isRegistered whether it is there already
  /// @param check throws the refusal that `register` would throw
  /// @param register gives the code of the seat's letter, where it has one
  record Job<T>(
      Function<CsvFile.Row, T> read,
      Function<T, String> id,
      Predicate<T> isRegistered,
      Consumer<T> check,
      Function<T, Optional<LetterCode>> register) {}

  private record Wanted<T>(long line, T value) {}

  List<CsvFile.Row> rows(List<String> columns, List<String> optional) {
    return CsvFile.read(file, columns, optional);
  }

  /// @param noun what is registered, in the plural
  <T> void run(List<CsvFile.Row> rows, String noun, Job<T> job, Context context) {
    List<String> faults = new ArrayList<>();
    List<Wanted<T>> wanted = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    int skipped = 0;
    for (CsvFile.Row row : rows) {
      try {
        T value = job.read.apply(row);
        if (!ids.add(job.id.apply(value))) {
          throw new Refusal(Reason.MALFORMED, job.id.apply(value) + " is in the file twice");
        }
        if (skip && job.isRegistered.test(value)) {
          skipped++;
        } else {
          job.check.accept(value);
          wanted.add(new Wanted<>(row.line(), value));
        }
      } catch (Refusal refusal) {
        faults.add("%s: line %d: %s".formatted(file, row.line(), refusal.failure().detail()));
      }
    }
    if (!faults.isEmpty()) {
      faults.forEach(context::error);
      throw new Refusal(Reason.MALFORMED, "nothing was registered");
    }
    int done = 0;
    for (Wanted<T> one : wanted) {
      try {
        tell(job.id.apply(one.value), job.register.apply(one.value), context.out());
        done++;
      } catch (Refusal refusal) {
        throw new Refusal(
            refusal.reason(),
            "%s: line %d: %s; %d %s are registered: --skip-registered goes on"
                .formatted(file, one.line, refusal.failure().detail(), done, noun));
      }
    }
    if (json) {
      return;
    }
    context.out().println("%d %s are registered".formatted(done, noun));
    if (skipped > 0) {
      context.out().println("%d were registered already".formatted(skipped));
    }
  }

  /// At once, since nobody can tell a code that was made before an interruption.
  private void tell(String seat, Optional<LetterCode> code, PrintWriter out) {
    if (json) {
      Table line =
          code.map(made -> new Table("seat", "letterCode").row(seat, made.text()))
              .orElseGet(() -> new Table("seat").row(seat));
      line.print(out, true);
    } else {
      code.ifPresent(made -> out.println(Visible.text(seat) + "  " + made.text()));
      out.flush();
    }
  }
}
