package shomei.postgres.connection;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.jooq.Configuration;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;

/// Tells requesters to come again where the database went away under a statement, kept it waiting
/// for too long, or could not write; and refuses text that PostgreSQL cannot keep. Every other
/// failure stays a fault.
///
/// *Threat:* somebody fills log and alarms by a NUL in whatever is looked for. *Answer:* it is told
/// as what it is, malformed, whichever port it came through.
///
/// Whether a statement was done under which the database went away is not known; whoever repeats
/// the request reads where it stands first.
public final class Outages implements ExecuteListener {
  private static final long serialVersionUID = 1L;

  /// Too many connections, out of memory; a lock that was not given in time, a statement that was
  /// canceled; a serialization failure, a deadlock; what is not supported (PostgreSQL, appendix A),
  /// which is a table without a log on a standby, or a prepared statement from before a migration.
  private static final Set<String> PASSING =
      Set.of("53300", "53200", "55P03", "57014", "40001", "40P01", "0A000");

  /// U+0000 in text, and in JSON.
  private static final Set<String> NO_TEXT = Set.of("22021", "22P05");

  @Override
  public void exception(ExecuteContext context) {
    SQLException failure = context.sqlException();
    if (failure != null) {
      refusal(context.configuration(), failure).ifPresent(context::exception);
    }
  }

  /// For statements that jOOQ does not send.
  public static RuntimeException explain(Configuration configuration, SQLException failure) {
    return refusal(configuration, failure)
        .<RuntimeException>map(refusal -> refusal)
        .orElseGet(() -> new DataAccessException("a prepared statement failed", failure));
  }

  private static Optional<Refusal> refusal(Configuration configuration, SQLException failure) {
    if (isOutage(configuration, failure)) {
      return Optional.of(Pool.away());
    }
    String state = failure.getSQLState();
    return state != null && NO_TEXT.contains(state)
        ? Optional.of(new Refusal(Reason.MALFORMED, "a text has a character that none may have"))
        : Optional.empty();
  }

  private static boolean isOutage(Configuration configuration, SQLException failure) {
    String state = failure.getSQLState();
    if (Writes.wereRefused(state)) {
      if (configuration.data(Writes.NAME) instanceof Writes writes) {
        writes.refused(failure);
      }
      return true;
    }
    return isAway(state) || state != null && PASSING.contains(state);
  }

  /// Connection exceptions (class 08), shutdown and start-up (57P0x).
  private static boolean isAway(@Nullable String state) {
    return state != null && (state.startsWith("08") || state.startsWith("57P0"));
  }
}
