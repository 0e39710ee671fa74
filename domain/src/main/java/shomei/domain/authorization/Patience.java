package shomei.domain.authorization;

import java.util.concurrent.CompletableFuture;

/// How long a client's request waits for what it began: a moment, where not many wait already, and
/// not at all otherwise. So what is slow holds up few, and none for long.
@FunctionalInterface
public interface Patience {
  /// @return whether it is complete; `false` too where the thread is interrupted, which it stays
  boolean await(CompletableFuture<?> what);
}
