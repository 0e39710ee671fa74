package shomei.command;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "serve",
    description = "Serves until it is told to stop (SIGTERM or Ctrl-C), and ends what is in work.")
final class ServeCommand implements Callable<Integer> {
  private final Context context;

  @Option(names = "--check", description = "Only checks the files, as the command check does.")
  private boolean checkOnly = false;

  ServeCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    if (checkOnly) {
      return new CheckCommand(context).call();
    }
    var stopped = new CountDownLatch(1);
    AutoCloseable server = context.program().serve(context.config());
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, stopped)));
    stopped.await();
    return ExitCode.DONE;
  }

  private static void stop(AutoCloseable server, CountDownLatch stopped) {
    try {
      server.close();
    } catch (Exception e) {
      throw new IllegalStateException("the server did not close", e);
    } finally {
      stopped.countDown();
    }
  }
}
