package shomei.domain.kernel;

import java.util.Optional;

/// A seat as somebody saw it who then acts on it: the act is refused where it is another by now, so
/// that of two at once neither undoes the other unseen.
///
/// @param revision how many acts there were on the seat
/// @param newest its newest certificate, whatever its state; empty where there is none
public record SeatVersion(int revision, Optional<Serial> newest) {}
