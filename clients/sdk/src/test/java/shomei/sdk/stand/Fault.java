package shomei.sdk.stand;

/// What goes wrong with one request.
public enum Fault {
  /// 503 with `Retry-After: 7`; nothing is done.
  BUSY,
  /// 429 without `Retry-After`; nothing is done.
  LIMITED,
  /// `badNonce`; nothing is done.
  BAD_NONCE,
  /// The connection ends before anything is done.
  CUT_BEFORE,
  /// Everything is done, and the connection ends without an answer.
  CUT_AFTER,
  /// An HTML page, as a misplaced portal would send.
  WEB_PAGE,
  /// Everything is done, and the answer names things that no client of today knows, as a newer
  /// server's might.
  FUTURE
}
