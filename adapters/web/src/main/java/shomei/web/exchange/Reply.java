package shomei.web.exchange;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import shomei.domain.kernel.Octets;

/// An answer. To HEAD, the listener sends it without the body.
public record Reply(int status, List<Header> headers, Octets body) {

  private static final Octets NOTHING = Octets.of(new byte[0]);

  public Reply {
    headers = List.copyOf(headers);
  }

  /// One line of the head; a name may come several times.
  public record Header(String name, String value) {}

  public static Reply empty(int status) {
    return new Reply(status, List.of(), NOTHING);
  }

  public static Reply of(int status, String mediaType, byte[] body) {
    return new Reply(status, List.of(new Header("Content-Type", mediaType)), Octets.of(body));
  }

  public static Reply text(int status, String text) {
    return of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  public Reply with(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new Reply(status, more, body);
  }
}
