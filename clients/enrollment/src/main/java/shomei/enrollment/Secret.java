package shomei.enrollment;

import java.util.regex.Pattern;

/// A PIN or password. It is in no text but the one asked for.
public final class Secret {
  private static final Pattern PIN = Pattern.compile("[A-Za-z0-9]{4,12}");
  private static final int LEAST_PASSWORD = 8;

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

  /// Whether it has the form of a login PIN: 4 to 12 letters and digits (PROTOCOL.md). What has not
  /// is never sent, since a try would be counted for it.
  public boolean isPin() {
    return PIN.matcher(text).matches();
  }

  /// Whether it may become the password of a file: at least 8 printable signs of ASCII, since
  /// programs differ about all others.
  public boolean isFilePassword() {
    return text.length() >= LEAST_PASSWORD && text.chars().allMatch(c -> c >= ' ' && c <= '~');
  }

  public boolean sameAs(Secret other) {
    return text.equals(other.text);
  }

  @Override
  public String toString() {
    return "Secret[]";
  }
}
