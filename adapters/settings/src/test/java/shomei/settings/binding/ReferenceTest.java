package shomei.settings.binding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shomei.settings.Config;
import shomei.settings.policy.PolicyFile;

/// The references say what the records do.
final class ReferenceTest {
  @ParameterizedTest
  @ValueSource(classes = {Config.class, PolicyFile.class})
  void aReferenceHasEveryKeyAndNoOther(Class<? extends Record> file) {
    Set<String> inRecords = new LinkedHashSet<>();
    walk(file, "", (path, component) -> inRecords.add(path));
    Set<String> inReference = new LinkedHashSet<>();
    leaves("", Reference.keys(file), inReference);
    assertThat(inReference).containsExactlyElementsOf(inRecords);
  }

  @ParameterizedTest
  @ValueSource(classes = {Config.class, PolicyFile.class})
  void aReferenceSaysHowEachKeyIsWrittenAndWhetherItMustBeThere(Class<? extends Record> file) {
    String reference = Reference.text(file).replaceAll("\n *# ", " ");
    List<String> wrong = new ArrayList<>();
    walk(
        file,
        "",
        (path, component) -> {
          Type type = Keys.type(component);
          boolean list = Keys.isList(type);
          Form form =
              Form.of(list ? Keys.argument(type, 0) : type, Keys.key(component), Path.of(""));
          JsonNode fallback = Reference.keys(file).at("/" + path.replace('.', '/'));
          String absence =
              component.getType() == Optional.class
                  ? "optional"
                  : fallback.isNull() ? "required" : "default ";
          String expected = (list ? "list of " : "") + form.name() + "; " + absence;
          if (!reference.contains(expected)) {
            wrong.add(path + ": " + expected);
          }
        });
    assertThat(wrong).isEmpty();
  }

  private static void walk(
      Class<?> type, String above, BiConsumer<String, RecordComponent> visitor) {
    if (type.isSealed()) {
      Keys.alternatives(type).values().forEach(one -> walk(one, above, visitor));
      return;
    }
    for (RecordComponent component : type.getRecordComponents()) {
      String path = above + Keys.name(component);
      if (component.getType() == Map.class) {
        walk((Class<?>) Keys.argument(component.getGenericType(), 1), path + ".NAME.", visitor);
      } else if (Keys.isSection(Keys.type(component))) {
        walk((Class<?>) Keys.type(component), path + ".", visitor);
      } else {
        visitor.accept(path, component);
      }
    }
  }

  private static void leaves(String above, JsonNode node, Set<String> found) {
    node.properties()
        .forEach(
            one -> {
              if (one.getValue().isObject()) {
                leaves(above + one.getKey() + ".", one.getValue(), found);
              } else {
                found.add(above + one.getKey());
              }
            });
  }
}
