package shomei.settings;

import java.time.Duration;

/// The keys below `history`: how the operation history proves itself.
final class HistoryKeys {
  static final Key<Duration> HISTORY_SEAL =
      Key.of(
          "history.seal",
          Forms.duration(Duration.ofMillis(100), Duration.ofHours(1)),
          "1s",
          "How often what was added to the operation history is sealed.");
  static final Key<Duration> HISTORY_CHECKPOINT =
      Key.of(
          "history.checkpoint",
          Forms.duration(Duration.ofMinutes(1), Duration.ofDays(7)),
          "1h",
          "How often a checkpoint is signed on the token, where something was sealed since.");

  private HistoryKeys() {}
}
