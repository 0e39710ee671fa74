package shomei.tool.outcome;

import java.util.Locale;

/// How a run ended, for the script that started it. A number keeps its meaning for ever. Besides
/// these, 130 and 143 tell that the run was interrupted or terminated; it can be run again.
public enum ExitCode {
  OK(0),
  /// A fault of the tool itself.
  FAULT(1),
  USAGE(2),
  WRONG_PIN(3),
  LOCKED(4),
  /// The right to acquire is not open.
  NOT_ELIGIBLE(5),
  /// The right to acquire opens later.
  NOT_YET_ELIGIBLE(6),
  RENEWAL_NOT_OPEN(7),
  /// The certificate has expired or was revoked.
  RENEWAL_CLOSED(8),
  SUSPENDED(9),
  /// The PIN is temporary and no new one was given, or the new one breaks the institution's rule.
  PIN_CHANGE_REQUIRED(10),
  /// No certificate is held that the command could work on.
  NOTHING_HELD(11),
  /// The server refused for another reason; the message tells which.
  REFUSED(12),
  /// No connection, no trust in the server's certificate, or not an ACME server.
  NETWORK(13),
  PROXY(14),
  /// The server is busy or out of order: try later.
  UNAVAILABLE(15),
  /// A file or token cannot be read or written, or its password or PIN is wrong.
  STORE(16),
  /// Another run works on the same state directory.
  IN_USE(17),
  /// Something must be asked, and nobody is there to answer.
  NEEDS_INPUT(18),
  /// The person refused what a page wanted, or the server that a link led to.
  DECLINED(19),
  /// Server and tool do not understand each other: one of them must be updated.
  VERSION(20),
  /// The run was broken off while it waited.
  INTERRUPTED(130);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }

  /// The name for JSON, e.g. `wrongPin`.
  public String wireName() {
    StringBuilder camel = new StringBuilder();
    for (String word : name().toLowerCase(Locale.ROOT).split("_")) {
      camel.append(
          camel.isEmpty()
              ? word
              : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return camel.toString();
  }
}
