package shomei.domain.subscriber;

import java.util.Optional;
import shomei.domain.credential.LetterCode;

/// A seat that was registered.
///
/// @param letterCode the code of its right to acquire, where the policy asks for one; nobody can
///   show it again
public record Registered(Subscriber seat, Optional<LetterCode> letterCode) {}
