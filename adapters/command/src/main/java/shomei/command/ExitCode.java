package shomei.command;

/// What a command ends with, for scripts.
public final class ExitCode {
  /// It is done.
  public static final int DONE = 0;

  /// It is refused: the message says why, and nothing has changed.
  public static final int REFUSED = 1;

  /// The command line is not understood.
  public static final int USAGE = 2;

  /// The configuration or a policy file is wrong.
  public static final int CONFIGURATION = 3;

  /// The database, the token or a port cannot be used now.
  public static final int UNAVAILABLE = 4;

  /// A fault of ours.
  public static final int FAULT = 70;

  private ExitCode() {}
}
