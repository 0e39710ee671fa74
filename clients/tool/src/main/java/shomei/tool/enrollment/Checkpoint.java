package shomei.tool.enrollment;

/// Is told of every step of a run. The tool itself ignores it; a test that kills the tool at a
/// certain instant halts the process here.
@FunctionalInterface
public interface Checkpoint {

  /// @param side before the step is written down, when its work is done; or after
  void pass(Step step, Side side);

  /// Which side of the write.
  enum Side {
    BEFORE,
    AFTER
  }
}
