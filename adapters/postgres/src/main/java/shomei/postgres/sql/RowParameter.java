package shomei.postgres.sql;

import java.util.List;
import java.util.stream.IntStream;

/// A row that a prepared statement is given with its values, each column a named parameter.
///
/// @param <T> what is kept in the row
public record RowParameter<T>(RowMapping<T> mapping, String name) {
  public Assignments assignments() {
    return mapping.parameters(name);
  }

  /// So many rows of the kind, each with a name of its own.
  public List<RowParameter<T>> times(int count) {
    return IntStream.range(0, count).mapToObj(i -> mapping.named(name + i)).toList();
  }

  /// [#assignments] of each of [#times].
  public List<Assignments> assignments(int count) {
    return times(count).stream().map(RowParameter::assignments).toList();
  }

  void bind(Values values, T kept) {
    mapping.bind(values, name, kept);
  }
}
