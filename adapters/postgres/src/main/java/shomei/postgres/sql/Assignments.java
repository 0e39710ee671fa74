package shomei.postgres.sql;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Field;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/// What a statement writes into a row, by column.
public record Assignments(Table<?> table, Map<Field<?>, Field<?>> byColumn) {
  public Assignments {
    byColumn = Collections.unmodifiableMap(new LinkedHashMap<>(byColumn));
  }

  public List<Field<?>> columns() {
    return List.copyOf(byColumn.keySet());
  }

  /// In the order of [#columns].
  public List<Field<?>> values() {
    return List.copyOf(byColumn.values());
  }

  /// What is written into `column`.
  public <V> Field<V> value(Field<V> column) {
    return there(column, byColumn.get(column)).coerce(column);
  }

  /// The same but for one column.
  public <V> Assignments with(Field<V> column, Field<V> value) {
    there(column, byColumn.get(column));
    Map<Field<?>, Field<?>> changed = new LinkedHashMap<>(byColumn);
    changed.put(column, value);
    return new Assignments(table, changed);
  }

  private static Field<?> there(Field<?> column, @Nullable Field<?> value) {
    if (value == null) {
      throw new IllegalArgumentException("nothing is written into " + column);
    }
    return value;
  }
}
