package shomei.enrollment.engine;

import java.util.Locale;

/// How far a run has come, in the order in which it gets there. Each stage is on disk before the
/// next begins.
public enum Stage {
  /// The account's key is stored.
  ACCOUNT_KEY,
  /// The account's address is stored.
  ACCOUNT,
  /// The run is written down: it says what is to be done.
  BEGUN,
  /// The certificate's key waits in the store.
  KEY,
  /// The order's address is stored.
  ORDER,
  /// The server has taken the PIN or the proof of possession.
  AUTHORIZED,
  /// The request is about to be handed in; from here on this order is never given up while it may
  /// bring a certificate.
  FINALIZING,
  /// The certificate's address is stored.
  ISSUED,
  /// The chain is stored.
  DOWNLOADED,
  /// The old certificate's file has a copy.
  BACKED_UP,
  /// The new certificate is in its place.
  STORED,
  /// The profile names the new certificate as the one in use.
  DONE,
  /// The person has been told; nothing is pending any more.
  REPORTED;

  /// E.g. `account-key`.
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
