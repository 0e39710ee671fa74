package shomei.sdk;

import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;

/// Nonces that the server gave out and that no request has used (RFC 8555 §6.5). The youngest goes
/// first, since the oldest may have expired.
final class NoncePool {
  private static final int MOST = 256;

  private final Deque<String> nonces = new ConcurrentLinkedDeque<>();

  void put(String nonce) {
    nonces.addFirst(nonce);
    if (nonces.size() > MOST) {
      nonces.pollLast();
    }
  }

  Optional<String> take() {
    return Optional.ofNullable(nonces.pollFirst());
  }

  /// After a refused nonce the others are likely to be as old.
  void clear() {
    nonces.clear();
  }
}
