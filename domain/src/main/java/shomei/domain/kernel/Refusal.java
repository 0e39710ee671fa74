package shomei.domain.kernel;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Thrown where a request ends without being granted. A refusal is an expected answer, not a fault:
/// it carries no stack trace and is never logged as an error.
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;
  private final transient List<Part> parts;
  private final transient Optional<Duration> retryAfter;
  private final transient Optional<AccountId> holder;

  /// One identifier's share in a refusal (RFC 8555 §6.7.1).
  ///
  /// @param type the identifier's type as the requester wrote it
  /// @param value the identifier's value as the requester wrote it
  public record Part(String type, String value, Failure failure) {
    public Part(Identifier identifier, Failure failure) {
      this(identifier.type(), identifier.value(), failure);
    }
  }

  private Refusal(
      Failure failure,
      List<Part> parts,
      Optional<Duration> retryAfter,
      Optional<AccountId> holder) {
    super(failure.reason() + ": " + failure.detail(), null, false, false);
    this.failure = failure;
    this.parts = List.copyOf(parts);
    this.retryAfter = retryAfter;
    this.holder = holder;
  }

  public Refusal(Failure failure) {
    this(failure, List.of(), Optional.empty(), Optional.empty());
  }

  public Refusal(Reason reason, String detail) {
    this(new Failure(reason, detail));
  }

  public static Refusal notBefore(Reason reason, String detail, Instant when) {
    return new Refusal(new Failure(reason, detail, Optional.of(when)));
  }

  /// Refuses several identifiers at once, each with a failure of its own.
  public static Refusal ofParts(Failure failure, List<Part> parts) {
    return new Refusal(failure, parts, Optional.empty(), Optional.empty());
  }

  /// Refuses for now: the same request may be made again after `wait`.
  public static Refusal retry(Reason reason, String detail, Duration wait) {
    return new Refusal(new Failure(reason, detail), List.of(), Optional.of(wait), Optional.empty());
  }

  /// Refuses a key because `holder` has it already (RFC 8555 §7.3.5).
  public static Refusal keyInUse(AccountId holder) {
    return new Refusal(
        new Failure(Reason.KEY_IN_USE, "the key belongs to another account"),
        List.of(),
        Optional.empty(),
        Optional.of(holder));
  }

  public Failure failure() {
    return failure;
  }

  public Reason reason() {
    return failure.reason();
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
