package shomei.postgres.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Param;
import org.jooq.Query;
import org.jooq.QueryPart;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.ResultQuery;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import shomei.postgres.connection.Outages;

/// A statement that jOOQ builds and renders once, and that is text from then on, its answer read by
/// jOOQ: for what is asked many times a second, where building and rendering took longer than the
/// database (README.md, Figures). Its values are given by name, each once and none too many; its
/// answer has the fields that the statement selects. Safe for use by many threads.
public final class Prepared {
  /// In no text of SQL.
  private static final String MARK = "\u0001";

  private static final Pattern PARAMETER = Pattern.compile(MARK + "(\\w+)");

  /// What a question mark stands for.
  private record Parameter(String name, DataType<?> type) {}

  private final DSLContext database;
  private final String text;
  private final List<Parameter> parameters;
  private final Set<String> names;
  private final int resultsBefore;
  private final Field<?>[] answer;

  /// @param statement with a named parameter for each value
  public Prepared(DSLContext database, ResultQuery<?> statement) {
    this(database, List.of(), statement);
  }

  /// @param locks taken before, in the same message and transaction; empty for the statement alone
  public Prepared(DSLContext database, List<? extends Query> locks, ResultQuery<?> statement) {
    var dsl =
        database.configuration().deriveSettings(s -> s.withRenderNamedParamPrefix(MARK)).dsl();
    Query whole = locks.isEmpty() ? statement : whole(locks, statement);
    Map<String, Param<?>> named = dsl.extractParams(whole);
    List<Parameter> inOrder = new ArrayList<>();
    this.text =
        PARAMETER
            .matcher(dsl.renderNamedParams(whole))
            .replaceAll(
                place -> {
                  inOrder.add(parameter(named.get(place.group(1))));
                  return "?";
                });
    this.database = database;
    this.parameters = List.copyOf(inOrder);
    this.names = inOrder.stream().map(Parameter::name).collect(Collectors.toUnmodifiableSet());
    this.resultsBefore = locks.size();
    this.answer = answer(statement);
  }

  /// As they are selected, each with its table: of a join several have one name.
  private static Field<?>[] answer(ResultQuery<?> statement) {
    List<Field<?>> selected = new ArrayList<>();
    if (statement instanceof Select<?> select) {
      for (var one : select.$select()) {
        if (one instanceof Field<?> field) {
          selected.add(field);
        }
      }
    }
    return selected.isEmpty() ? statement.fields() : selected.toArray(Field<?>[]::new);
  }

  private static Query whole(List<? extends Query> locks, Query statement) {
    QueryPart[] statements = Change.together(locks, statement);
    return DSL.query(Change.transaction(statements), statements);
  }

  private static Parameter parameter(@Nullable Param<?> parameter) {
    String name = parameter == null ? null : parameter.getParamName();
    if (parameter == null || name == null) {
      throw new IllegalArgumentException("a value has no name");
    }
    return new Parameter(name, parameter.getDataType());
  }

  /// For a statement that [Change#prepared] made.
  public boolean did(Values values) {
    return fetch(values).getFirst().get(Change.DONE);
  }

  /// @throws IllegalArgumentException where `values` are not those of the parameters
  public Result<Record> fetch(Values values) {
    values.require(names);
    return database.connectionResult(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(text)) {
            for (int i = 0; i < parameters.size(); i++) {
              Parameter one = parameters.get(i);
              bind(statement, i + 1, one.type(), values.of(one.name(), one.type()));
            }
            return answer(statement);
          } catch (SQLException failure) {
            throw Outages.explain(database.configuration(), failure);
          }
        });
  }

  /// Goes through all results, so that what goes wrong in the last is seen.
  private Result<Record> answer(PreparedStatement statement) throws SQLException {
    Result<Record> wanted = database.newResult(answer);
    int seen = 0;
    boolean isResult = statement.execute();
    while (isResult || statement.getUpdateCount() != -1) {
      if (isResult && seen++ == resultsBefore) {
        try (ResultSet rows = statement.getResultSet()) {
          wanted = database.fetch(rows, answer);
        }
      }
      isResult = statement.getMoreResults();
    }
    return wanted;
  }

  private static void bind(
      PreparedStatement statement, int place, DataType<?> type, @Nullable Object value)
      throws SQLException {
    switch (value) {
      case null -> statement.setNull(place, typeOfNull(type.getFromType()));
      case byte[] octets -> statement.setBytes(place, octets);
      case JSONB json -> statement.setString(place, json.data());
      case String[] texts ->
          statement.setArray(place, statement.getConnection().createArrayOf("text", texts));
      case UUID[] ids ->
          statement.setArray(place, statement.getConnection().createArrayOf("uuid", ids));
      default -> statement.setObject(place, value);
    }
  }

  /// For all others the statement says the type.
  ///
  /// Danger: where a null has no type, as the driver has none for one of an instant, it asks the
  /// server, and sends a message of several statements in pieces if one of them answers with text.
  private static int typeOfNull(Class<?> type) {
    if (type == String.class) {
      return Types.VARCHAR;
    }
    if (type == byte[].class) {
      return Types.BINARY;
    }
    return type == Integer.class ? Types.INTEGER : Types.NULL;
  }
}
