package shomei.settings.binding;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads a YAML file into a record. A component is a key; a section where it is a record itself;
/// one of several sections where it is a sealed interface, told by its first key; sections by name
/// where it is a map. Jackson's own binding would stop at the first fault: this tells every fault
/// at once.
public final class Binder {
  static final YAMLMapper YAML =
      YAMLMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

  private static final JsonNode NONE = JsonNodeFactory.instance.missingNode();

  private final String file;
  private final Path base;
  private final List<Fault> faults = new ArrayList<>();

  private Binder(String file, Path base) {
    this.file = file;
    this.base = base;
  }

  /// @throws Faulty with everything that is wrong with the file
  public static <R extends Record> R bind(Class<R> type, Path file) throws Faulty {
    try {
      Path base = file.toAbsolutePath().resolveSibling("");
      return bind(type, file.toString(), TextFile.read(file), base);
    } catch (UnreadableFile e) {
      throw new Faulty(List.of(new Fault(file.toString(), "", e.what())));
    }
  }

  /// @param name what its faults call it
  /// @param base the folder that relative paths start from
  public static <R extends Record> R bind(Class<R> type, String name, String text, Path base)
      throws Faulty {
    var binder = new Binder(name, base);
    Object bound = binder.section(type, "", binder.parsed(text), Reference.keys(type));
    if (bound == null || !binder.faults.isEmpty()) {
      throw new Faulty(binder.faults);
    }
    return type.cast(bound);
  }

  private JsonNode parsed(String text) throws Faulty {
    try {
      JsonNode top = YAML.readTree(text);
      if (!top.isObject()) {
        fault("", "is not a mapping of keys to values");
      }
      return top;
    } catch (JacksonException e) {
      String where = e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
      String what = e.getOriginalMessage().lines().findFirst().orElse("");
      throw new Faulty(List.of(new Fault(file, "", "is not YAML" + where + ": " + what)));
    }
  }

  /// @return null where a fault was told
  private @Nullable Object section(Class<?> type, String path, JsonNode node, JsonNode defaults) {
    Set<String> known = Keys.of(type);
    if (!node.isObject()) {
      if (!path.isEmpty()) {
        fault(path, "is a section with the keys " + String.join(", ", known));
      }
      return null;
    }
    String where = path.isEmpty() ? "at the top" : "below " + path;
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                fault(
                    join(path, name),
                    "is not a key; %s there are: %s".formatted(where, String.join(", ", known)));
              }
            });
    if (!type.isSealed()) {
      return bound(type, path, node, defaults);
    }
    Map<String, Class<?>> alternatives = Keys.alternatives(type);
    List<Class<?>> given =
        alternatives.entrySet().stream()
            .filter(one -> node.hasNonNull(one.getKey()))
            .<Class<?>>map(Map.Entry::getValue)
            .toList();
    if (given.size() != 1) {
      fault(path, "needs either " + String.join(" or ", alternatives.keySet()));
    }
    return given.isEmpty() ? null : bound(given.getFirst(), path, node, defaults);
  }

  private @Nullable Object bound(Class<?> type, String path, JsonNode node, JsonNode defaults) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      String name = Keys.name(component);
      JsonNode given = node.hasNonNull(name) ? node.path(name) : NONE;
      Object value = value(component, join(path, name), given, defaults.path(name));
      if (value != null) {
        values.put(component.getName(), value);
      }
    }
    for (Method method : type.getDeclaredMethods()) {
      Rule rule = method.getAnnotation(Rule.class);
      if (rule != null) {
        broken(method, values).ifPresent(what -> fault(join(path, rule.value()), what));
      }
    }
    return values.size() == type.getRecordComponents().length ? made(type, values) : null;
  }

  private @Nullable Object value(
      RecordComponent component, String path, JsonNode node, JsonNode fallback) {
    boolean optional = component.getType() == Optional.class;
    if (optional && node.isMissingNode()) {
      return Optional.empty();
    }
    Type type = Keys.type(component);
    Object value;
    if (component.getType() == Map.class) {
      value = byName((Class<?>) Keys.argument(type, 1), path, node, fallback.path("NAME"));
    } else if (Keys.isSection(type)) {
      JsonNode there = node.isMissingNode() ? JsonNodeFactory.instance.objectNode() : node;
      value = section((Class<?>) type, path, there, fallback);
    } else {
      value = key(type, Keys.key(component), path, node.isMissingNode() ? fallback : node);
    }
    return optional && value != null ? Optional.of(value) : value;
  }

  private @Nullable Object byName(Class<?> type, String path, JsonNode node, JsonNode defaults) {
    if (!node.isObject()) {
      fault(path, node.isMissingNode() ? "is missing" : "is not a mapping of names to sections");
      return null;
    }
    int before = faults.size();
    Map<String, Object> sections = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> one : node.properties()) {
      Object section = section(type, join(path, one.getKey()), one.getValue(), defaults);
      if (section != null) {
        sections.put(one.getKey(), section);
      }
    }
    return faults.size() == before ? sections : null;
  }

  private @Nullable Object key(Type type, Key key, String path, JsonNode node) {
    boolean list = Keys.isList(type);
    Form form = Form.of(list ? Keys.argument(type, 0) : type, key, base);
    if (node.isMissingNode() || node.isNull()) {
      fault(path, "is missing: a " + form.name());
      return null;
    }
    if (list && !node.isArray()) {
      fault(path, "is not a list");
      return null;
    }
    List<Object> values = new ArrayList<>();
    for (JsonNode one : list ? node : List.of(node)) {
      try {
        values.add(form.read(one));
      } catch (IllegalArgumentException e) {
        String item = list ? "item %d ".formatted(values.size() + 1) : "";
        fault(path, item + e.getMessage());
        return null;
      }
    }
    return !list ? values.getFirst() : Keys.isSet(type) ? Set.copyOf(values) : List.copyOf(values);
  }

  private static Optional<?> broken(Method rule, Map<String, Object> values) {
    List<String> names = Stream.of(rule.getParameters()).map(Parameter::getName).toList();
    if (!values.keySet().containsAll(names)) {
      return Optional.empty();
    }
    try {
      return (Optional<?>) rule.invoke(null, names.stream().map(values::get).toArray());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot ask " + rule, e);
    }
  }

  private static Object made(Class<?> type, Map<String, Object> values) {
    try {
      return type.getDeclaredConstructors()[0].newInstance(values.values().toArray());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make a " + type, e);
    }
  }

  private void fault(String path, Object what) {
    faults.add(new Fault(file, path, what.toString()));
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
