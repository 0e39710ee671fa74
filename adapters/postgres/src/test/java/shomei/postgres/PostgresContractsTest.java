package shomei.postgres;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;
import shomei.domain.contract.AccessContract;
import shomei.domain.contract.AccountsContract;
import shomei.domain.contract.AdministrationContract;
import shomei.domain.contract.AuthorizationsContract;
import shomei.domain.contract.BulkRevocationsContract;
import shomei.domain.contract.CertificatesContract;
import shomei.domain.contract.DeactivationContract;
import shomei.domain.contract.ExternalAccountKeysContract;
import shomei.domain.contract.FirstLoginContract;
import shomei.domain.contract.HistoryContract;
import shomei.domain.contract.HistorySearchContract;
import shomei.domain.contract.InstitutionsContract;
import shomei.domain.contract.IssuersContract;
import shomei.domain.contract.IssuingContract;
import shomei.domain.contract.LoginServersContract;
import shomei.domain.contract.MessagesContract;
import shomei.domain.contract.NoticesContract;
import shomei.domain.contract.OrdersContract;
import shomei.domain.contract.OutboxContract;
import shomei.domain.contract.OverviewsContract;
import shomei.domain.contract.PartnersContract;
import shomei.domain.contract.PinLocksContract;
import shomei.domain.contract.PinTriesContract;
import shomei.domain.contract.Ports;
import shomei.domain.contract.ProofsContract;
import shomei.domain.contract.RateLimitsContract;
import shomei.domain.contract.RevocationListsContract;
import shomei.domain.contract.RevocationsContract;
import shomei.domain.contract.SealsContract;
import shomei.domain.contract.SessionsContract;
import shomei.domain.contract.StatusesContract;
import shomei.domain.contract.SubmissionsContract;
import shomei.domain.contract.SubscribersContract;
import shomei.domain.contract.UntoldActsContract;
import shomei.domain.contract.UserListContract;
import shomei.domain.contract.WithdrawalContract;
import shomei.domain.fixture.MutableClock;
import shomei.domain.harness.WalkContract;

/// The ports' contracts, kept by PostgreSQL.
final class PostgresContractsTest {
  @RegisterExtension static final Cluster CLUSTER = new Cluster();
  private static final MutableClock CLOCK = new MutableClock(Instant.parse("2026-11-30T09:00:00Z"));
  private static @Nullable Database database;

  @BeforeAll
  static void open() {
    database = Database.open(CLUSTER.settings(), CLOCK);
  }

  @AfterAll
  static void close() {
    Objects.requireNonNull(database).close();
  }

  private static Ports empty() {
    CLUSTER.clear();
    CLOCK.advance(Duration.ofSeconds(1)); // nothing of before is remembered
    return ports(Objects.requireNonNull(database));
  }

  static Ports ports(Database database) {
    return new Ports(
        database.access(),
        database.account().accounts(),
        database.order().authorizations(),
        database.revocation().bulkRevocations(),
        database.certificates(),
        database.oidc().clients(),
        database.oidc().codes(),
        database.account().externalAccountKeys(),
        database.history().history(),
        database.history().search(),
        database.institution().institutions(),
        database.institution().issuers(),
        database.loginServers(),
        database.notice().messages(),
        database.notice().notices(),
        database.order().orders(),
        database.notice().outbox(),
        database.session().overviews(),
        database.pairing().pairings(),
        database.account().partners(),
        database.account().rateLimits(),
        database.revocation().revocationLists(),
        database.revocation().revocations(),
        database.history().seals(),
        database.session().sessions(),
        database.oidc().signingKeys(),
        database.revocation().statuses(),
        database.session().submissions(),
        database.subscribers(),
        database.notice().untoldActs(),
        database.users(),
        database.pairing().waitingTools());
  }

  @Nested
  final class Access extends AccessContract {
    @Override
    protected Ports openEmpty() {
      return empty();
    }
  }

  @Nested
  final class Accounts extends AccountsContract {
    @Override
    protected Ports openEmpty() {
      return empty();
    }
  }

  @Nested
  final class Authorizations extends AuthorizationsContract {
    @Override
    protected Ports openEmpty() {
      return empty();
    }
  }

  @Nested
  final class BulkRevocations extends BulkRevocationsContract {
    @Override
    protected Ports openEmpty() {
      return empty();
    }
  }

  @Nested
  final class Certificates extends CertificatesContract {
    @Override
    protected Ports openEmpty() {
      return empty();
    }
  }

  @Nested
  final class Deactivation extends DeactivationContract {
    @Override
    protected Ports openEmpty() {
      return empty();
    }
  }

  @Nested
  final class ExternalAccountKeys extends ExternalAccountKeysContract {
    @Override
    protected Ports openEmpty() {
      return empty();
    }
  }

  @Nested
  final class History extends HistoryContract {
    @Override
    protected Ports openEmpty() {
      return empty();
    }
  }

  @Nested
  final class Institutions extends InstitutionsContract {
    @Override
    protected Ports openEmpty() {
      return empty();
    }
  }

  @Nested
  final class Issuers extends IssuersContract {
    @Override
    protected Ports openEmpty() {
      return empty();
    }
  }

  @Nested
  final class Issuing extends IssuingContract {
    @Override
    protected Ports openEmpty() {
      return empty();
    }
  }

  @Nested
  final class LoginServers extends LoginServersContract {
    @Override
    protected Ports openEmpty() {
      return empty();
    }
  }

  @Nested
  final class Notices extends NoticesContract {
    @Override
    protected Ports openEmpty() {
      return empty();
    }
  }

  @Nested
  final class Orders extends OrdersContract {
    @Override
    protected Ports openEmpty() {
      return empty();
    }
  }

  @Nested
  final class Outbox extends OutboxContract {
    @Override
    protected Ports openEmpty() {
      return empty();
    }
  }

  @Nested
  final class Overviews extends OverviewsContract {
    @Override
    protected Ports openEmpty() {
      return empty();
    }
  }

  @Nested
  final class Partners extends PartnersContract {
    @Override
    protected Ports openEmpty() {
      return empty();
    }
  }

  @Nested
  final class Proofs extends ProofsContract {
    @Override
    protected Ports openEmpty() {
      return empty();
    }
  }

  @Nested
  final class RateLimits extends RateLimitsContract {
    @Override
    protected Ports openEmpty() {
      return empty();
    }
  }

  @Nested
  final class RevocationLists extends RevocationListsContract {
    @Override
    protected Ports openEmpty() {
      return empty();
    }
  }

  @Nested
  final class Revocations extends RevocationsContract {
    @Override
    protected Ports openEmpty() {
      return empty();
    }
  }

  @Nested
  final class Seals extends SealsContract {
    @Override
    protected Ports openEmpty() {
      return empty();
    }
  }

  @Nested
  final class Sessions extends SessionsContract {
    @Override
    protected Ports openEmpty() {
      return empty();
    }
  }

  @Nested
  final class Submissions extends SubmissionsContract {
    @Override
    protected Ports openEmpty() {
      return empty();
    }
  }

  @Nested
  final class Statuses extends StatusesContract {
    @Override
    protected Ports openEmpty() {
      return empty();
    }
  }

  @Nested
  final class Withdrawal extends WithdrawalContract {
    @Override
    protected Ports openEmpty() {
      return empty();
    }
  }

  @Nested
  final class UntoldActs extends UntoldActsContract {
    @Override
    protected Ports openEmpty() {
      return empty();
    }
  }

  @Nested
  final class PinLocks extends PinLocksContract {
    @Override
    protected Ports openEmpty() {
      return empty();
    }
  }

  @Nested
  final class PinTries extends PinTriesContract {
    @Override
    protected Ports openEmpty() {
      return empty();
    }
  }

  @Nested
  final class Subscribers extends SubscribersContract {
    @Override
    protected Ports openEmpty() {
      return empty();
    }
  }

  @Nested
  final class Walk extends WalkContract {
    @Override
    protected int steps() {
      return 80;
    }

    @Override
    protected Ports openEmpty() {
      return empty();
    }
  }

  @Nested
  final class Administration extends AdministrationContract {
    @Override
    protected Ports openEmpty() {
      return empty();
    }
  }

  @Nested
  final class FirstLogin extends FirstLoginContract {
    @Override
    protected Ports openEmpty() {
      return empty();
    }
  }

  @Nested
  final class HistorySearch extends HistorySearchContract {
    @Override
    protected Ports openEmpty() {
      return empty();
    }
  }

  @Nested
  final class Messages extends MessagesContract {
    @Override
    protected Ports openEmpty() {
      return empty();
    }
  }

  @Nested
  final class UserList extends UserListContract {
    @Override
    protected Ports openEmpty() {
      return empty();
    }
  }
}
