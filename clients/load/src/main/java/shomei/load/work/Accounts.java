package shomei.load.work;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import shomei.load.wire.Failed;
import shomei.load.wire.Session;

/// Where an act gets its account from.
public interface Accounts {
  Account next(Session session) throws IOException, Failed;

  default long madeLate() {
    return 0;
  }

  /// A new one each time, with a nonce asked for as a client does that has just started.
  ///
  /// @param count keys made ahead
  static Accounts fresh(Optional<Binding> binding, int count) {
    Ahead<Account.Key> keys = new Ahead<>(Account.Key::make, count);
    return new Accounts() {
      @Override
      public Account next(Session session) throws IOException, Failed {
        session.newNonce();
        return Account.make(session, keys.take(), binding);
      }

      @Override
      public long madeLate() {
        return keys.late();
      }
    };
  }

  /// Some that are there already, in turn.
  ///
  /// @param sessions the servers to make them at, in turn
  static Accounts existing(List<Session> sessions, Optional<Binding> binding, int count)
      throws IOException, Failed {
    List<Account> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      made.add(Account.make(sessions.get(i % sessions.size()), Account.Key.make(), binding));
    }
    AtomicInteger turn = new AtomicInteger();
    return session -> made.get(Math.floorMod(turn.getAndIncrement(), made.size()));
  }
}
