package shomei.settings;

import java.util.Optional;

/// A key of a file that an operator writes, with all that its reference says about it.
///
/// @param path its names from the file's top (or from its section's), joined by dots
/// @param fallback the value where the key is absent, as one would write it
/// @param need whether the key must be there where it has no fallback
/// @param meaning one sentence or two, the unit included
public record Key<T>(
    String path, Form<T> form, Optional<String> fallback, Need need, String meaning) {

  /// What the absence of a key means.
  public enum Need {
    REQUIRED,
    OPTIONAL
  }

  /// A key that must be given.
  public static <T> Key<T> required(String path, Form<T> form, String meaning) {
    return new Key<>(path, form, Optional.empty(), Need.REQUIRED, meaning);
  }

  /// A key that may be left out, which then stands for nothing.
  public static <T> Key<T> optional(String path, Form<T> form, String meaning) {
    return new Key<>(path, form, Optional.empty(), Need.OPTIONAL, meaning);
  }

  /// A key that may be left out, which then stands for `fallback`.
  public static <T> Key<T> of(String path, Form<T> form, String fallback, String meaning) {
    return new Key<>(path, form, Optional.of(fallback), Need.OPTIONAL, meaning);
  }
}
