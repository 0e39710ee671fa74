package shomei.postgres;

import java.util.List;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.Select;
import org.jooq.impl.DSL;

/// A query that jOOQ builds and renders once, and that is text from then on: for what is asked many
/// times in each enrollment, where building and rendering took longer than the database (README.md,
/// Figures). Safe for use by many threads.
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
    Object[] bound =
        IntStream.range(0, values.length).mapToObj(i -> DSL.val(values[i], types.get(i))).toArray();
    return database.resultQuery(text, bound).coerce(answer).fetch();
  }
}
