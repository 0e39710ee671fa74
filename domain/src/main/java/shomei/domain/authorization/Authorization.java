package shomei.domain.authorization;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.AuthorizationId;
import shomei.domain.kernel.Failure;
import shomei.domain.kernel.Identifier;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Serial;

/// An account's proof, had or to be given, of one identifier (RFC 8555 §7.1.4).
///
/// @param replaces the certificate whose key proves a renewal, where the order replaces one
/// @param status as stored; expiry shows only in [#statusAt]
/// @param challenges none where the server knew the answer already: an account bound to the
///   subscriber, a vetted name
/// @param seatRevision the seat's revision at which it was proven
public record Authorization(
    AuthorizationId id,
    AccountId account,
    InstitutionId institution,
    Identifier identifier,
    Optional<Serial> replaces,
    Status status,
    Instant expires,
    List<Challenge> challenges,
    OptionalInt seatRevision) {
  public Authorization {
    challenges = List.copyOf(challenges);
  }

  /// One that no seat has proven.
  public Authorization(
      AuthorizationId id,
      AccountId account,
      InstitutionId institution,
      Identifier identifier,
      Optional<Serial> replaces,
      Status status,
      Instant expires,
      List<Challenge> challenges) {
    this(
        id,
        account,
        institution,
        identifier,
        replaces,
        status,
        expires,
        challenges,
        OptionalInt.empty());
  }

  public enum Status {
    PENDING,
    VALID,
    INVALID,
    DEACTIVATED,
    EXPIRED
  }

  public Status statusAt(Instant now) {
    boolean live = status == Status.PENDING || status == Status.VALID;
    return live && !now.isBefore(expires) ? Status.EXPIRED : status;
  }

  public Optional<Challenge> challenge(Challenge.Kind kind) {
    return challenges.stream().filter(challenge -> challenge.kind() == kind).findFirst();
  }

  /// Why it is invalid, where a challenge failed.
  public Optional<Failure> error() {
    return challenges.stream()
        .flatMap(
            challenge ->
                challenge.state() instanceof Challenge.State.Invalid invalid
                    ? Stream.of(invalid.error())
                    : Stream.empty())
        .findFirst();
  }

  /// The same with one challenge begun; the authorization stays pending.
  public Authorization processing(Challenge.Kind kind, Instant since) {
    return with(status, expires, kind, new Challenge.State.Processing(since));
  }

  /// The same looked at once more, after a look that came to no end.
  public Authorization processingAgain(Challenge.Kind kind, Instant since, int looks) {
    return with(status, expires, kind, new Challenge.State.Processing(since, looks));
  }

  /// The same proven by one challenge, good until `until`.
  public Authorization proven(Challenge.Kind kind, Instant now, Instant until) {
    return with(Status.VALID, until, kind, new Challenge.State.Valid(now));
  }

  /// The same failed at one challenge; it does not come back (§7.1.6).
  public Authorization failed(Challenge.Kind kind, Instant now, Failure error) {
    return with(Status.INVALID, expires, kind, new Challenge.State.Invalid(now, error));
  }

  /// The same, proven for a seat of that revision.
  public Authorization atRevision(int revision) {
    return new Authorization(
        id,
        account,
        institution,
        identifier,
        replaces,
        status,
        expires,
        challenges,
        OptionalInt.of(revision));
  }

  private Authorization with(
      Status changed, Instant until, Challenge.Kind kind, Challenge.State state) {
    List<Challenge> next =
        challenges.stream().map(c -> c.kind() == kind ? c.with(state) : c).toList();
    return new Authorization(
        id, account, institution, identifier, replaces, changed, until, next, seatRevision);
  }
}
