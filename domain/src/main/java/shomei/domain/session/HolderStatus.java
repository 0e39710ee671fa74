package shomei.domain.session;

import java.util.Optional;

/// How it stands with the holder of a certificate who wants to log in.
///
/// @param holder empty where it is none of this institution's seats
/// @param obstacle what is in the way
/// @param revokedBy where it is revoked, and the history tells
public record HolderStatus(
    Optional<Sessions.Holder> holder, Optional<Obstacle> obstacle, Optional<RevokedBy> revokedBy) {

  /// Why nobody can log in with the certificate now.
  public enum Obstacle {
    /// None of ours, or no seat's.
    UNKNOWN,
    OTHER_INSTITUTION,
    EXPIRED,
    REVOKED,
    SUSPENDED,
    /// Wrong PINs have locked the seat.
    LOCKED
  }

  /// Who took a certificate away.
  public enum RevokedBy {
    COUNTER,
    ADMINISTRATOR,
    /// The holder, or the first login with the certificate that replaced it.
    HOLDER,
    OTHER
  }
}
