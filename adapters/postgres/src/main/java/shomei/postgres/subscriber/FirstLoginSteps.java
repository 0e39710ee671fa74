package shomei.postgres.subscriber;

import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.not;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.update;
import static org.jooq.impl.DSL.val;
import static shomei.postgres.schema.Tables.CORPORATION;
import static shomei.postgres.schema.Tables.SUBSCRIBER;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.exception.IntegrityConstraintViolationException;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.subscriber.FirstLogin;
import shomei.domain.subscriber.Subscriber;
import shomei.postgres.history.HistoryRows;
import shomei.postgres.sql.Change;

/// `Subscribers.activate`.
final class FirstLoginSteps {
  private FirstLoginSteps() {}

  static boolean activate(DSLContext database, Subscriber from, FirstLogin to, Entry entry) {
    boolean renamed = !from.name().equals(to.name());
    Condition seat = SubscriberRows.is(from.id());
    Condition asItWas = SUBSCRIBER.ACTIVATED.isFalse().and(SUBSCRIBER.REVISION.eq(from.revision()));
    Change change = new Change();
    Table<?> acted =
        SeatActs.act(
            change,
            columns(to),
            seat.and(asItWas).and(renamed ? isFree(from, to.name()) : noCondition()));
    if (renamed) {
      PostgresSubscribers.forgetTries(change, from.institution(), to.name(), Change.did(acted));
      if (to.name().isAdministrator()) {
        rename(change, from, to.name(), acted);
      }
    }
    change.insert(acted, HistoryRows.write(entry));
    try {
      return change.done(database, SeatActs.locks(seat), acted);
    } catch (IntegrityConstraintViolationException takenMeanwhile) {
      return false;
    }
  }

  private static Map<Field<?>, Field<?>> columns(FirstLogin to) {
    Map<Field<?>, Field<?>> columns = new LinkedHashMap<>();
    columns.putAll(SubscriberRows.REGISTRATION.constants(to.registration()).byColumn());
    columns.putAll(
        SubscriberRows.LOGIN_PIN
            .constants(new SubscriberRows.KeptPin(to.loginPin(), false))
            .byColumn());
    columns.putAll(
        SubscriberRows.CONFIRMATION_PIN
            .constants(new SubscriberRows.KeptPin(to.confirmationPin(), false))
            .byColumn());
    columns.putAll(SubscriberRows.right(Optional.of(to.opens()), Optional.empty()));
    columns.put(SUBSCRIBER.USER_ID, val(SubscriberRows.userId(to.name()), SUBSCRIBER.USER_ID));
    columns.put(SUBSCRIBER.ACTIVATED, inline(true));
    return columns;
  }

  /// Whether nobody has or had the name and, of an administrator's contract ID, nobody else would
  /// have to go along.
  private static Condition isFree(Subscriber from, SubscriberName name) {
    InstitutionId institution = from.institution();
    var other = SUBSCRIBER.as("other");
    Condition named =
        exists(
            selectOne()
                .from(other)
                .where(other.INSTITUTION.eq(institution.value()))
                .and(other.CONTRACT_ID.eq(name.contractId()))
                .and(other.USER_ID.eq(SubscriberRows.userId(name))));
    if (!name.isAdministrator()) {
      return not(named);
    }
    Condition corporation =
        exists(
            selectOne()
                .from(CORPORATION)
                .where(CorporationRows.is(institution, name.contractId())));
    Condition users =
        exists(
            selectOne()
                .from(other)
                .where(other.INSTITUTION.eq(institution.value()))
                .and(other.CONTRACT_ID.eq(from.name().contractId()))
                .and(other.USER_ID.ne("")));
    return not(corporation).and(not(users));
  }

  /// The seat follows by its foreign key.
  private static void rename(Change change, Subscriber from, SubscriberName name, Table<?> acted) {
    change.step(
        update(CORPORATION)
            .set(CORPORATION.CONTRACT_ID, name.contractId())
            .where(CorporationRows.is(from.institution(), from.name().contractId()))
            .and(Change.did(acted))
            .returning(CORPORATION.CONTRACT_ID));
  }
}
