package shomei.domain.memory;

import org.junit.jupiter.api.Nested;
import shomei.domain.contract.AccessContract;
import shomei.domain.contract.AccountsContract;
import shomei.domain.contract.AdministrationContract;
import shomei.domain.contract.AuthorizationsContract;
import shomei.domain.contract.BulkRevocationsContract;
import shomei.domain.contract.CertificatesContract;
import shomei.domain.contract.ClientsContract;
import shomei.domain.contract.CodesContract;
import shomei.domain.contract.DeactivationContract;
import shomei.domain.contract.ExternalAccountKeysContract;
import shomei.domain.contract.FirstLoginContract;
import shomei.domain.contract.ForgettingContract;
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
import shomei.domain.contract.PairingsContract;
import shomei.domain.contract.PartnersContract;
import shomei.domain.contract.PinLocksContract;
import shomei.domain.contract.PinTriesContract;
import shomei.domain.contract.Ports;
import shomei.domain.contract.ProofsContract;
import shomei.domain.contract.RateLimitsContract;
import shomei.domain.contract.RevocationJournalContract;
import shomei.domain.contract.RevocationListsContract;
import shomei.domain.contract.RevocationsContract;
import shomei.domain.contract.SealsContract;
import shomei.domain.contract.SessionsContract;
import shomei.domain.contract.SigningKeysContract;
import shomei.domain.contract.SpentNoncesContract;
import shomei.domain.contract.StatusesContract;
import shomei.domain.contract.SubmissionsContract;
import shomei.domain.contract.SubscribersContract;
import shomei.domain.contract.UntoldActsContract;
import shomei.domain.contract.UserListContract;
import shomei.domain.contract.WaitingToolsContract;
import shomei.domain.contract.WithdrawalContract;
import shomei.domain.journal.RevocationJournal;

final class MemoryContractsTest {
  @Nested
  final class Access extends AccessContract {
    @Override
    protected Ports openEmpty() {
      return new Memory().ports();
    }
  }

  @Nested
  final class Accounts extends AccountsContract {
    @Override
    protected Ports openEmpty() {
      return new Memory().ports();
    }
  }

  @Nested
  final class Authorizations extends AuthorizationsContract {
    @Override
    protected Ports openEmpty() {
      return new Memory().ports();
    }
  }

  @Nested
  final class BulkRevocations extends BulkRevocationsContract {
    @Override
    protected Ports openEmpty() {
      return new Memory().ports();
    }
  }

  @Nested
  final class Certificates extends CertificatesContract {
    @Override
    protected Ports openEmpty() {
      return new Memory().ports();
    }
  }

  @Nested
  final class Clients extends ClientsContract {
    @Override
    protected Ports openEmpty() {
      return new Memory().ports();
    }
  }

  @Nested
  final class Codes extends CodesContract {
    @Override
    protected Ports openEmpty() {
      return new Memory().ports();
    }
  }

  @Nested
  final class Deactivation extends DeactivationContract {
    @Override
    protected Ports openEmpty() {
      return new Memory().ports();
    }
  }

  @Nested
  final class ExternalAccountKeys extends ExternalAccountKeysContract {
    @Override
    protected Ports openEmpty() {
      return new Memory().ports();
    }
  }

  @Nested
  final class History extends HistoryContract {
    @Override
    protected Ports openEmpty() {
      return new Memory().ports();
    }
  }

  @Nested
  final class Institutions extends InstitutionsContract {
    @Override
    protected Ports openEmpty() {
      return new Memory().ports();
    }
  }

  @Nested
  final class Issuers extends IssuersContract {
    @Override
    protected Ports openEmpty() {
      return new Memory().ports();
    }
  }

  @Nested
  final class Issuing extends IssuingContract {
    @Override
    protected Ports openEmpty() {
      return new Memory().ports();
    }
  }

  @Nested
  final class LoginServers extends LoginServersContract {
    @Override
    protected Ports openEmpty() {
      return new Memory().ports();
    }
  }

  @Nested
  final class Notices extends NoticesContract {
    @Override
    protected Ports openEmpty() {
      return new Memory().ports();
    }
  }

  @Nested
  final class Forgetting extends ForgettingContract {
    @Override
    protected Ports openEmpty() {
      return new Memory().ports();
    }
  }

  @Nested
  final class Orders extends OrdersContract {
    @Override
    protected Ports openEmpty() {
      return new Memory().ports();
    }
  }

  @Nested
  final class Outbox extends OutboxContract {
    @Override
    protected Ports openEmpty() {
      return new Memory().ports();
    }
  }

  @Nested
  final class Overviews extends OverviewsContract {
    @Override
    protected Ports openEmpty() {
      return new Memory().ports();
    }
  }

  @Nested
  final class Pairings extends PairingsContract {
    @Override
    protected Ports openEmpty() {
      return new Memory().ports();
    }
  }

  @Nested
  final class WaitingTools extends WaitingToolsContract {
    @Override
    protected Ports openEmpty() {
      return new Memory().ports();
    }
  }

  @Nested
  final class Partners extends PartnersContract {
    @Override
    protected Ports openEmpty() {
      return new Memory().ports();
    }
  }

  @Nested
  final class Proofs extends ProofsContract {
    @Override
    protected Ports openEmpty() {
      return new Memory().ports();
    }
  }

  @Nested
  final class RateLimits extends RateLimitsContract {
    @Override
    protected Ports openEmpty() {
      return new Memory().ports();
    }
  }

  @Nested
  final class RevocationLists extends RevocationListsContract {
    @Override
    protected Ports openEmpty() {
      return new Memory().ports();
    }
  }

  @Nested
  final class Journal extends RevocationJournalContract {
    private final MemoryJournal journal = new MemoryJournal();

    @Override
    protected RevocationJournal open() {
      return journal;
    }
  }

  @Nested
  final class Revocations extends RevocationsContract {
    @Override
    protected Ports openEmpty() {
      return new Memory().ports();
    }
  }

  @Nested
  final class Seals extends SealsContract {
    @Override
    protected Ports openEmpty() {
      return new Memory().ports();
    }
  }

  @Nested
  final class Sessions extends SessionsContract {
    @Override
    protected Ports openEmpty() {
      return new Memory().ports();
    }
  }

  @Nested
  final class Submissions extends SubmissionsContract {
    @Override
    protected Ports openEmpty() {
      return new Memory().ports();
    }
  }

  @Nested
  final class SigningKeys extends SigningKeysContract {
    @Override
    protected Ports openEmpty() {
      return new Memory().ports();
    }
  }

  @Nested
  final class SpentNonces extends SpentNoncesContract {
    private final MemoryNonces.Deployment deployment = new MemoryNonces.Deployment();

    @Override
    protected Node start() {
      MemoryNonces node = new MemoryNonces(deployment);
      return new Node(node, node::close);
    }
  }

  @Nested
  final class Statuses extends StatusesContract {
    @Override
    protected Ports openEmpty() {
      return new Memory().ports();
    }
  }

  @Nested
  final class Withdrawal extends WithdrawalContract {
    @Override
    protected Ports openEmpty() {
      return new Memory().ports();
    }
  }

  @Nested
  final class PinLocks extends PinLocksContract {
    @Override
    protected Ports openEmpty() {
      return new Memory().ports();
    }
  }

  @Nested
  final class PinTries extends PinTriesContract {
    @Override
    protected Ports openEmpty() {
      return new Memory().ports();
    }
  }

  @Nested
  final class Subscribers extends SubscribersContract {
    @Override
    protected Ports openEmpty() {
      return new Memory().ports();
    }
  }

  @Nested
  final class UntoldActs extends UntoldActsContract {
    @Override
    protected Ports openEmpty() {
      return new Memory().ports();
    }
  }

  @Nested
  final class Administration extends AdministrationContract {
    @Override
    protected Ports openEmpty() {
      return new Memory().ports();
    }
  }

  @Nested
  final class FirstLogin extends FirstLoginContract {
    @Override
    protected Ports openEmpty() {
      return new Memory().ports();
    }
  }

  @Nested
  final class HistorySearch extends HistorySearchContract {
    @Override
    protected Ports openEmpty() {
      return new Memory().ports();
    }
  }

  @Nested
  final class Messages extends MessagesContract {
    @Override
    protected Ports openEmpty() {
      return new Memory().ports();
    }
  }

  @Nested
  final class UserList extends UserListContract {
    @Override
    protected Ports openEmpty() {
      return new Memory().ports();
    }
  }
}
