package shomei.postgres;

import java.util.Arrays;
import java.util.List;
import shomei.domain.kernel.Identifier;

/// Identifiers as text, `type:value`.
final class IdentifierText {
  private IdentifierText() {}

  static Identifier read(String text) {
    int colon = text.indexOf(':');
    return Identifier.parse(text.substring(0, colon), text.substring(colon + 1));
  }

  static List<Identifier> read(String[] texts) {
    return Arrays.stream(texts).map(IdentifierText::read).toList();
  }

  static String write(Identifier identifier) {
    return identifier.type() + ":" + identifier.value();
  }

  static String[] write(List<Identifier> identifiers) {
    return identifiers.stream().map(IdentifierText::write).toArray(String[]::new);
  }
}
