package shomei.load;

import java.util.Locale;

/// What a run does.
enum WorkloadKind {
  /// New account … certificate downloaded.
  ENROLL,
  /// The same on accounts that are there already.
  ENROLL_EXISTING,
  /// A certificate's successor, proven with its key.
  RENEW,
  /// Whether a certificate is good.
  OCSP,
  /// Several of these, by weight.
  MIX;

  /// @throws IllegalArgumentException for another word
  static WorkloadKind named(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
