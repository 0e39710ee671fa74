package shomei.demo;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import shomei.tool.Shomei;
import shomei.tool.ToolContext;

/// The client tool on a PC whose clock goes with the demo's: by the real one it would be told that
/// it is eleven months ahead of the server.
final class PcTool {
  private PcTool() {}

  /// @param args how far the PC's clock is behind, as [Duration] writes it, and the tool's own
  public static void main(String[] args) {
    DemoClock clock = new DemoClock(InstantSource.system(), Duration.parse(args[0]));
    Shomei tool = new Shomei(ToolContext.ofProcess().withClock(clock));
    System.exit(tool.run(Arrays.copyOfRange(args, 1, args.length)));
  }
}
