package shomei.postgres;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Param;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.Select;
import org.jspecify.annotations.Nullable;

/// A statement that jOOQ builds and renders once, and that is text from then on, its answer read by
/// jOOQ: for what is asked many times a second, where building and rendering took longer than the
/// database (README.md, Figures). Safe for use by many threads.
final class Prepared {
  /// In no text of SQL.
  private static final String MARK = "\u0001";

  private static final Pattern PARAMETER = Pattern.compile(MARK + "(\\w+)");

  /// What a question mark stands for.
  private record Place(String name, DataType<?> type) {}

  private final DSLContext database;
  private final String text;
  private final List<Place> places;
  private final int resultsBefore;
  private final Field<?>[] answer;

  /// @param query with a named parameter for each value
  /// @param answer what the query selects
  Prepared(DSLContext database, Select<?> query, Field<?>... answer) {
    this(database, query, 0, answer);
  }

  /// @param resultsBefore how many results come before that which is the answer
  Prepared(DSLContext database, Query query, int resultsBefore, Field<?>... answer) {
    var dsl =
        database.configuration().deriveSettings(s -> s.withRenderNamedParamPrefix(MARK)).dsl();
    Map<String, Param<?>> parameters = dsl.extractParams(query);
    List<Place> inOrder = new ArrayList<>();
    this.text =
        PARAMETER
            .matcher(dsl.renderNamedParams(query))
            .replaceAll(
                place -> {
                  inOrder.add(named(parameters.get(place.group(1))));
                  return "?";
                });
    this.database = database;
    this.places = List.copyOf(inOrder);
    this.resultsBefore = resultsBefore;
    this.answer = answer.clone();
  }

  private static Place named(@Nullable Param<?> parameter) {
    String name = parameter == null ? null : parameter.getParamName();
    if (parameter == null || name == null) {
      throw new IllegalArgumentException("a value has no name");
    }
    return new Place(name, parameter.getDataType());
  }

  /// @return the one field of the one row that is the answer
  boolean did(Values values) {
    return fetch(values).getFirst().get(0, Boolean.class);
  }

  Result<Record> fetch(Values values) {
    return database.connectionResult(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(text)) {
            for (int i = 0; i < places.size(); i++) {
              Place place = places.get(i);
              bind(statement, i + 1, place.type(), values.of(place.name(), place.type()));
            }
            return answer(statement);
          } catch (SQLException failure) {
            throw Outages.explain(failure);
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

  /// For all others the statement says the type, or it is text.
  private static int typeOfNull(Class<?> type) {
    if (type == byte[].class) {
      return Types.BINARY;
    }
    return type == Integer.class ? Types.INTEGER : Types.NULL;
  }
}
