package shomei.domain.refusal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import shomei.domain.account.AccountId;
import shomei.domain.identifier.Identifier;

/// Thrown where a request ends without being granted. A refusal is an expected answer, not a fault:
/// it carries no stack trace and is never logged as an error.
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Ground ground;
  private final transient List<Part> parts;
  private final transient Optional<Duration> retryAfter;
  private final transient Optional<AccountId> holder;

  /// One identifier's share in a refusal (RFC 8555 §6.7.1).
  ///
  /// @param type the identifier's type as the requester wrote it
  /// @param value the identifier's value as the requester wrote it
  public record Part(String type, String value, Ground ground) {
    public Part(Identifier identifier, Ground ground) {
      this(identifier.type(), identifier.value(), ground);
    }
  }

  private Refusal(
      Ground ground, List<Part> parts, Optional<Duration> retryAfter, Optional<AccountId> holder) {
    super(ground.reason() + ": " + ground.detail(), null, false, false);
    this.ground = ground;
    this.parts = List.copyOf(parts);
    this.retryAfter = retryAfter;
    this.holder = holder;
  }

  public Refusal(Ground ground) {
    this(ground, List.of(), Optional.empty(), Optional.empty());
  }

  public Refusal(Reason reason, String detail) {
    this(new Ground(reason, detail));
  }

  public static Refusal notBefore(Reason reason, String detail, Instant when) {
    return new Refusal(new Ground(reason, detail, Optional.of(when)));
  }

  /// Refuses several identifiers at once, each with its own ground.
  public static Refusal ofParts(Ground ground, List<Part> parts) {
    return new Refusal(ground, parts, Optional.empty(), Optional.empty());
  }

  /// Refuses for now: the same request may be made again after `wait`.
  public static Refusal retry(Reason reason, String detail, Duration wait) {
    return new Refusal(new Ground(reason, detail), List.of(), Optional.of(wait), Optional.empty());
  }

  /// Refuses a key because `holder` has it already (RFC 8555 §7.3.5).
  public static Refusal keyInUse(AccountId holder) {
    return new Refusal(
        new Ground(Reason.KEY_IN_USE, "the key belongs to another account"),
        List.of(),
        Optional.empty(),
        Optional.of(holder));
  }

  public Ground ground() {
    return ground;
  }

  public Reason reason() {
    return ground.reason();
  }

  public List<Part> parts() {
    return parts;
  }

  public Optional<Duration> retryAfter() {
    return retryAfter;
  }

  public Optional<AccountId> holder() {
    return holder;
  }
}
