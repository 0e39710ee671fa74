package shomei.domain.access;

import java.time.Instant;
import shomei.domain.kernel.Octets;

/// A nonce of ours that has not expired; whether it was used before, only [Access] knows.
///
/// @param id the 16 random octets that make it unique
/// @param minted when it was made, in whole milliseconds
/// @param expires the instant from which on it is no longer taken
public record Nonce(Octets id, Instant minted, Instant expires) {}
