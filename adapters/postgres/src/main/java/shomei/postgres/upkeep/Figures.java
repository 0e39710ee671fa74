package shomei.postgres.upkeep;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the database tells about itself and what is in it, at one moment.
///
/// @param through up to which entry the history was counted: hand it in the next time
/// @param acts what was added to the history since, where it is settled
/// @param processingSince since when the oldest order that is being issued waits
/// @param noticesDue notices of expiry that are due and undecided
/// @param loginServers the certificates that login servers show
/// @param upkeep when each work was last done; absent where it never was
/// @param primary whether it takes writes and is no standby
/// @param waitsForStandbys whether commits wait for standbys (`synchronous_standby_names`)
/// @param standbys those that follow it now
public record Figures(
    long through,
    List<Acts> acts,
    Optional<Instant> processingSince,
    long noticesDue,
    List<LoginServerEnd> loginServers,
    Map<Upkeep.Work, Instant> upkeep,
    boolean primary,
    boolean waitsForStandbys,
    List<Standby> standbys) {
  public Figures {
    acts = List.copyOf(acts);
    loginServers = List.copyOf(loginServers);
    upkeep = Map.copyOf(upkeep);
    standbys = List.copyOf(standbys);
  }

  /// @param act as the history spells it
  /// @param reason why a certificate was revoked, an order failed or a login was refused; `RENEWAL`
  ///   for a certificate that takes another's place; empty for everything else
  public record Acts(String institution, String act, String reason, long count) {}

  public record LoginServerEnd(String institution, String name, Instant end) {}

  /// @param name its `application_name`
  /// @param state e.g. `streaming`; `hidden` where this user may not know (`pg_monitor`)
  /// @param sync `sync`, `quorum`, `potential`, `async`, or `hidden`
  /// @param behind octets of log that it has not replayed; empty where that is hidden
  public record Standby(String name, String state, String sync, Optional<Long> behind) {}
}
