package shomei.domain.subscriber;

import java.time.Instant;
import java.util.Optional;
import shomei.domain.credential.PinVerifier;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.SubscriberId;
import shomei.domain.kernel.SubscriberName;

/// A seat that can hold a certificate: the corporation's own (the administrator's) or one user's.
///
/// @param displayName what the corporation calls the holder
/// @param mail where notices go
/// @param loginPin proves the holder at login and acquisition
/// @param confirmationPin authorises sensitive acts
/// @param temporaryPin whether the login PIN must be changed at its first use (seed 003)
/// @param right when the right to acquire opens or opened; empty while there is none
public record Subscriber(
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

  /// The language of mails and pages.
  public enum Language {
    JA,
    EN
  }
}
