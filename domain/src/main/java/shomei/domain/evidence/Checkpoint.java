package shomei.domain.evidence;

import java.time.Instant;

/// What is signed from time to time: that an institution's chain had this seal at this time. Who
/// keeps one elsewhere can tell later whether the history before it is still the same and all
/// there.
public record Checkpoint(Seal.Head head, Instant at) {}
