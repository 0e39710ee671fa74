package shomei.postgres;

import java.time.Instant;
import org.junit.jupiter.api.extension.RegisterExtension;
import shomei.domain.contract.SpentNoncesContract;
import shomei.domain.fixture.MutableClock;

/// The contract of nonces, kept by nodes over one PostgreSQL.
final class SpentNoncesTest extends SpentNoncesContract {
  @RegisterExtension static final Cluster CLUSTER = new Cluster();

  private static final MutableClock CLOCK = new MutableClock(Instant.parse("2026-11-30T09:00:00Z"));

  @Override
  protected Node start() {
    Database node = Database.open(CLUSTER.settings(CLUSTER.port(), 2), CLOCK);
    node.channels().start();
    while (!node.channels().isConnected()) {
      Thread.onSpinWait();
    }
    return new Node(node.nonces(), node::close);
  }
}
