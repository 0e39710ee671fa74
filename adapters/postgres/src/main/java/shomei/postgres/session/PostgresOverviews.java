package shomei.postgres.session;

import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.trueCondition;
import static shomei.postgres.schema.Tables.HISTORY;

import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import shomei.domain.history.Act;
import shomei.domain.history.Entry;
import shomei.domain.session.Overviews;
import shomei.domain.subscriber.Subscriber;
import shomei.postgres.history.HistoryRows;
import shomei.postgres.notice.MessageRows;
import shomei.postgres.sql.Change;

/// [Overviews]. One row at least: the count is there also where nothing was done.
final class PostgresOverviews implements Overviews {
  private static final Set<Act> LOGGED_IN = Set.of(Act.LOGGED_IN);
  private static final Field<Integer> UNREAD = DSL.field(name("unread"), Integer.class);

  private final DSLContext database;

  PostgresOverviews(DSLContext database) {
    this.database = database;
  }

  @Override
  public Overview of(Subscriber seat, Set<Act> acts) {
    Table<?> shown =
        newest(seat, LOGGED_IN, LOGINS).unionAll(newest(seat, acts, RECENT)).asTable("shown");
    Table<?> count = select(MessageRows.unread(seat).as(UNREAD)).asTable("count");
    Result<? extends Record> rows =
        database
            .select(Change.column(count, UNREAD))
            .select(shown.fields())
            .from(count)
            .leftJoin(shown)
            .on(trueCondition())
            .orderBy(Change.column(shown, HISTORY.ID).desc())
            .fetch();
    List<Entry> entries =
        rows.stream()
            .map(row -> row.into(HISTORY))
            .filter(row -> row.getId() != null)
            .map(HistoryRows::read)
            .toList();
    return new Overview(
        entries.stream().filter(entry -> LOGGED_IN.contains(entry.act())).toList(),
        entries.stream().filter(entry -> !LOGGED_IN.contains(entry.act())).toList(),
        rows.getFirst().get(UNREAD));
  }

  private static Select<Record> newest(Subscriber seat, Set<Act> acts, int limit) {
    return select(HISTORY.fields())
        .from(HISTORY)
        .where(HISTORY.INSTITUTION.eq(seat.institution().value()))
        .and(HISTORY.SUBJECT.eq("subscriber:" + seat.name()))
        .and(HISTORY.ACT.in(acts.stream().map(act -> inline(act.name())).toList()))
        .orderBy(HISTORY.ID.desc())
        .limit(limit);
  }
}
