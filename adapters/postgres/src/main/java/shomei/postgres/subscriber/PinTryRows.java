package shomei.postgres.subscriber;

import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.array;
import static org.jooq.impl.DSL.arrayAppend;
import static org.jooq.impl.DSL.cardinality;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.not;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;
import static shomei.postgres.schema.Tables.PIN_ATTEMPT;
import static shomei.postgres.schema.Tables.PIN_PAUSE;
import static shomei.postgres.schema.Tables.SUBSCRIBER;

import java.time.Duration;
import java.time.Instant;
import org.jooq.CaseConditionStep;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.ResultQuery;
import org.jooq.Table;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.Network;
import shomei.domain.subscriber.PinTry;
import shomei.domain.subscriber.PinTry.Count;

/// The two rows of a try at a PIN, each counted by one upsert, which looks at the row as it is by
/// then.
final class PinTryRows {
  private PinTryRows() {}

  /// Of a network at a name: tells a row where it need not wait, and the next pause begins.
  ///
  /// @param from a row, where `asked`
  static ResultQuery<?> pause(PinTry tried, Network network, Table<?> from, Condition asked) {
    Policy.Pins rule = tried.rule();
    Field<Integer> tries =
        when(PIN_PAUSE.LAST.lt(tried.at().minus(rule.triesKept())), inline(1))
            .otherwise(PIN_PAUSE.TRIES.plus(inline(1)));
    return insertInto(
            PIN_PAUSE,
            PIN_PAUSE.INSTITUTION,
            PIN_PAUSE.CONTRACT_ID,
            PIN_PAUSE.USER_ID,
            PIN_PAUSE.NETWORK,
            PIN_PAUSE.TRIES,
            PIN_PAUSE.FREE,
            PIN_PAUSE.LAST)
        .select(
            select(
                    val(tried.institution().value()),
                    val(tried.seat().contractId()),
                    val(SubscriberRows.userId(tried.seat())),
                    val(network.value()),
                    inline(1),
                    val(tried.at().plus(rule.pauseAfter(1)), PIN_PAUSE.FREE),
                    val(tried.at(), PIN_PAUSE.LAST))
                .from(from)
                .where(asked))
        .onConflict(
            PIN_PAUSE.INSTITUTION, PIN_PAUSE.CONTRACT_ID, PIN_PAUSE.USER_ID, PIN_PAUSE.NETWORK)
        .doUpdate()
        .set(PIN_PAUSE.TRIES, tries)
        .set(PIN_PAUSE.FREE, free(tried, tries))
        .set(PIN_PAUSE.LAST, tried.at())
        .where(PIN_PAUSE.FREE.le(tried.at()))
        .returning(PIN_PAUSE.TRIES);
  }

  /// [Policy.Pins#pauseAfter] in SQL: each step of it until it grows no more.
  private static Field<Instant> free(PinTry tried, Field<Integer> tries) {
    Policy.Pins rule = tried.rule();
    CaseConditionStep<Instant> free =
        when(tries.lt(rule.lockAfter()), val(tried.at(), PIN_PAUSE.FREE));
    int number = rule.lockAfter();
    while (rule.pauseAfter(number).compareTo(rule.pauseAfter(number + 1)) < 0) {
      free = free.when(tries.eq(number), at(tried, rule.pauseAfter(number)));
      number++;
    }
    return free.otherwise(at(tried, rule.pauseAfter(number)));
  }

  private static Field<Instant> at(PinTry tried, Duration later) {
    return val(tried.at().plus(later), PIN_PAUSE.FREE);
  }

  /// In a count.
  ///
  /// @param network empty where the count does not ask for it
  /// @param from a row, where `asked`
  static ResultQuery<?> attempt(
      PinTry tried, Field<String> count, String network, Table<?> from, Condition asked) {
    Policy.Pins rule = tried.rule();
    Field<String> place = val(network);
    Condition over =
        PIN_ATTEMPT
            .LAST
            .lt(tried.at().minus(rule.triesKept()))
            .and(
                PIN_ATTEMPT
                    .LOCKING
                    .isNull()
                    .or(not(exists(selectOne().from(SUBSCRIBER).where(named(tried))))));
    Field<Integer> tries = when(over, inline(1)).otherwise(PIN_ATTEMPT.TRIES.plus(inline(1)));
    Field<String[]> networks =
        when(over, array(place))
            .when(
                place
                    .eq(any(PIN_ATTEMPT.NETWORKS))
                    .or(cardinality(PIN_ATTEMPT.NETWORKS).ge(rule.lockNetworks())),
                PIN_ATTEMPT.NETWORKS)
            .otherwise(arrayAppend(PIN_ATTEMPT.NETWORKS, place));
    Field<Integer> none = inline(null, PIN_ATTEMPT.LOCKING);
    Condition enough =
        PIN_ATTEMPT
            .COUNTED
            .ne(inline(Count.STRANGERS.name()))
            .or(cardinality(networks).ge(rule.lockNetworks()));
    return insertInto(
            PIN_ATTEMPT,
            PIN_ATTEMPT.INSTITUTION,
            PIN_ATTEMPT.CONTRACT_ID,
            PIN_ATTEMPT.USER_ID,
            PIN_ATTEMPT.COUNTED,
            PIN_ATTEMPT.TRIES,
            PIN_ATTEMPT.NETWORKS,
            PIN_ATTEMPT.LOCKING,
            PIN_ATTEMPT.LAST)
        .select(
            select(
                    val(tried.institution().value()),
                    val(tried.seat().contractId()),
                    val(SubscriberRows.userId(tried.seat())),
                    count,
                    inline(1),
                    array(place),
                    when(
                            inline(rule.lockAfter() <= 1)
                                .isTrue()
                                .and(
                                    count
                                        .ne(inline(Count.STRANGERS.name()))
                                        .or(inline(rule.lockNetworks() <= 1).isTrue())),
                            inline(1))
                        .otherwise(none),
                    val(tried.at(), PIN_ATTEMPT.LAST))
                .from(from)
                .where(asked))
        .onConflict(
            PIN_ATTEMPT.INSTITUTION,
            PIN_ATTEMPT.CONTRACT_ID,
            PIN_ATTEMPT.USER_ID,
            PIN_ATTEMPT.COUNTED)
        .doUpdate()
        .set(PIN_ATTEMPT.TRIES, tries)
        .set(PIN_ATTEMPT.NETWORKS, networks)
        .set(
            PIN_ATTEMPT.LOCKING,
            when(PIN_ATTEMPT.LOCKING.isNotNull().and(not(over)), PIN_ATTEMPT.LOCKING)
                .when(tries.ge(rule.lockAfter()).and(enough), tries)
                .otherwise(none))
        .set(PIN_ATTEMPT.LAST, tried.at())
        .returning(PIN_ATTEMPT.COUNTED, PIN_ATTEMPT.TRIES, PIN_ATTEMPT.LOCKING);
  }

  private static Condition named(PinTry tried) {
    return SubscriberRows.named(tried.institution(), tried.seat());
  }
}
