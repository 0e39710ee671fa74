package shomei.acceptance;

import java.util.Locale;
import shomei.enrollment.engine.Stage;
import shomei.enrollment.engine.StageListener.Side;
import shomei.tool.Shomei;
import shomei.tool.ToolContext;

/// The client tool in a process that ends itself, or the server, at one stage. `-Dkill.stage` and
/// `-Dkill.side` name the instant; with `-Dkill.server=PID` it is that process that ends.
public final class Killer {
  private static final int KILLED = 137;

  private Killer() {}

  public static void main(String[] arguments) {
    Stage stage = Stage.valueOf(named("kill.stage"));
    Side side = Side.valueOf(named("kill.side"));
    ToolContext context =
        ToolContext.ofProcess()
            .withListener(
                (now, where) -> {
                  if (now == stage && where == side) {
                    kill();
                  }
                });
    System.exit(new Shomei(context).run(arguments));
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
