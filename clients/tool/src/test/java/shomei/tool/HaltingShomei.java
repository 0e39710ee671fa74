package shomei.tool;

import shomei.tool.enrollment.Checkpoint;

/// The tool, killed at one instant: the system property `halt` names it, as in `before:issued`. The
/// tool that is shipped has no such switch.
public final class HaltingShomei {

  private HaltingShomei() {}

  public static void main(String[] args) {
    String halt = System.getProperty("halt", "");
    Checkpoint killer =
        (step, side) -> {
          boolean before = side == Checkpoint.Side.BEFORE;
          if (halt.equals((before ? "before:" : "after:") + step.label())) {
            Runtime.getRuntime().halt(137);
          }
        };
    System.exit(new Shomei(Surroundings.ofProcess().withCheckpoint(killer)).run(args));
  }
}
