package shomei.postgres.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.jooq.JSONB;

/// What is kept as JSON: lists and maps that are read and written whole and never searched.
///
/// Danger: the members' names are what is stored. What goes in is a type of this adapter, never one
/// of the domain, whose names change.
public final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  public static JSONB of(Map<String, String> texts) {
    return write(texts);
  }

  public static Map<String, String> texts(JSONB json) {
    return read(json, new TypeReference<>() {});
  }

  public static JSONB write(Object value) {
    try {
      return JSONB.jsonb(MAPPER.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot be written as JSON", e);
    }
  }

  public static <T> T read(JSONB json, TypeReference<T> type) {
    try {
      return MAPPER.readValue(json.data(), type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a column of JSON does not hold what was written", e);
    }
  }
}
