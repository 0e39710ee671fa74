package shomei.postgres.connection;

import java.sql.SQLException;
import org.jooq.TransactionContext;
import org.jooq.TransactionProvider;
import org.jooq.exception.DataAccessException;

/// Beginnings and ends of transactions that jOOQ leads, told as [Outages] tells statements: a
/// database that goes away while a commit waits for its standby is no fault of ours.
public final class Transactions implements TransactionProvider {
  private final TransactionProvider provider;

  public Transactions(TransactionProvider provider) {
    this.provider = provider;
  }

  @Override
  public void begin(TransactionContext context) {
    told(context, () -> provider.begin(context));
  }

  @Override
  public void commit(TransactionContext context) {
    told(context, () -> provider.commit(context));
  }

  @Override
  public void rollback(TransactionContext context) {
    told(context, () -> provider.rollback(context));
  }

  private static void told(TransactionContext context, Runnable step) {
    try {
      step.run();
    } catch (DataAccessException failed) {
      if (failed.getCause() instanceof SQLException why) {
        throw Outages.explain(context.configuration(), why);
      }
      throw failed;
    }
  }
}
