package shomei.pages.form;

import java.util.LinkedHashMap;
import java.util.Map;
import shomei.pages.text.Texts;

/// What is wrong in a form, by field, in the order in which it was found: one thing a field.
public final class Errors {
  private final Map<String, String> byField = new LinkedHashMap<>();
  private final Texts texts;

  public Errors(Texts texts) {
    this.texts = texts;
  }

  /// @param field its `id` in the page
  /// @param key of the text
  public Errors add(String field, String key, Object... values) {
    byField.putIfAbsent(field, texts.of(key, values));
    return this;
  }

  /// @param wrong whether it is so
  public Errors addIf(boolean wrong, String field, String key, Object... values) {
    return wrong ? add(field, key, values) : this;
  }

  public boolean isEmpty() {
    return byField.isEmpty();
  }

  Map<String, String> byField() {
    return byField;
  }
}
