package shomei.settings.binding;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a record says about the keys of a file.
final class Keys {
  private record Plain(@Key boolean value) {}

  private static final Key PLAIN = Plain.class.getRecordComponents()[0].getAnnotation(Key.class);

  private Keys() {}

  /// The keys of a section, in the order of its components.
  static Set<String> of(Class<?> section) {
    Set<String> names = new LinkedHashSet<>();
    if (section.isSealed()) {
      alternatives(section).values().forEach(one -> names.addAll(of(one)));
    } else {
      for (RecordComponent component : section.getRecordComponents()) {
        names.add(name(component));
      }
    }
    return names;
  }

  /// The records that a section may be, by their first keys.
  static Map<String, Class<?>> alternatives(Class<?> sealed) {
    Map<String, Class<?>> alternatives = new LinkedHashMap<>();
    for (Class<?> one : sealed.getPermittedSubclasses()) {
      alternatives.put(of(one).iterator().next(), one);
    }
    return alternatives;
  }

  static String name(RecordComponent component) {
    String name = key(component).name();
    return name.isEmpty() ? component.getName() : name;
  }

  static Key key(RecordComponent component) {
    Key key = component.getAnnotation(Key.class);
    return key == null ? PLAIN : key;
  }

  /// The type of the value, whether it may be left out or not.
  static Type type(RecordComponent component) {
    Type type = component.getGenericType();
    return component.getType() == Optional.class ? argument(type, 0) : type;
  }

  static boolean isSection(Type type) {
    return type instanceof Class<?> raw
        && (raw.isSealed() || raw.isRecord() && !raw.isAnnotationPresent(Written.class));
  }

  static boolean isList(Type type) {
    return type instanceof ParameterizedType list
        && (list.getRawType() == List.class || list.getRawType() == Set.class);
  }

  static boolean isSet(Type type) {
    return type instanceof ParameterizedType list && list.getRawType() == Set.class;
  }

  static Type argument(Type type, int at) {
    return ((ParameterizedType) type).getActualTypeArguments()[at];
  }
}
