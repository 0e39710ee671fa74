package shomei.enrollment.computer;

import java.util.Locale;

/// What keeps certificates differs by it.
public enum OperatingSystem {
  LINUX,
  WINDOWS,
  MACOS;

  /// @param name as the property `os.name` has it; what is no other is like Linux
  static OperatingSystem named(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.startsWith("windows")) {
      return WINDOWS;
    }
    return lower.startsWith("mac") ? MACOS : LINUX;
  }
}
