package shomei.postgres;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jooq.Converter;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.Select;

/// A query that jOOQ builds and renders once, and that is text from then on, its answer read by
/// jOOQ: for what is asked many times a second, where building and rendering took longer than the
/// database (README.md, Figures). Safe for use by many threads.
final class Prepared {
  private final DSLContext database;
  private final String text;
  private final List<? extends DataType<?>> types;
  private final Field<?>[] answer;

  /// @param query with a named parameter for each value, each named once
  /// @param answer what the query selects
  Prepared(DSLContext database, Select<?> query, Field<?>... answer) {
    var rendered = database.configuration().dsl();
    this.database = database;
    this.text = rendered.render(query);
    this.types =
        rendered.extractParams(query).values().stream()
            .filter(param -> !param.isInline())
            .map(Param::getDataType)
            .toList();
    this.answer = answer.clone();
    if (text.chars().filter(c -> c == '?').count() != types.size()) {
      throw new IllegalArgumentException("a value has no name, or two have the same: " + text);
    }
  }

  /// @param values of the parameters, in the order in which they stand in the query
  Result<Record> fetch(Object... values) {
    if (values.length != types.size()) {
      throw new IllegalArgumentException("the query takes %d values".formatted(types.size()));
    }
    return database.connectionResult(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(text)) {
            for (int i = 0; i < values.length; i++) {
              bind(statement, i + 1, column(types.get(i), values[i]));
            }
            try (ResultSet rows = statement.executeQuery()) {
              return database.fetch(rows, answer);
            }
          } catch (SQLException failure) {
            throw Outages.explain(failure);
          }
        });
  }

  /// The value as the database's type has it.
  private static <T> Object column(DataType<T> type, Object value) {
    return convert(type.getConverter(), type.getType().cast(value));
  }

  private static <D, T> Object convert(Converter<D, T> converter, T value) {
    return Objects.requireNonNull(converter.to(value));
  }

  private static void bind(PreparedStatement statement, int place, Object value)
      throws SQLException {
    switch (value) {
      case byte[] octets -> statement.setBytes(place, octets);
      case String[] texts ->
          statement.setArray(place, statement.getConnection().createArrayOf("text", texts));
      default -> statement.setObject(place, value);
    }
  }
}
