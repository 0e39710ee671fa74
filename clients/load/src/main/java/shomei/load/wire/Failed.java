package shomei.load.wire;

import org.jspecify.annotations.Nullable;

/// An act of the harness came to nothing.
public final class Failed extends Exception {
  private static final long serialVersionUID = 1L;

  private final String place;
  private final String type;

  /// @param place the step, or empty
  /// @param type the last part of a problem's type, or a word of ours
  /// @param detail one example is shown
  Failed(String place, String type, @Nullable String detail) {
    super(detail == null ? "" : detail, null, false, false);
    this.place = place;
    this.type = type;
  }

  public Failed(String type, @Nullable String detail) {
    this("", type, detail);
  }

  public String type() {
    return type;
  }

  /// What it is counted under: the step where it happened, and the type.
  public String label() {
    return place.isEmpty() ? type : place + ": " + type;
  }

  public String detail() {
    return String.valueOf(getMessage());
  }

  Failed at(Step step) {
    return new Failed(step.label(), type, detail());
  }
}
