package shomei.protocol.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import shomei.protocol.problem.ProblemException;

/// The only reader and writer of JSON. What it lets in is I-JSON (RFC 7493) within fixed bounds:
/// strict UTF-8 without a byte order mark, one value and nothing behind it, no member twice, no
/// U+0000 and no half of a surrogate pair in any text, and no type taken for another. Members that
/// a message does not know are ignored.
///
/// Its problems name where the fault is and never what stood there: it may have been a PIN.
public final class Json {

  /// Octets of one document, at most. The HTTP edge may set a smaller bound and answers 413 itself.
  public static final int MAX_OCTETS = 128 * 1024;

  /// Objects and arrays inside each other, at most.
  public static final int MAX_DEPTH = 16;

  private static final int MAX_NUMBER_LENGTH = 32;
  private static final int MAX_NAME_LENGTH = 256;
  private static final int MAX_SHOWN_NAME = 40;

  private static final JsonMapper MAPPER = mapper();

  private Json() {}

  /// @throws ProblemException `malformed`
  public static JsonNode parse(byte[] document) {
    return parse(document, "The body");
  }

  /// @param what begins the sentence of the problem's detail, e.g. `The protected header`
  /// @throws ProblemException `malformed`
  public static JsonNode parse(byte[] document, String what) {
    if (document.length > MAX_OCTETS) {
      throw ProblemException.malformed(what + " is longer than " + MAX_OCTETS + " octets.");
    }
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(document)).toString();
      JsonNode node = MAPPER.readTree(text);
      if (node.isMissingNode()) {
        throw ProblemException.malformed(what + " is empty.");
      }
      requireInterchangeable(node, what);
      return node;
    } catch (CharacterCodingException notUtf8) {
      throw ProblemException.malformed(what + " is not UTF-8.");
    } catch (JsonProcessingException notJson) {
      throw ProblemException.malformed(what + " is not strict JSON" + place(notJson) + ".");
    }
  }

  /// Reads a document into a message.
  ///
  /// @throws ProblemException `malformed`
  public static <T> T read(byte[] document, Class<T> message) {
    return convert(parse(document), message);
  }

  /// Reads a value that [#parse(byte[])] gave into a message.
  ///
  /// @throws ProblemException `malformed`, or the problem that the message itself threw
  public static <T> T convert(JsonNode node, Class<T> message) {
    if (!node.isObject()) {
      throw ProblemException.malformed("A JSON object is expected.");
    }
    try {
      return MAPPER.treeToValue(node, message);
    } catch (JsonProcessingException unfit) {
      if (unfit.getCause() instanceof ProblemException own) {
        throw own;
      }
      throw ProblemException.malformed(fault(unfit));
    }
  }

  /// The JSON of a message, in UTF-8. Absent members are left out.
  public static byte[] write(Object message) {
    try {
      return MAPPER.writeValueAsBytes(message);
    } catch (JsonProcessingException fault) {
      throw new IllegalStateException(
          "a message of ours has no JSON: " + message.getClass(), fault);
    }
  }

  private static JsonMapper mapper() {
    StreamReadConstraints bounds =
        StreamReadConstraints.builder()
            .maxNestingDepth(MAX_DEPTH)
            .maxNumberLength(MAX_NUMBER_LENGTH)
            .maxNameLength(MAX_NAME_LENGTH)
            .maxStringLength(MAX_OCTETS)
            .maxDocumentLength(MAX_OCTETS)
            .build();
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(bounds)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // strangers choose the names: no table of them outlives a document
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();
    return JsonMapper.builder(factory)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .defaultPropertyInclusion(
            JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
        .withCoercionConfig(
            LogicalType.Textual,
            text ->
                text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
        .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
        .addModule(Rfc3339.module())
        .build();
  }

  private static void requireInterchangeable(JsonNode node, String what) {
    if (node.isTextual()) {
      requireInterchangeable(node.textValue(), what);
    }
    node.forEachEntry(
        (name, value) -> {
          requireInterchangeable(name, what);
          requireInterchangeable(value, what);
        });
    if (node.isArray()) {
      node.forEach(value -> requireInterchangeable(value, what));
    }
  }

  private static void requireInterchangeable(String text, String what) {
    boolean halfPair = false;
    for (int i = 0; i < text.length() && !halfPair; i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else {
        halfPair = c == 0 || Character.isSurrogate(c);
      }
    }
    if (halfPair) {
      throw ProblemException.malformed(
          what + " has U+0000 or half of a surrogate pair in a text (RFC 7493 §2.1).");
    }
  }

  private static String place(JsonProcessingException notJson) {
    return notJson.getLocation() == null
        ? ""
        : " at line "
            + notJson.getLocation().getLineNr()
            + ", column "
            + notJson.getLocation().getColumnNr();
  }

  /// Says where a message does not fit. What our own records throw says why, too: `requireNonNull`
  /// names the member, an [IllegalArgumentException] brings a sentence of ours.
  private static String fault(JsonProcessingException unfit) {
    String where = unfit instanceof JsonMappingException mapping ? path(mapping) : "";
    String place = where.isEmpty() ? "" : " in '" + where + "'";
    if (unfit instanceof ValueInstantiationException) {
      return switch (unfit.getCause()) {
        case NullPointerException missing ->
            "'" + missing.getMessage() + "' is missing" + place + ".";
        case IllegalArgumentException unfitting ->
            "Not fitting: " + unfitting.getMessage() + place + ".";
        case null, default -> "The JSON does not fit what is expected" + place + ".";
      };
    }
    return "The JSON does not have the expected type" + place + ".";
  }

  private static String path(JsonMappingException unfit) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : unfit.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        String name = step.getFieldName();
        path.append(path.isEmpty() ? "" : ".")
            .append(name, 0, Math.min(name.length(), MAX_SHOWN_NAME));
      }
    }
    return path.toString();
  }
}
