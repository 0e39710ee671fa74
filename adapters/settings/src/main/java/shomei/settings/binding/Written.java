package shomei.settings.binding;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks a type whose values are written as one text, which its static method `parse` reads.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Written {
  /// How, e.g. `size (900B, 64KiB, 1MiB)`.
  String value();
}
