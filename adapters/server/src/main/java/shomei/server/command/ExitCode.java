package shomei.server.command;

/// What a command ends with, for scripts.
final class ExitCode {
  /// It is done.
  static final int DONE = 0;

  /// It is refused: the message says why, and nothing has changed.
  static final int REFUSED = 1;

  /// The command line is not understood.
  static final int USAGE = 2;

  /// The configuration or a policy file is wrong.
  static final int CONFIGURATION = 3;

  /// The database, the token or a port cannot be used now.
  static final int UNAVAILABLE = 4;

  /// A fault of ours.
  static final int FAULT = 70;

  private ExitCode() {}
}
