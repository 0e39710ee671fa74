package shomei.postgres;

import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;
import shomei.domain.contract.ClientsContract;
import shomei.domain.contract.CodesContract;
import shomei.domain.contract.Ports;
import shomei.domain.contract.SigningKeysContract;

/// The contracts of the ports of OpenID Connect, kept by PostgreSQL.
final class OidcContractsTest {
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
  final class Clients extends ClientsContract {
    @Override
    protected Ports openEmpty() {
      return empty();
    }
  }

  @Nested
  final class Codes extends CodesContract {
    @Override
    protected Ports openEmpty() {
      return empty();
    }
  }

  @Nested
  final class SigningKeys extends SigningKeysContract {
    @Override
    protected Ports openEmpty() {
      return empty();
    }
  }
}
