package shomei.postgres.connection;

import java.sql.SQLException;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/// Tells requesters to come again where the database went away under a statement. Every other
/// failure stays a fault.
///
/// Whether such a statement was done is not known; whoever repeats the request reads where it
/// stands first.
public final class Outages implements ExecuteListener {
  private static final long serialVersionUID = 1L;

  @Override
  public void exception(ExecuteContext context) {
    SQLException failure = context.sqlException();
    if (failure != null && isOutage(failure.getSQLState())) {
      context.exception(Pool.away());
    }
  }

  /// For statements that jOOQ does not send.
  public static RuntimeException explain(SQLException failure) {
    return isOutage(failure.getSQLState())
        ? Pool.away()
        : new DataAccessException("a prepared statement failed", failure);
  }

  /// Connection exceptions (class 08), shutdown and start-up (57P0x), too many connections.
  private static boolean isOutage(@Nullable String state) {
    return state != null
        && (state.startsWith("08") || state.startsWith("57P0") || state.equals("53300"));
  }
}
