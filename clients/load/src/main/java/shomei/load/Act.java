package shomei.load;

/// What a run does.
enum Act {
  /// New account … certificate downloaded.
  ENROLL,
  /// The same on accounts that are there already.
  ENROLL_EXISTING;

  String label() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
