package shomei.sdk;

import java.time.Duration;
import java.util.Optional;

/// When a client asks again: after a broken connection, of a busy server, and of one that has not
/// settled an order yet. Each method answers how long to wait before (zero: not at all), or nothing
/// where the client gives up.
public interface RetryPolicy {

  /// No answer came, and the request may be sent again.
  ///
  /// @param sent how often it was sent, at least 1
  Optional<Duration> afterNoAnswer(int sent);

  /// The server answered 429 or 503.
  ///
  /// @param sent how often the request was sent, at least 1
  /// @param retryAfter what the server asks for
  Optional<Duration> afterBusy(int sent, Optional<Duration> retryAfter);

  /// The server refused the nonce, and gave another.
  ///
  /// @param sent how often the request was sent, at least 1
  boolean afterBadNonce(int sent);

  /// The order or authorization is not settled yet.
  ///
  /// @param polls how often it was read, at least 1
  /// @param waited how long the client has waited in all
  /// @param retryAfter what the server asks for
  Optional<Duration> beforePoll(int polls, Duration waited, Optional<Duration> retryAfter);

  /// What the server asks for counts. Where it asks for nothing, requests are sent again after 1,
  /// 2, 4 … s, and polls come after 0.5, 1, 2 … 10 s.
  ///
  /// @param tries how often a request is sent at most; at least 1
  /// @param patience the longest single wait that the server may ask for, and the longest time that
  ///   one order is polled
  static RetryPolicy patient(int tries, Duration patience) {
    return new PatientRetries(tries, patience);
  }
}
