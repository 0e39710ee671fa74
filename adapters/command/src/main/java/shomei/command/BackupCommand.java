package shomei.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import shomei.settings.binding.Faulty;

@Command(
    name = "backup",
    description = {
      "Writes the database to a file in a folder, by pg_dump, whole or not at all.",
      "Copy the revocation journal away by itself: it must be newer than any backup."
    })
final class BackupCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(paramLabel = "FOLDER", description = "Where to; it is there.")
  private Path folder = Path.of("");

  BackupCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Faulty {
    context.work(
        backend -> context.out().println(Visible.text(backend.backups().take(folder).toString())));
    return ExitCode.DONE;
  }
}
