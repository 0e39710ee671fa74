package shomei.pages.form;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import shomei.domain.institution.Policy;
import shomei.pages.visit.Fields;

/// A form as a page shows it: what was typed stays, but for PINs.
///
/// @param id drawn for it
/// @param errors by field, in the order of the summary
/// @param pins the rule for PINs
public record Form(String id, Fields typed, Map<String, String> errors, Policy.Pins pins) {
  public Form {
    errors = Collections.unmodifiableMap(new LinkedHashMap<>(errors));
  }

  public Form(String id, Fields typed, Errors errors, Policy.Pins pins) {
    this(id, typed, errors.byField(), pins);
  }

  public String value(String field) {
    return typed.text(field);
  }

  /// Whether one of several choices is the one that was made.
  public boolean isChosen(String field, String choice) {
    return value(field).equals(choice);
  }

  public boolean isWrong(String field) {
    return errors.containsKey(field);
  }

  /// What is wrong with the field; empty where nothing is.
  public String error(String field) {
    return errors.getOrDefault(field, "");
  }

  /// The ids of what describes the field, as `aria-describedby` has them.
  ///
  /// @return null where nothing does
  public @Nullable String described(String field, boolean hint) {
    String both = (hint ? field + "-hint " : "") + (isWrong(field) ? field + "-error" : "");
    return both.isEmpty() ? null : both.strip();
  }

  public int status() {
    return errors.isEmpty() ? 200 : 422;
  }
}
