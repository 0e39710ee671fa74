package shomei.settings;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import shomei.settings.binding.SecretFile;

/// What a configuration allows but should not for long.
final class Warnings {
  private static final Set<PosixFilePermission> OTHERS_READ =
      Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

  private Warnings() {}

  static List<String> of(Config config) {
    List<String> warnings = new ArrayList<>();
    if (config.token() instanceof Config.Token.Pkcs12) {
      warnings.add(
          "token.file: the signing keys are in a PKCS#12 file; that is for development, never for"
              + " real certificates");
    }
    if (!config.acme().rateLimits()) {
      warnings.add("acme.rateLimits: the policies' rate limits are turned off");
    }
    if (!config.validation().allow().isEmpty()) {
      warnings.add("validation.allow: validation may ask addresses that are not public");
    }
    if (config.smtp().isEmpty()) {
      warnings.add("smtp is absent: notices wait in the outbox");
    }
    secrets(config, "", warnings);
    return List.copyOf(warnings);
  }

  private static void secrets(Record section, String path, List<String> warnings) {
    for (RecordComponent component : section.getClass().getRecordComponents()) {
      String key = path + component.getName();
      switch (value(component, section)) {
        case SecretFile(Path file) -> permissions(key, file).ifPresent(warnings::add);
        case Record inner -> secrets(inner, key + ".", warnings);
        default -> {}
      }
    }
  }

  private static Object value(RecordComponent component, Record section) {
    try {
      Object value = component.getAccessor().invoke(section);
      return value instanceof Optional<?> optional && optional.isPresent() ? optional.get() : value;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }

  private static Optional<String> permissions(String key, Path file) {
    try {
      return Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS_READ::contains)
          ? Optional.of(
              "%s: others may read %s; its permissions should be 0600".formatted(key, file))
          : Optional.empty();
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.of("%s: cannot tell who may read %s".formatted(key, file));
    }
  }
}
