package shomei.postgres;

import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import shomei.domain.contract.ForgettingContract;
import shomei.domain.contract.Ports;

/// What is forgotten, and what never is, in PostgreSQL.
final class ForgettingTest extends ForgettingContract {
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

  @Override
  protected Ports openEmpty() {
    CLUSTER.clear();
    return PostgresContractsTest.ports(Objects.requireNonNull(database));
  }
}
