package shomei.settings.binding;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What the type of a record component does not say about the key of a file that it stands for.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Key {
  /// The smallest and the largest value, as one would write them: `1s..10m`.
  String range() default "";

  /// What kind of text or path it is.
  Text text() default Text.ANY;

  /// The key's name where it cannot be the component's.
  String name() default "";
}
