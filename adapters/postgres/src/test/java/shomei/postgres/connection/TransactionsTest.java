package shomei.postgres.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.SQLException;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.TransactionContext;
import org.jooq.TransactionProvider;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.junit.jupiter.api.Test;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;

final class TransactionsTest {
  @Test
  void aDatabaseThatGoesAwayUnderACommitIsToldAsAway() {
    Refusal refusal =
        catchThrowableOfType(Refusal.class, () -> failingToCommit("08006").transaction(work -> {}));
    assertThat(refusal.reason()).isEqualTo(Reason.UNAVAILABLE);
  }

  @Test
  void anotherFailureStaysAFault() {
    assertThat(
            catchThrowableOfType(
                DataAccessException.class, () -> failingToCommit("23505").transaction(work -> {})))
        .isNotNull();
  }

  private static DSLContext failingToCommit(String state) {
    return DSL.using(
        new DefaultConfiguration()
            .set(SQLDialect.POSTGRES)
            .set(new Transactions(new Failing(state))));
  }

  private record Failing(String state) implements TransactionProvider {
    @Override
    public void begin(TransactionContext context) {}

    @Override
    public void commit(TransactionContext context) {
      throw new DataAccessException("cannot commit", new SQLException("the server is gone", state));
    }

    @Override
    public void rollback(TransactionContext context) {}
  }
}
