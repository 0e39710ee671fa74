package shomei.domain.status;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// What is worth keeping in memory: a bounded number, those asked for least recently leaving first.
final class Kept<K, V> {
  private final int most;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<K, V> kept = new LinkedHashMap<>(16, 0.75f, true);

  Kept(int most) {
    this.most = most;
  }

  Optional<V> find(K key) {
    lock.lock();
    try {
      return Optional.ofNullable(kept.get(key));
    } finally {
      lock.unlock();
    }
  }

  void keep(K key, V value) {
    lock.lock();
    try {
      kept.put(key, value);
      if (kept.size() > most) {
        kept.remove(kept.keySet().iterator().next());
      }
    } finally {
      lock.unlock();
    }
  }

  void remove(K key) {
    lock.lock();
    try {
      kept.remove(key);
    } finally {
      lock.unlock();
    }
  }

  void clear() {
    lock.lock();
    try {
      kept.clear();
    } finally {
      lock.unlock();
    }
  }
}
