package shomei.demo;

import java.util.Locale;
import shomei.tool.Shomei;
import shomei.tool.Surroundings;
import shomei.tool.enrollment.Checkpoint.Side;
import shomei.tool.enrollment.Step;

/// The client tool in a process that ends itself, or the server, at one step. `-Dkill.step` and
/// `-Dkill.side` name the instant; with `-Dkill.server=PID` it is that process that ends.
public final class Killer {
  private static final int KILLED = 137;

  private Killer() {}

  public static void main(String[] arguments) {
    Step step = Step.valueOf(named("kill.step"));
    Side side = Side.valueOf(named("kill.side"));
    Surroundings surroundings =
        Surroundings.ofProcess()
            .withCheckpoint(
                (now, where) -> {
                  if (now == step && where == side) {
                    kill();
                  }
                });
    System.exit(new Shomei(surroundings).run(arguments));
  }

  private static void kill() {
    String server = System.getProperty("kill.server");
    if (server == null) {
      Runtime.getRuntime().halt(KILLED);
    } else {
      ProcessHandle.of(Long.parseLong(server))
          .ifPresent(
              process -> {
                process.destroyForcibly();
                process.onExit().join();
              });
    }
  }

  private static String named(String property) {
    return System.getProperty(property, "").toUpperCase(Locale.ROOT);
  }
}
