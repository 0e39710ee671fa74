package shomei.postgres.sql;

import java.util.Arrays;
import java.util.List;
import shomei.domain.kernel.Identifier;

/// Identifiers as text, `type:value`.
public final class IdentifierText {
  private IdentifierText() {}

  public static Identifier read(String text) {
    int colon = text.indexOf(':');
    return Identifier.parse(text.substring(0, colon), text.substring(colon + 1));
  }

  public static List<Identifier> read(String[] texts) {
    return Arrays.stream(texts).map(IdentifierText::read).toList();
  }

  public static String write(Identifier identifier) {
    return identifier.type() + ":" + identifier.value();
  }

  public static String[] write(List<Identifier> identifiers) {
    return identifiers.stream().map(IdentifierText::write).toArray(String[]::new);
  }
}
