package shomei.validation;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Resolves references against the address that they came from (RFC 3986 §5.2). `URI.resolve` goes
/// by RFC 2396, which drops a path's last part before a query alone and keeps dots that lead
/// nowhere.
final class Reference {
  private Reference() {}

  /// @param base absolute, with an authority
  /// @return the target without its fragment
  /// @throws URISyntaxException where `reference` is none
  static URI resolve(URI base, String reference) throws URISyntaxException {
    URI given = new URI(reference.isEmpty() ? "#" : reference);
    if (given.isOpaque()) {
      return given;
    }
    String path = given.getRawPath();
    if (given.getScheme() != null) {
      return target(given.getScheme(), given.getRawAuthority(), path, given.getRawQuery());
    }
    if (given.getRawAuthority() != null) {
      return target(base.getScheme(), given.getRawAuthority(), path, given.getRawQuery());
    }
    String query =
        path.isEmpty() && given.getRawQuery() == null ? base.getRawQuery() : given.getRawQuery();
    return target(base.getScheme(), base.getRawAuthority(), merged(base, path), query);
  }

  private static String merged(URI base, String path) {
    String before = base.getRawPath();
    if (path.isEmpty() || path.startsWith("/")) {
      return path.isEmpty() ? before : path;
    }
    return before.isEmpty() ? "/" + path : before.substring(0, before.lastIndexOf('/') + 1) + path;
  }

  private static URI target(
      String scheme, @Nullable String authority, String path, @Nullable String query)
      throws URISyntaxException {
    return new URI(
        scheme
            + ":"
            + (authority == null ? "" : "//" + authority)
            + withoutDots(path)
            + (query == null ? "" : "?" + query));
  }

  /// §5.2.4.
  private static String withoutDots(String path) {
    if (!path.startsWith("/")) {
      return path;
    }
    Deque<String> kept = new ArrayDeque<>();
    String[] segments = path.substring(1).split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      boolean dots = segments[i].equals(".") || segments[i].equals("..");
      if (segments[i].equals("..")) {
        kept.pollLast();
      }
      if (!dots) {
        kept.addLast(segments[i]);
      } else if (i == segments.length - 1) {
        kept.addLast("");
      }
    }
    return "/" + String.join("/", kept);
  }
}
