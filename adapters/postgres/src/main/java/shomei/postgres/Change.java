package shomei.postgres;

import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.with;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.CommonTableExpression;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.QueryPart;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.Select;
import org.jooq.SelectFieldOrAsterisk;
import org.jooq.SelectFromStep;
import org.jooq.Table;
import org.jooq.TableRecord;
import org.jooq.impl.DSL;

/// A transaction in one round trip.
///
/// A single statement is a transaction of its own. It changes several tables in common table
/// expressions, the steps; a later step asks whether an earlier one changed a row, so that all of
/// it is done or nothing. Where rows must be locked before they are looked at, the locks and the
/// statement go out in one message, between `begin` and `commit`, and each sees what was committed
/// before it began.
///
/// Danger: within one statement every step sees the tables as they were when the statement began.
/// What two requests could both be allowed by an old view must be locked first.
///
/// What is done many times a second is prepared: values are then parameters with names, those of
/// rows by their places ([Values]).
final class Change {
  private final List<CommonTableExpression<?>> steps = new ArrayList<>();
  private final boolean named;
  private int rows;

  private Change(boolean named) {
    this.named = named;
  }

  /// With its values, to be done once.
  Change() {
    this(false);
  }

  /// With names for its values.
  static Change toPrepare() {
    return new Change(true);
  }

  /// Adds a step that tells which rows it changed.
  <R extends Record> Table<R> step(ResultQuery<R> statement) {
    CommonTableExpression<R> step = name("step_" + steps.size()).as(statement);
    steps.add(step);
    return step;
  }

  /// Adds the row, or fails where one of its keys is there.
  <R extends TableRecord<R>> Table<R> add(R row) {
    return step(insertInto(row.getTable()).set(row).returning(row.getTable().field(0)));
  }

  /// Adds the row where none of its keys is there.
  <R extends TableRecord<R>> Table<R> addOnce(R row) {
    return step(
        insertInto(row.getTable())
            .set(row)
            .onConflictDoNothing()
            .returning(row.getTable().field(0)));
  }

  /// Adds the rows, which have the same columns, where `changed` has a row.
  void insert(Table<?> changed, List<? extends TableRecord<?>> rows) {
    rows.stream()
        .map(row -> (Select<Record>) select(values(row)).from(changed))
        .reduce(Select::unionAll)
        .ifPresent(lines -> insert(rows.getFirst(), lines));
  }

  void insert(Table<?> changed, TableRecord<?> row) {
    insert(changed, List.of(row));
  }

  /// Adds the rows that `lines` selects, in the columns that `like` has.
  void insert(TableRecord<?> like, Select<? extends Record> lines) {
    step(
        insertInto(like.getTable())
            .columns(columns(like))
            .select(lines)
            .returning(like.getTable().field(0)));
  }

  /// What `step` tells of a column.
  static <T> Field<T> column(Table<?> step, Field<T> column) {
    return Optional.ofNullable(step.field(column)).orElseThrow();
  }

  /// Whether `step` changed something.
  static Condition did(Table<?> step) {
    return exists(selectOne().from(step));
  }

  /// The statement as a whole, asking for `answer`.
  SelectFromStep<Record> asking(SelectFieldOrAsterisk... answer) {
    return with(steps).select(answer);
  }

  /// Does it.
  ///
  /// @return whether `step` changed something
  boolean done(DSLContext database, Table<?> step) {
    return database.fetchSingle(asking(field(did(step)))).get(0, Boolean.class);
  }

  /// Does it after the locks were taken.
  ///
  /// @return whether `step` changed something
  boolean done(DSLContext database, List<? extends Query> locks, Table<?> step) {
    return after(database, locks, field(did(step))).get(0, Boolean.class);
  }

  /// Does it after the locks were taken.
  ///
  /// @return the answer, its fields by position
  Record after(DSLContext database, List<? extends Query> locks, SelectFieldOrAsterisk... answer) {
    QueryPart[] statements = together(locks, asking(answer));
    return database.fetchMany(transaction(statements), statements).getLast().getFirst();
  }

  /// The same to be done often; without locks it is the statement alone.
  Prepared prepared(DSLContext database, List<? extends Query> locks, Field<?>... answer) {
    if (locks.isEmpty()) {
      return new Prepared(database, asking(answer), answer);
    }
    QueryPart[] statements = together(locks, asking(answer));
    Query whole = DSL.query(transaction(statements), statements);
    return new Prepared(database, whole, locks.size(), answer);
  }

  private static QueryPart[] together(List<? extends Query> locks, Query statement) {
    return Stream.concat(locks.stream(), Stream.of(statement)).toArray(QueryPart[]::new);
  }

  private static String transaction(QueryPart[] statements) {
    return IntStream.range(0, statements.length)
        .mapToObj(i -> "{" + i + "};\n")
        .collect(Collectors.joining("", "begin;\n", "commit"));
  }

  /// The columns that were put into a row.
  static List<Field<?>> columns(TableRecord<?> row) {
    return List.of(row.fields()).stream().filter(row::touched).collect(Collectors.toList());
  }

  /// The values that were put into a row, to be selected, in the order of [#columns].
  List<Field<?>> values(TableRecord<?> row) {
    return new ArrayList<>(settings(row).values());
  }

  /// The same, to be set.
  Map<Field<?>, Field<?>> settings(TableRecord<?> row) {
    rows++;
    Map<Field<?>, Field<?>> settings = new LinkedHashMap<>();
    for (Field<?> column : columns(row)) {
      settings.put(column, named ? param(Values.name(rows, column), column) : value(row, column));
    }
    return settings;
  }

  static <T> Field<?> value(TableRecord<?> row, Field<T> column) {
    return val(row.get(column), column);
  }
}
