package shomei.postgres;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Converter;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.TableRecord;
import org.jspecify.annotations.Nullable;

/// What stands for the parameters of a [Prepared], by name.
///
/// The columns of rows are parameters too, named after the place of the row among those of the
/// [Change]: rows are given in the order in which the change took them up.
final class Values {
  private final Map<String, @Nullable Object> named = new HashMap<>();
  private int rows;

  <T> Values with(Param<T> parameter, T value) {
    named.put(parameter.getParamName(), value);
    return this;
  }

  Values row(TableRecord<?> row) {
    rows++;
    for (Field<?> column : row.fields()) {
      if (row.touched(column)) {
        named.put(name(rows, column), row.get(column));
      }
    }
    return this;
  }

  Values rows(List<? extends TableRecord<?>> all) {
    all.forEach(this::row);
    return this;
  }

  /// The name of a row's column.
  ///
  /// @param row its place, from 1
  static String name(int row, Field<?> column) {
    return "row" + row + "_" + column.getName();
  }

  /// As the database's type has it.
  <T> @Nullable Object of(String name, DataType<T> type) {
    if (!named.containsKey(name)) {
      throw new IllegalArgumentException("no value for the parameter " + name);
    }
    return convert(type.getConverter(), type.getType().cast(named.get(name)));
  }

  private static <D, T> @Nullable Object convert(Converter<D, T> converter, @Nullable T value) {
    return value == null ? null : converter.to(value);
  }
}
