package shomei.domain.subscriber;

import java.time.Instant;
import shomei.domain.credential.PinVerifier;
import shomei.domain.kernel.SubscriberName;

/// What a seat's holder sets up with the login ID.
///
/// @param name of the seat from then on
/// @param opens when the right to acquire opens
public record FirstLogin(
    SubscriberName name,
    Registration registration,
    PinVerifier loginPin,
    PinVerifier confirmationPin,
    Instant opens) {}
