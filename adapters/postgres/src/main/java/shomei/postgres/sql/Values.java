package shomei.postgres.sql;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.Converter;
import org.jooq.DataType;
import org.jooq.Param;
import org.jspecify.annotations.Nullable;

/// The values of a prepared statement's parameters, by name.
public final class Values {
  private final Map<String, @Nullable Object> named = new HashMap<>();

  public <T> Values with(Param<T> parameter, T value) {
    put(parameter.getParamName(), value);
    return this;
  }

  public <T> Values with(RowParameter<T> row, T kept) {
    row.bind(this, kept);
    return this;
  }

  /// One for each of `row`'s [RowParameter#times].
  public <T> Values with(RowParameter<T> row, List<T> kept) {
    List<RowParameter<T>> rows = row.times(kept.size());
    for (int i = 0; i < kept.size(); i++) {
      with(rows.get(i), kept.get(i));
    }
    return this;
  }

  /// @throws IllegalArgumentException where the parameter has a value already
  void put(@Nullable String name, @Nullable Object value) {
    if (name == null || named.containsKey(name)) {
      throw new IllegalArgumentException("no name, or two values for it: " + name);
    }
    named.put(name, value);
  }

  /// @throws IllegalArgumentException where these are not the parameters that have values
  void require(Set<String> parameters) {
    if (!named.keySet().equals(parameters)) {
      Set<String> lacking = new HashSet<>(parameters);
      lacking.removeAll(named.keySet());
      Set<String> surplus = new HashSet<>(named.keySet());
      surplus.removeAll(parameters);
      throw new IllegalArgumentException(
          "parameters without a value: " + lacking + ", values without a parameter: " + surplus);
    }
  }

  /// As the database's type has it.
  <T> @Nullable Object of(String name, DataType<T> type) {
    return convert(type.getConverter(), type.getType().cast(named.get(name)));
  }

  private static <D, T> @Nullable Object convert(Converter<D, T> converter, @Nullable T value) {
    return value == null ? null : converter.to(value);
  }
}
