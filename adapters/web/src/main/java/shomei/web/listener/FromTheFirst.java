package shomei.web.listener;

import com.github.benmanes.caffeine.cache.Expiry;

/// Counts end a window's time after they began, however often they grow.
record FromTheFirst(long nanos) implements Expiry<Network, Integer> {
  @Override
  public long expireAfterCreate(Network network, Integer count, long now) {
    return nanos;
  }

  @Override
  public long expireAfterUpdate(Network network, Integer count, long now, long left) {
    return left;
  }

  @Override
  public long expireAfterRead(Network network, Integer count, long now, long left) {
    return left;
  }
}
