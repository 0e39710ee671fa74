package shomei.domain.notice;

import java.time.Instant;
import shomei.domain.kernel.Serial;

/// A notice of expiry, planned when its certificate is issued; it is its certificate's only one for
/// that day.
///
/// @param daysBefore how many days before expiry it speaks
public record Notice(Serial serial, int daysBefore, Instant due) {}
