package shomei.protocol.message;

import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// When to renew a certificate (RFC 9773 §4.2).
///
/// @param explanationURL a page for people
public record RenewalInfo(SuggestedWindow suggestedWindow, @Nullable URI explanationURL) {

  public RenewalInfo {
    Objects.requireNonNull(suggestedWindow, "suggestedWindow");
  }

  /// A client picks a random moment in it, and renews at once where that lies behind.
  ///
  /// @param start before `end`
  public record SuggestedWindow(Instant start, Instant end) {

    public SuggestedWindow {
      Objects.requireNonNull(start, "start");
      Objects.requireNonNull(end, "end");
      if (!start.isBefore(end)) {
        throw new IllegalArgumentException("the window ends before it starts");
      }
    }
  }
}
