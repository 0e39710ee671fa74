package shomei.postgres.sql;

import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectCount;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.with;

import java.util.ArrayList;
import java.util.List;
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
/// Answers are fields with names, and are read by them.
public final class Change {
  static final Field<Boolean> DONE = field(name("done"), Boolean.class);

  private final List<CommonTableExpression<?>> steps = new ArrayList<>();

  /// Adds a step that tells which rows it changed.
  public <R extends Record> Table<R> step(ResultQuery<R> statement) {
    CommonTableExpression<R> step = name("step_" + steps.size()).as(statement);
    steps.add(step);
    return step;
  }

  /// Adds the row, or fails where one of its keys is there.
  public Table<?> add(Assignments row) {
    return step(insertInto(row.table()).set(row.byColumn()).returning(row.columns().getFirst()));
  }

  /// Adds the row where none of its keys is there.
  public Table<?> addOnce(Assignments row) {
    return step(
        insertInto(row.table())
            .set(row.byColumn())
            .onConflictDoNothing()
            .returning(row.columns().getFirst()));
  }

  /// Adds the row for each row that `changed` has, whose columns it may name.
  public void insert(Table<?> changed, Assignments row) {
    insert(changed, List.of(row));
  }

  /// The same with several rows of one kind.
  public void insert(Table<?> changed, List<Assignments> rows) {
    rows.stream()
        .map(row -> (Select<Record>) select(row.values()).from(changed))
        .reduce(Select::unionAll)
        .ifPresent(lines -> insert(rows.getFirst(), lines));
  }

  private void insert(Assignments like, Select<Record> lines) {
    step(
        insertInto(like.table())
            .columns(like.columns())
            .select(lines)
            .returning(like.columns().getFirst()));
  }

  /// What `step` tells of a column.
  public static <T> Field<T> column(Table<?> step, Field<T> column) {
    return Optional.ofNullable(step.field(column)).orElseThrow();
  }

  /// Whether `step` changed something.
  public static Condition did(Table<?> step) {
    return exists(selectOne().from(step));
  }

  /// Holds always, and is asked only once `step` is done: the rows of two steps are then locked in
  /// that turn.
  public static Condition afterwards(Table<?> step) {
    return field(selectCount().from(step)).ge(inline(0));
  }

  /// The statement as a whole, asking for `answer`.
  public SelectFromStep<Record> asking(SelectFieldOrAsterisk... answer) {
    return with(steps).select(answer);
  }

  /// The same, asking whether `step` changed something.
  private Select<Record> asking(Table<?> step) {
    return asking(field(did(step)).as(DONE));
  }

  /// Does it.
  ///
  /// @return whether `step` changed something
  public boolean done(DSLContext database, Table<?> step) {
    return database.fetchSingle(asking(step)).get(DONE);
  }

  /// Does it after the locks were taken.
  ///
  /// @return whether `step` changed something
  public boolean done(DSLContext database, List<? extends Query> locks, Table<?> step) {
    return after(database, locks, asking(step)).get(DONE);
  }

  /// Takes the locks, then runs the statement.
  public static Record after(
      DSLContext database, List<? extends Query> locks, Select<Record> statement) {
    QueryPart[] statements = together(locks, statement);
    return database
        .fetchMany(transaction(statements), statements)
        .getLast()
        .getFirst()
        .into(statement.fields());
  }

  /// The same to be done often, asking whether `step` changed something.
  public Prepared prepared(DSLContext database, List<? extends Query> locks, Table<?> step) {
    return new Prepared(database, locks, asking(step));
  }

  static QueryPart[] together(List<? extends Query> locks, Query statement) {
    return Stream.concat(locks.stream(), Stream.of(statement)).toArray(QueryPart[]::new);
  }

  static String transaction(QueryPart[] statements) {
    return IntStream.range(0, statements.length)
        .mapToObj(i -> "{" + i + "};\n")
        .collect(Collectors.joining("", "begin;\n", "commit"));
  }
}
