package shomei.load.wire;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import shomei.protocol.json.Json;
import shomei.protocol.problem.Problem;
import shomei.protocol.problem.ProblemException;
import shomei.protocol.problem.ProblemType;

/// An answer of the server, whole.
public final class Answer {
  private static final String ACME = "urn:ietf:params:acme:error:";
  private static final String SHOMEI = "urn:shomei:error:";
  private static final int LEAST_ERROR = 400;

  private final int status;
  private final @Nullable String nonce;
  private final @Nullable String location;
  private final @Nullable String type;
  private final byte[] body;
  private final long sent;
  private final long received;

  /// @param type of the content
  /// @param sent octets of HTTP that the request took, TLS not counted
  /// @param received octets of HTTP that this answer took
  Answer(
      int status,
      @Nullable String nonce,
      @Nullable String location,
      @Nullable String type,
      byte[] body,
      long sent,
      long received) {
    this.status = status;
    this.nonce = nonce;
    this.location = location;
    this.type = type;
    this.body = body;
    this.sent = sent;
    this.received = received;
  }

  public byte[] body() {
    return body;
  }

  public <T> T as(Class<T> message) throws Failed {
    try {
      return Json.read(body, message);
    } catch (ProblemException unfit) {
      throw new Failed("unreadable", unfit.problem().detail());
    }
  }

  /// @throws Failed where there is none
  public URI locationOrFail() throws Failed {
    if (location == null) {
      throw new Failed("unreadable", "no Location");
    }
    return URI.create(location);
  }

  int status() {
    return status;
  }

  @Nullable String nonce() {
    return nonce;
  }

  long sent() {
    return sent;
  }

  long received() {
    return received;
  }

  boolean isError() {
    return status >= LEAST_ERROR;
  }

  boolean isBadNonce() {
    return isError() && problem().hasType(ProblemType.BAD_NONCE);
  }

  Failed failure() {
    return failure(problem());
  }

  /// What failed, by a problem document.
  public static Failed failure(Problem problem) {
    String type = problem.type().toString();
    String name =
        type.startsWith(ACME)
            ? type.substring(ACME.length())
            : type.startsWith(SHOMEI) ? type.substring(SHOMEI.length()) : type;
    return new Failed(name, problem.detail());
  }

  private Problem problem() {
    if (type != null && type.startsWith(Problem.MEDIA_TYPE)) {
      try {
        return Json.read(body, Problem.class);
      } catch (ProblemException unfit) {
        // as little as if it had sent none
      }
    }
    return new Problem(
        URI.create("HTTP:" + status), null, null, status, null, null, null, null, null);
  }
}
