package shomei.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import shomei.domain.evidence.ExportLine;
import shomei.domain.history.Entry;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.settings.binding.Faulty;

@Command(name = "history", description = "The operation history.")
final class HistoryCommands {
  private final Context context;

  HistoryCommands(Context context) {
    this.context = context;
  }

  @Command(description = "Shows the newest entries, or all on one subject from the oldest.")
  void show(
      @Mixin InstitutionOption institution,
      @Option(
              names = "--subject",
              description = "e.g. subscriber:12345678901234/user1, order:…, certificate:…")
          Optional<String> subject,
      @Option(names = "--limit", defaultValue = "50", description = "Default: ${DEFAULT-VALUE}.")
          int limit,
      @Option(names = "--json", description = "One JSON object a line.") boolean json)
      throws Faulty {
    context.work(
        backend -> {
          Institution of = institution.of(backend);
          List<Entry> entries =
              subject
                  .map(s -> backend.history().on(of.id(), s))
                  .orElseGet(() -> backend.history().latest(of.id(), limit));
          var table = new Table("at", "actor", "act", "subject", "details");
          for (Entry entry : entries) {
            table.row(
                Japan.time(entry.at()),
                entry.actor().name(),
                entry.act().name().toLowerCase(Locale.ROOT),
                entry.subject(),
                entry.details().entrySet().stream()
                    .map(d -> d.getKey() + "=" + d.getValue())
                    .collect(Collectors.joining("; ")));
          }
          table.print(context.out(), json);
        });
  }

  @Command(
      description =
          "Writes the whole history with its seals and checkpoints, one JSON object a line, for"
              + " verify-history.")
  void export(@Mixin InstitutionOption institution) throws Faulty {
    context.work(
        backend ->
            backend
                .seals()
                .export(
                    institution.of(backend).id(),
                    line -> context.out().println(HistoryFile.write(line))));
  }

  @Command(
      description =
          "Copies the checkpoints into a folder. Keep it away from the server: it shows later"
              + " whether the history's end was cut off.")
  void checkpoints(
      @Mixin InstitutionOption institution,
      @Option(names = "--out", required = true, paramLabel = "FOLDER") Path folder)
      throws Faulty {
    context.work(
        backend -> {
          InstitutionId of = institution.of(backend).id();
          var checkpoints = backend.seals().checkpoints(of);
          try {
            Files.createDirectories(folder);
            for (ExportLine.Signed one : checkpoints) {
              Files.write(folder.resolve(of + "-" + one.number() + ".cms"), one.cms().octets());
            }
          } catch (IOException e) {
            throw new Refusal(Reason.MALFORMED, folder + " cannot be written");
          }
          context.out().println(folder + " has " + checkpoints.size() + " checkpoints of " + of);
        });
  }
}
