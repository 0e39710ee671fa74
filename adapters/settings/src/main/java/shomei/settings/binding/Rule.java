package shomei.settings.binding;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks a static method of a record that says what is wrong between its components, as
/// `Optional<String>`. Its parameters are named after components; it is asked where each of those
/// has been read.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Rule {
  /// The key that the fault is told of.
  String value();
}
