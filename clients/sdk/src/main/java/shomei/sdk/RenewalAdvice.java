package shomei.sdk;

import java.time.Duration;
import java.util.Optional;
import shomei.protocol.message.RenewalInfo;

/// When the server would like a certificate to be renewed (RFC 9773 §4).
///
/// @param askAgainAfter from `Retry-After` (§4.3)
public record RenewalAdvice(RenewalInfo info, Optional<Duration> askAgainAfter) {}
