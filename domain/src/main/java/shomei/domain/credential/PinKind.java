package shomei.domain.credential;

/// Which of a seat's PINs: the one that proves its holder, or the one that authorises sensitive
/// acts.
public enum PinKind {
  LOGIN,
  CONFIRMATION
}
