package shomei.server.command;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import shomei.server.Parts;
import shomei.server.Server;

@Command(
    name = "serve",
    description = "Serves until it is told to stop (SIGTERM or Ctrl-C), and ends what is in work.")
final class ServeCommand implements Callable<Integer> {
  private final Office office;

  @Option(names = "--check", description = "Only checks the files, as the command check does.")
  private boolean checkOnly = false;

  ServeCommand(Office office) {
    this.office = office;
  }

  @Override
  public Integer call() throws Exception {
    if (checkOnly) {
      return new CheckCommand(office).call();
    }
    Parts parts = office.open();
    try {
      Server server = Server.start(parts);
      var stopped = new CountDownLatch(1);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, parts, stopped)));
      stopped.await();
      return ExitCode.DONE;
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  private static void stop(Server server, Parts parts, CountDownLatch stopped) {
    try (parts) {
      server.close();
    } finally {
      stopped.countDown();
    }
  }
}
