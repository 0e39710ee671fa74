package shomei.postgres.administration;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lateral;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.not;
import static org.jooq.impl.DSL.nullif;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectCount;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.trueCondition;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;
import static shomei.postgres.schema.Tables.CERTIFICATE;
import static shomei.postgres.schema.Tables.PIN_ATTEMPT;
import static shomei.postgres.schema.Tables.SUBSCRIBER;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.SortField;
import org.jooq.Table;
import org.jooq.impl.DSL;
import shomei.domain.administration.UserList;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.subscriber.PinTry;
import shomei.postgres.certificate.CertificateRows;
import shomei.postgres.sql.Change;
import shomei.postgres.subscriber.SubscriberRows;

/// [UserList]. The seats of one corporation are found by the key of their names, the newest
/// certificate of each by the index of a seat's certificates.
public final class PostgresUserList implements UserList {
  private static final Field<UUID> SEAT = field(name("seat"), UUID.class);
  private static final Field<String> NEWEST = field(name("newest"), String.class);
  private static final Field<String> STATE = field(name("state"), String.class);
  private static final Field<Integer> TOTAL = field(name("total"), Integer.class);
  private static final Field<String> LOCK = field(name("lock"), String.class);
  private static final String SORTED = "sorted";
  private static final String USER = "user_of_seat";

  private final DSLContext database;

  public PostgresUserList(DSLContext database) {
    this.database = database;
  }

  @Override
  public Page page(InstitutionId institution, String contractId, Query query, Instant now) {
    Change change = new Change();
    Table<?> lines =
        change.step(lines(of(institution, contractId), query.search(), query.sort(), now));
    Condition asked =
        query.state().map(state -> column(lines, STATE).eq(state.name())).orElse(noCondition());
    Table<?> page =
        change.step(
            select(lines.fields())
                .from(lines)
                .where(asked)
                .orderBy(order(lines, query.descending()))
                .limit(query.limit())
                .offset(query.offset()));
    Table<?> one = selectOne().asTable("one");
    List<Line> found = new ArrayList<>();
    int total = 0;
    for (Record row :
        database.fetch(
            change
                .asking(
                    Stream.concat(
                            Stream.of(field(selectCount().from(lines).where(asked)).as(TOTAL)),
                            line())
                        .toArray(Field<?>[]::new))
                .from(one)
                .leftJoin(page)
                .on(trueCondition())
                .leftJoin(SUBSCRIBER)
                .on(SUBSCRIBER.ID.eq(column(page, SEAT)))
                .leftJoin(CERTIFICATE)
                .on(CERTIFICATE.SERIAL.eq(column(page, NEWEST)))
                .orderBy(order(page, query.descending())))) {
      total = row.get(TOTAL);
      if (row.get(SUBSCRIBER.ID) != null) {
        found.add(read(row, now));
      }
    }
    return new Page(found, total);
  }

  @Override
  public List<Line> find(
      InstitutionId institution, String contractId, Set<String> userIds, Instant now) {
    Change change = new Change();
    Condition named = of(institution, contractId).and(SUBSCRIBER.USER_ID.in(userIds));
    Table<?> lines = change.step(lines(named, "", Sort.ID, now));
    return database
        .fetch(
            change
                .asking(line().toArray(Field<?>[]::new))
                .from(lines)
                .join(SUBSCRIBER)
                .on(SUBSCRIBER.ID.eq(column(lines, SEAT)))
                .leftJoin(CERTIFICATE)
                .on(CERTIFICATE.SERIAL.eq(column(lines, NEWEST)))
                .orderBy(order(lines, false)))
        .map(row -> read(row, now));
  }

  @Override
  public Map<State, Integer> count(InstitutionId institution, String contractId, Instant now) {
    Map<State, Integer> counted = new EnumMap<>(State.class);
    for (State state : State.values()) {
      counted.put(state, 0);
    }
    Table<?> lines = lines(of(institution, contractId), "", Sort.ID, now).asTable("lines");
    Field<String> state = column(lines, STATE);
    database
        .select(state, DSL.count())
        .from(lines)
        .groupBy(state)
        .forEach(row -> counted.put(State.valueOf(row.value1()), row.value2()));
    return counted;
  }

  private static Condition of(InstitutionId institution, String contractId) {
    return SUBSCRIBER
        .INSTITUTION
        .eq(institution.value())
        .and(SUBSCRIBER.CONTRACT_ID.eq(contractId))
        .and(SUBSCRIBER.DELETED_AT.isNull());
  }

  /// What is looked for, counted and sorted: one narrow row a seat.
  private static Select<Record> lines(Condition seats, String search, Sort sort, Instant now) {
    var certificate = CERTIFICATE.as("of_seat");
    Table<?> newest =
        lateral(
                select(certificate.SERIAL, certificate.REVOKED_AT, certificate.NOT_AFTER)
                    .from(certificate)
                    .where(certificate.INSTITUTION.eq(SUBSCRIBER.INSTITUTION))
                    .and(certificate.CONTRACT_ID.eq(SUBSCRIBER.CONTRACT_ID))
                    .and(certificate.USER_ID.eq(SUBSCRIBER.USER_ID.collate("default")))
                    .orderBy(certificate.ADDED.desc())
                    .limit(1))
            .as("newest_of_seat");
    Field<String> serial = column(newest, certificate.SERIAL);
    Field<Instant> end = column(newest, certificate.NOT_AFTER);
    Condition revoked = column(newest, certificate.REVOKED_AT).isNotNull();
    Condition expired = end.lt(val(now, CERTIFICATE.NOT_AFTER));
    Field<String> state =
        when(serial.isNull(), inline(State.NOT_ACQUIRED.name()))
            .when(revoked, inline(State.REVOKED.name()))
            .when(expired, inline(State.EXPIRED.name()))
            .otherwise(inline(State.ISSUED.name()));
    Field<?> sorted =
        switch (sort) {
          case ID -> SUBSCRIBER.USER_ID;
          case NAME ->
              coalesce(nullif(SUBSCRIBER.KANA, inline("")), SUBSCRIBER.DISPLAY_NAME).collate("C");
          case KIND -> field(SUBSCRIBER.USER_ID.ne(inline("")));
          case STATE ->
              when(serial.isNull(), inline(1))
                  .when(revoked, inline(3))
                  .when(expired, inline(4))
                  .otherwise(inline(2));
          case END -> end;
        };
    List<Field<?>> columns =
        List.of(
            SUBSCRIBER.ID.as(SEAT),
            serial.as(NEWEST),
            state.as(STATE),
            sorted.as(SORTED),
            SUBSCRIBER.USER_ID.as(USER));
    return select(columns)
        .from(SUBSCRIBER)
        .leftJoin(newest)
        .on(trueCondition())
        .where(seats)
        .and(has(search));
  }

  private static Condition has(String search) {
    return search.isEmpty()
        ? noCondition()
        : SUBSCRIBER
            .USER_ID
            .containsIgnoreCase(search)
            .or(SUBSCRIBER.DISPLAY_NAME.containsIgnoreCase(search))
            .or(SUBSCRIBER.KANA.containsIgnoreCase(search));
  }

  private static List<SortField<?>> order(Table<?> lines, boolean descending) {
    Field<?> sorted = column(lines, field(name(SORTED)));
    return List.of(
        descending ? sorted.desc().nullsLast() : sorted.asc().nullsFirst(),
        column(lines, field(name(USER))).asc());
  }

  private static <T> Field<T> column(Table<?> of, Field<T> column) {
    return Change.column(of, column);
  }

  private static Stream<Field<?>> line() {
    Condition byStrangers = PIN_ATTEMPT.COUNTED.eq(inline(PinTry.Count.STRANGERS.name()));
    Field<String> lock =
        when(isLocked(not(byStrangers)), inline(PinTry.Lock.ALL.name()))
            .when(isLocked(byStrangers), inline(PinTry.Lock.ACQUISITION.name()))
            .otherwise(inline(PinTry.Lock.NONE.name()));
    return Stream.of(Stream.of(lock.as(LOCK)), SUBSCRIBER.fieldStream(), CERTIFICATE.fieldStream())
        .flatMap(fields -> fields);
  }

  private static Condition isLocked(Condition by) {
    return exists(
        selectOne()
            .from(PIN_ATTEMPT)
            .where(PIN_ATTEMPT.INSTITUTION.eq(SUBSCRIBER.INSTITUTION))
            .and(PIN_ATTEMPT.CONTRACT_ID.eq(SUBSCRIBER.CONTRACT_ID))
            .and(PIN_ATTEMPT.USER_ID.eq(SUBSCRIBER.USER_ID.collate("default")))
            .and(PIN_ATTEMPT.LOCKING.isNotNull())
            .and(by));
  }

  private static Line read(Record row, Instant now) {
    var newest =
        Optional.of(row.into(CERTIFICATE))
            .filter(found -> found.getSerial() != null)
            .map(CertificateRows::read);
    return new Line(
        SubscriberRows.read(row.into(SUBSCRIBER)),
        newest,
        State.of(newest, now),
        PinTry.Lock.valueOf(row.get(LOCK)));
  }
}
