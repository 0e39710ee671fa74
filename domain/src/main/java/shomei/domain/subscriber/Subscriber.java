package shomei.domain.subscriber;

import java.time.Instant;
import java.util.Optional;
import shomei.domain.credential.PinVerifier;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.SubscriberId;
import shomei.domain.kernel.SubscriberName;

/// A seat that can hold a certificate: the corporation's own (the administrator's) or one user's.
///
/// @param displayName what the corporation calls the holder, in full-width characters
/// @param kana the same in half-width katakana and letters; empty where nobody gave it
/// @param mail where notices go
/// @param loginPin proves the holder at login and acquisition
/// @param confirmationPin authorises sensitive acts
/// @param temporaryPin whether the login PIN must be changed at its first use (seed 003)
/// @param temporaryConfirmationPin whether the confirmation PIN must be changed before it
///   authorises anything
/// @param right when the right to acquire opens or opened; empty while there is none
/// @param letterCode the digest of the right's one-time code ([LetterCodes]), where it has one;
///   gone with the right
/// @param activated whether the holder has acquired the login ID (seed 004); before, the seat is
///   nobody's wherever its login PIN is tried but there
/// @param revision how many acts there were on the seat ([Subscribers]): what was proven at an
///   earlier one issues nothing
public record Subscriber(
    SubscriberId id,
    InstitutionId institution,
    SubscriberName name,
    String displayName,
    String kana,
    String mail,
    Language language,
    boolean suspended,
    PinVerifier loginPin,
    PinVerifier confirmationPin,
    boolean temporaryPin,
    boolean temporaryConfirmationPin,
    Optional<Instant> right,
    Optional<Octets> letterCode,
    boolean activated,
    int revision) {
  /// A new seat without kana whose right needs no code, and whose confirmation PIN and login ID
  /// stay.
  public Subscriber(
      SubscriberId id,
      InstitutionId institution,
      SubscriberName name,
      String displayName,
      String mail,
      Language language,
      boolean suspended,
      PinVerifier loginPin,
      PinVerifier confirmationPin,
      boolean temporaryPin,
      Optional<Instant> right) {
    this(
        id,
        institution,
        name,
        displayName,
        "",
        mail,
        language,
        suspended,
        loginPin,
        confirmationPin,
        temporaryPin,
        false,
        right,
        Optional.empty(),
        true,
        0);
  }

  /// What is registered of it and may be changed.
  public Registration registration() {
    return new Registration(displayName, kana, mail, language);
  }

  /// The language of mails and pages.
  public enum Language {
    JA,
    EN
  }
}
