package shomei.postgres.sql;

import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.val;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/// How something is kept in a row: the columns, and what of it each one holds. A statement's text
/// and its values both come from this one description, so neither has a column that the other
/// lacks.
///
/// @param <T> what is kept
public final class RowMapping<T> {
  private final Table<?> table;
  private final List<Column<T, ?>> columns;

  /// What of a thing a column holds; nothing where it has none.
  @FunctionalInterface
  public interface Part<T, V> {
    @Nullable V of(T kept);
  }

  private record Column<T, V>(Field<V> field, Part<? super T, ? extends V> value) {
    Field<V> constant(T kept) {
      return val(value.of(kept), field);
    }

    Param<V> parameter(String row) {
      return param(name(row), field);
    }

    void bind(Values values, String row, T kept) {
      values.put(name(row), value.of(kept));
    }

    private String name(String row) {
      return row + "_" + field.getName();
    }

    <U> Column<U, V> of(Function<? super U, ? extends T> part) {
      return new Column<>(field, whole -> value.of(part.apply(whole)));
    }
  }

  private RowMapping(Table<?> table, List<Column<T, ?>> columns) {
    this.table = table;
    this.columns = List.copyOf(columns);
  }

  /// No column yet.
  public static <T> RowMapping<T> of(Table<?> table) {
    return new RowMapping<>(table, List.of());
  }

  /// @throws IllegalArgumentException where the table has no such column, or it is there already
  public <V> RowMapping<T> with(Field<V> column, Part<? super T, ? extends V> value) {
    return and(List.of(new Column<>(column, value)));
  }

  /// The columns of a part, kept in the same row.
  public <P> RowMapping<T> with(RowMapping<P> part, Function<? super T, ? extends P> of) {
    List<Column<T, ?>> its = new ArrayList<>();
    for (Column<P, ?> column : part.columns) {
      its.add(column.of(of));
    }
    return and(its);
  }

  private RowMapping<T> and(List<Column<T, ?>> more) {
    List<Column<T, ?>> all = new ArrayList<>(columns);
    for (Column<T, ?> one : more) {
      if (!List.of(table.fields()).contains(one.field())
          || all.stream().anyMatch(column -> column.field().equals(one.field()))) {
        throw new IllegalArgumentException("no column, or one that is there: " + one.field());
      }
      all.add(one);
    }
    return new RowMapping<>(table, all);
  }

  /// The row with its values, for a statement that is built once.
  public Assignments constants(T kept) {
    Map<Field<?>, Field<?>> byColumn = new LinkedHashMap<>();
    columns.forEach(column -> byColumn.put(column.field(), column.constant(kept)));
    return new Assignments(table, byColumn);
  }

  /// The row of that name, for a statement that is prepared.
  public RowParameter<T> named(String name) {
    return new RowParameter<>(this, name);
  }

  Assignments parameters(String name) {
    Map<Field<?>, Field<?>> byColumn = new LinkedHashMap<>();
    columns.forEach(column -> byColumn.put(column.field(), column.parameter(name)));
    return new Assignments(table, byColumn);
  }

  void bind(Values values, String name, T kept) {
    columns.forEach(column -> column.bind(values, name, kept));
  }
}
