package shomei.enrollment;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A server as people know it.
///
/// @param host with its port where it is not 443; as the protocol has it, so a name in other than
///   Latin letters shows as `xn--…`
/// @param ja the bank's name in Japanese, where it was installed with the program
/// @param en the same in English
public record ServerName(String host, @Nullable String ja, @Nullable String en) {

  /// The bank's name, or the host where it has none here.
  public String in(Locale language) {
    String name = language.getLanguage().equals("ja") ? ja : en;
    return name == null ? host : name;
  }
}
