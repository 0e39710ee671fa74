package shomei.tool.talk;

/// A PIN or password. It is in no text but the one asked for.
public final class Secret {
  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  public static Secret of(String text) {
    return new Secret(text);
  }

  public String text() {
    return text;
  }

  public char[] chars() {
    return text.toCharArray();
  }

  public boolean sameAs(Secret other) {
    return text.equals(other.text);
  }

  @Override
  public String toString() {
    return "Secret[]";
  }
}
