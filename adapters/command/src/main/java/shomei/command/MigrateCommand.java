package shomei.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import shomei.settings.binding.Faulty;

@Command(
    name = "migrate",
    description = "Brings the database's schema up to date, as the start of a server does.")
final class MigrateCommand implements Callable<Integer> {
  private final Context context;

  MigrateCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Faulty {
    context.work(backend -> context.out().println("the database is up to date"));
    return ExitCode.DONE;
  }
}
