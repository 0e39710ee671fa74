package shomei.command;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import shomei.settings.Config;
import shomei.settings.binding.Faulty;
import shomei.settings.binding.SecretFile;

@Command(
    name = "restore",
    description = {
      "With --rehearse: restores a backup to an empty database beside the one in use, and says what"
          + " would be lost.",
      "Ends with 1 where a revoked certificate would be good again."
    })
final class RestoreCommand implements Callable<Integer> {
  private final Context context;

  @Option(
      names = "--rehearse",
      required = true,
      paramLabel = "FILE",
      description =
          "What backup wrote. Nothing that is in use is changed; another way of restoring there is"
              + " not.")
  private Path file = Path.of("");

  @Option(
      names = "--into",
      required = true,
      paramLabel = "URL",
      description = "The empty database, as database.url: jdbc:postgresql://host/name")
  private String url = "";

  @Option(names = "--user", required = true, description = "Its owner.")
  private String user = "";

  @Option(names = "--password-file", paramLabel = "FILE", description = "That user's password.")
  private Optional<Path> passwordFile = Optional.empty();

  RestoreCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Faulty {
    int[] unRevoked = new int[1];
    context.work(
        backend -> {
          Backups.Rehearsal rehearsal =
              backend
                  .backups()
                  .rehearse(
                      file, new Config.Database(url, user, passwordFile.map(SecretFile::new), 2));
          context.out().println("would be lost: " + lost(rehearsal));
          context
              .out()
              .println(
                  "revocations made again by the journal: " + rehearsal.revocations().madeAgain());
          unRevoked[0] = rehearsal.revocations().unRevoked();
          context.out().println("would un-revoke: " + unRevoked[0]);
        });
    return unRevoked[0] == 0 ? ExitCode.DONE : ExitCode.REFUSED;
  }

  private static String lost(Backups.Rehearsal rehearsal) {
    String lost =
        rehearsal.lost().entrySet().stream()
            .filter(table -> table.getValue() > 0)
            .map(table -> table.getValue() + " " + table.getKey())
            .collect(Collectors.joining(", "));
    return lost.isEmpty() ? "nothing" : lost;
  }
}
