package shomei.load.wire;

import java.io.IOException;

/// The connection was cut on purpose; what was sent may have had its effect or not.
final class Cut extends IOException {
  private static final long serialVersionUID = 1L;

  Cut() {
    super("cut on purpose");
  }
}
