package shomei.web.exchange;

/// Why a request is answered without having been looked into, or came to nothing.
public enum Trouble {
  /// It is not HTTP.
  NOT_HTTP(400, "The request is not well-formed HTTP."),
  /// The body did not come in time.
  SLOW(408, "The body of the request did not come in time."),
  /// The body is longer than the bound.
  LARGE(413, "The body of the request is too large."),
  LONG_TARGET(414, "The address of the request is too long."),
  LARGE_HEAD(431, "The header of the request is too large."),
  /// A fault of ours, logged under the request's id.
  FAULT(500, "The server failed; the operator finds this request by its id."),
  /// More requests are in work than the server takes on at once.
  BUSY(503, "The server is busy; try again soon.");

  private final int status;
  private final String detail;

  Trouble(int status, String detail) {
    this.status = status;
    this.detail = detail;
  }

  public int status() {
    return status;
  }

  /// In plain words, for the answer.
  public String detail() {
    return detail;
  }

  /// Whether the same request may succeed in a moment.
  public boolean passes() {
    return this == BUSY;
  }

  /// Whether the connection can carry no further request.
  public boolean endsConnection() {
    return switch (this) {
      case NOT_HTTP, SLOW, LARGE, LONG_TARGET, LARGE_HEAD -> true;
      case FAULT, BUSY -> false;
    };
  }
}
