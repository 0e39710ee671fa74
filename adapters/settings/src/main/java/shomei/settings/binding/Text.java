package shomei.settings.binding;

import inet.ipaddr.IPAddressString;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Kinds of text and of paths.
public enum Text {
  ANY("text", text -> true),
  LINE("one line of text", matching("[^\\p{Cntrl}\\u0085\\u2028\\u2029]{1,200}")),
  HTTPS_ORIGIN("address (https://host:port)", text -> isOrigin(text, "https")),
  HTTP_ORIGIN("address (http://host:port)", text -> isOrigin(text, "http")),
  PAGE("address (https://…)", text -> URI.create(text).getHost() != null),
  POSTGRESQL(
      "address (jdbc:postgresql://host:port/name) without a password",
      text -> text.startsWith("jdbc:postgresql:") && !text.contains("password=")),
  MAIL_ADDRESS("mail address", matching("[^@\\s<>]+@[^@\\s<>]+")),
  HOST_NAME("host name", matching("[A-Za-z0-9.-]{1,253}")),
  COLOUR("colour (#264af4)", matching("#[0-9a-f]{6}")),
  ADDRESS_RANGE("address range (127.0.0.0/8, ::1/128)", Text::isRange),
  OBJECT_IDENTIFIER(
      "object identifier (2.23.140.1.2.1)", matching("[0-2](\\.(0|[1-9][0-9]*)){1,30}")),
  FILE("file", text -> Files.isRegularFile(Path.of(text)) && Files.isReadable(Path.of(text))),
  FOLDER("folder", text -> Files.isDirectory(Path.of(text)));

  private final String form;

  @SuppressWarnings("ImmutableEnumChecker") // each is a function without state
  private final Predicate<String> holds;

  Text(String form, Predicate<String> holds) {
    this.form = form;
    this.holds = holds;
  }

  String form() {
    return form;
  }

  /// @return the text
  /// @throws IllegalArgumentException where it is of another kind
  public String require(String text) {
    if (!holds.test(text)) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  private static Predicate<String> matching(String pattern) {
    return Pattern.compile(pattern).asMatchPredicate();
  }

  private static boolean isOrigin(String text, String scheme) {
    URI uri = URI.create(text);
    return uri.getHost() != null && text.equals(scheme + "://" + uri.getHost() + port(uri));
  }

  private static String port(URI uri) {
    return uri.getPort() < 0 ? "" : ":" + uri.getPort();
  }

  /// Without a bit behind its prefix.
  private static boolean isRange(String text) {
    var range = new IPAddressString(text).getAddress();
    return text.contains("/") && range != null && range.isPrefixBlock();
  }
}
