package shomei.pages.download;

import java.util.Locale;
import java.util.Optional;
import shomei.web.http.Request;

/// The systems that the client app runs on.
public enum Platform {
  WINDOWS,
  MACOS,
  LINUX;

  /// What the browser says that it runs on. It only chooses what is shown first.
  ///
  /// @return empty for a telephone, and where it cannot be told
  static Optional<Platform> guess(Request request) {
    Optional<String> hint = request.header("sec-ch-ua-platform");
    return hint.isPresent()
        ? ofHint(hint.get().replace("\"", "").strip())
        : ofAgent(request.header("user-agent").orElse("").toLowerCase(Locale.ROOT));
  }

  /// User-Agent Client Hints §3.6.
  private static Optional<Platform> ofHint(String platform) {
    return switch (platform) {
      case "Windows" -> Optional.of(WINDOWS);
      case "macOS" -> Optional.of(MACOS);
      case "Linux" -> Optional.of(LINUX);
      default -> Optional.empty();
    };
  }

  private static Optional<Platform> ofAgent(String agent) {
    if (agent.contains("android") || agent.contains("iphone") || agent.contains("ipad")) {
      return Optional.empty();
    }
    if (agent.contains("windows nt")) {
      return Optional.of(WINDOWS);
    }
    if (agent.contains("mac os x")) {
      return Optional.of(MACOS);
    }
    return agent.contains("linux") ? Optional.of(LINUX) : Optional.empty();
  }
}
