package shomei.domain.account;

import java.time.Instant;
import shomei.domain.Octets;

/// A nonce of ours that has not expired; whether it was used before, only [Access] knows.
///
/// @param id the 16 random octets that make it unique
public record Nonce(Octets id, Instant expires) {}
