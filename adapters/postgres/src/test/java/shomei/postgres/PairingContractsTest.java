package shomei.postgres;

import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;
import shomei.domain.contract.PairingsContract;
import shomei.domain.contract.Ports;
import shomei.domain.contract.WaitingToolsContract;

/// The contracts of the ports by which pages and tools meet, kept by PostgreSQL.
final class PairingContractsTest {
  @RegisterExtension static final Cluster CLUSTER = new Cluster();

  private static @Nullable Database database;

  @BeforeAll
  static void open() {
    database = Database.open(CLUSTER.settings(), InstantSource.system());
  }

  @AfterAll
  static void close() {
    Objects.requireNonNull(database).close();
  }

  private static Ports empty() {
    CLUSTER.clear();
    return PostgresContractsTest.ports(Objects.requireNonNull(database));
  }

  @Nested
  final class Pairings extends PairingsContract {
    @Override
    protected Ports openEmpty() {
      return empty();
    }
  }

  @Nested
  final class WaitingTools extends WaitingToolsContract {
    @Override
    protected Ports openEmpty() {
      return empty();
    }
  }
}
