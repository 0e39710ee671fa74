package shomei.server.command;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import shomei.domain.history.Entry;
import shomei.domain.institution.Institution;
import shomei.server.config.Faulty;

@Command(name = "history", description = "The operation history.")
final class HistoryCommands {
  private final Office office;

  HistoryCommands(Office office) {
    this.office = office;
  }

  @Command(description = "Shows the newest entries, or all on one subject from the oldest.")
  void show(
      @Option(
              names = {"-i", "--institution"},
              paramLabel = "ID")
          Optional<String> institution,
      @Option(
              names = "--subject",
              description = "e.g. subscriber:12345678901234/user1, order:…, certificate:…")
          Optional<String> subject,
      @Option(names = "--limit", defaultValue = "50", description = "Default: ${DEFAULT-VALUE}.")
          int limit,
      @Option(names = "--json", description = "One JSON object a line.") boolean json)
      throws Faulty {
    office.work(
        parts -> {
          Institution of = Office.institution(parts, institution);
          List<Entry> entries =
              subject
                  .map(s -> parts.database().history().on(of.id(), s))
                  .orElseGet(() -> parts.database().history().latest(of.id(), limit));
          var table = new Table("at", "actor", "act", "subject", "details");
          for (Entry entry : entries) {
            table.row(
                Japan.time(entry.at()),
                entry.actor(),
                entry.act().name().toLowerCase(Locale.ROOT),
                entry.subject(),
                entry.details().entrySet().stream()
                    .map(d -> d.getKey() + "=" + d.getValue())
                    .collect(Collectors.joining("; ")));
          }
          table.print(office.out(), json);
        });
  }
}
