package shomei.settings;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// A YAML file that an operator wrote. It is used in three steps: [#check] the keys, add what is
/// wrong between them with [#fault], and [#end]. Only then is there a value to [#get], so that
/// whoever reads the file is told every fault at once.
public final class Document {
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

  private final String name;
  private final Path base;
  private final Map<String, JsonNode> leaves = new LinkedHashMap<>();
  private final Map<String, Object> values = new HashMap<>();
  private final TreeSet<String> known = new TreeSet<>();
  private final List<Fault> faults = new ArrayList<>();

  private Document(String name, Path base) {
    this.name = name;
    this.base = base;
  }

  /// @throws Faulty where there is no such file, or it is not YAML with a mapping at its top
  public static Document read(Path file) throws Faulty {
    try {
      return parse(
          file.toString(), Files.readString(file), file.toAbsolutePath().resolveSibling(""));
    } catch (IOException e) {
      throw new Faulty(List.of(new Fault(file.toString(), "", "cannot be read as UTF-8 text")));
    }
  }

  /// @param name what its faults call it
  /// @param base the folder that relative paths start from
  public static Document parse(String name, String text, Path base) throws Faulty {
    var document = new Document(name, base);
    try {
      JsonNode top = YAML.readTree(text);
      if (!top.isObject()) {
        throw new Faulty(List.of(new Fault(name, "", "is not a mapping of keys to values")));
      }
      document.flatten("", top);
    } catch (JacksonException e) {
      var at = e.getLocation();
      String where = at == null ? "" : " at line " + at.getLineNr();
      throw new Faulty(List.of(new Fault(name, "", "is not YAML" + where + ": " + firstLine(e))));
    }
    return document;
  }

  private static String firstLine(JacksonException e) {
    return e.getOriginalMessage().lines().findFirst().orElse("");
  }

  private void flatten(String path, JsonNode node) {
    if (node.isObject() && !node.isEmpty()) {
      node.properties()
          .forEach(
              p -> flatten(path.isEmpty() ? p.getKey() : path + "." + p.getKey(), p.getValue()));
    } else if (!path.isEmpty()) {
      leaves.put(path, node);
    }
  }

  public String name() {
    return name;
  }

  /// The names right below a key, in the order of the file.
  public List<String> names(String path) {
    return leaves.keySet().stream()
        .filter(leaf -> leaf.startsWith(path + "."))
        .map(leaf -> leaf.substring(path.length() + 1).split("\\.", 2)[0])
        .distinct()
        .toList();
  }

  /// Reads these keys at the file's top.
  public void check(Collection<Key<?>> keys) {
    check("", keys);
  }

  /// Reads these keys below `section`.
  public void check(String section, Collection<Key<?>> keys) {
    keys.forEach(key -> check(in(section, key), key));
  }

  private void check(String path, Key<?> key) {
    known.add(path);
    JsonNode value = leaves.get(path);
    if (value == null || value.isNull()) {
      if (key.fallback().isPresent()) {
        values.put(path, read(key.form(), node(key.fallback().get())));
      } else if (key.need() == Key.Need.REQUIRED && !blockedAbove(path)) {
        fault(path, "is missing; it is a " + key.form().name());
      }
      return;
    }
    try {
      values.put(path, read(key.form(), value));
    } catch (IllegalArgumentException e) {
      fault(path, String.valueOf(e.getMessage()));
    }
  }

  /// A scalar stands where a section should: told once, as an unknown key.
  private boolean blockedAbove(String path) {
    return leaves.keySet().stream().anyMatch(leaf -> path.startsWith(leaf + "."));
  }

  private <T> Object read(Form<T> form, JsonNode value) {
    return form.reader().read(value, base);
  }

  private static JsonNode node(String text) {
    try {
      return YAML.readTree(text);
    } catch (JacksonException e) {
      throw new IllegalStateException("a key's fallback is not YAML: " + text, e);
    }
  }

  /// Adds a fault that shows only between keys.
  public void fault(String path, String what) {
    faults.add(new Fault(name, path, what));
  }

  /// Whether the file itself has this key or one below it.
  public boolean has(String path) {
    return leaves.keySet().stream().anyMatch(l -> l.equals(path) || l.startsWith(path + "."));
  }

  /// What is wrong, unknown keys included.
  public List<Fault> faults() {
    var all = new ArrayList<>(faults);
    for (String leaf : leaves.keySet()) {
      if (!known.contains(leaf)) {
        all.add(new Fault(name, leaf, "is not a key; " + knownBeside(leaf)));
      }
    }
    return all;
  }

  private String knownBeside(String leaf) {
    String at = leaf;
    while (!at.isEmpty()) {
      int dot = at.lastIndexOf('.');
      String above = dot < 0 ? "" : at.substring(0, dot + 1);
      var beside =
          known.stream()
              .filter(k -> k.startsWith(above))
              .map(k -> k.substring(above.length()).split("\\.", 2)[0])
              .distinct()
              .collect(joining(", "));
      if (!beside.isEmpty()) {
        return (above.isEmpty() ? "at the top" : "below " + above.substring(0, dot))
            + " there are: "
            + beside;
      }
      at = dot < 0 ? "" : at.substring(0, dot);
    }
    return "the file has none";
  }

  /// @throws Faulty where anything is wrong
  public void end() throws Faulty {
    var all = faults();
    if (!all.isEmpty()) {
      throw new Faulty(all);
    }
  }

  public <T> Optional<T> find(Key<T> key) {
    return find("", key);
  }

  /// The key's value, empty where it is absent or wrong.
  @SuppressWarnings("unchecked") // what check() put there came from this key's form
  public <T> Optional<T> find(String section, Key<T> key) {
    String path = in(section, key);
    if (!known.contains(path)) {
      throw new IllegalStateException(path + " was never checked");
    }
    return Optional.ofNullable((T) values.get(path));
  }

  public <T> T get(Key<T> key) {
    return get("", key);
  }

  /// The value of a key that is required or has a fallback.
  public <T> T get(String section, Key<T> key) {
    return find(section, key)
        .orElseThrow(() -> new IllegalStateException(in(section, key) + " has no value"));
  }

  private static String in(String section, Key<?> key) {
    return section.isEmpty() ? key.path() : section + "." + key.path();
  }
}
