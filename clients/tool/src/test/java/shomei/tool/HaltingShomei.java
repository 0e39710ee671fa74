package shomei.tool;

import shomei.enrollment.engine.StageListener;

/// The tool, killed at one instant: the system property `halt` names it, as in `before:issued`. The
/// tool that is shipped has no such switch.
public final class HaltingShomei {

  private HaltingShomei() {}

  public static void main(String[] args) {
    String halt = System.getProperty("halt", "");
    StageListener killer =
        (stage, side) -> {
          boolean before = side == StageListener.Side.BEFORE;
          if (halt.equals((before ? "before:" : "after:") + stage.label())) {
            Runtime.getRuntime().halt(137);
          }
        };
    System.exit(new Shomei(ToolContext.ofProcess().withListener(killer)).run(args));
  }
}
