package shomei.domain.subscriber;

import shomei.domain.kernel.InstitutionId;

/// Sees what becomes of tries at PINs, to measure it and to ring.
@FunctionalInterface
public interface PinWatch {
  void saw(InstitutionId institution, Seen what);

  enum Seen {
    WRONG,
    /// The seat was locked.
    LOCKED,
    /// It must wait, because of the network at this seat.
    REFUSED_AT_SEAT,
    /// It must wait, because of the network at all seats.
    REFUSED_FOR_NETWORK,
    /// It must wait, because of all strangers at the institution.
    REFUSED_FOR_INSTITUTION
  }
}
