package shomei.enrollment.engine;

/// Is told of every stage of a run. Faces ignore it; a test that kills the process at a certain
/// instant halts it here.
@FunctionalInterface
public interface StageListener {

  /// @param side before the stage is written down, when its work is done; or after
  void pass(Stage stage, Side side);

  /// Which side of the write.
  enum Side {
    BEFORE,
    AFTER
  }

  static StageListener none() {
    return (stage, side) -> {};
  }
}
