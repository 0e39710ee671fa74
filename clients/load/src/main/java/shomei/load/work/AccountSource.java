package shomei.load.work;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import shomei.load.wire.SimulatedClient;
import shomei.load.wire.Target;
import shomei.sdk.AcmeAccount;
import shomei.sdk.AcmeServer;
import shomei.sdk.NewAccountTerms;

/// Where an operation gets its account from.
public interface AccountSource {
  /// An account as one client sees it.
  record Opened(AccountKeys keys, AcmeAccount account) {}

  Opened next(SimulatedClient client);

  default long madeLate() {
    return 0;
  }

  /// A new one each time, with a nonce asked for as a client does that has just started.
  ///
  /// @param count keys made ahead
  static AccountSource fresh(NewAccountTerms terms, int count) {
    Pregenerated<AccountKeys> keys = new Pregenerated<>(AccountKeys::generate, count);
    return new AccountSource() {
      @Override
      public Opened next(SimulatedClient client) {
        AccountKeys own = keys.take();
        return new Opened(own, client.restarted().createAccount(own.signer(), terms));
      }

      @Override
      public long madeLate() {
        return keys.late();
      }
    };
  }

  /// Some that are there already, in turn.
  ///
  /// @param targets the servers to make them at, in turn
  static AccountSource existing(List<Target> targets, NewAccountTerms terms, int count) {
    record Made(AccountKeys keys, URI url) {}
    List<Made> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      AccountKeys keys = AccountKeys.generate();
      try (AcmeServer server = targets.get(i % targets.size()).connect()) {
        made.add(new Made(keys, server.createAccount(keys.signer(), terms).url()));
      }
    }
    AtomicInteger turn = new AtomicInteger();
    return client -> {
      Made one = made.get(Math.floorMod(turn.getAndIncrement(), made.size()));
      return new Opened(one.keys, client.server().account(one.keys.signer(), one.url));
    };
  }
}
