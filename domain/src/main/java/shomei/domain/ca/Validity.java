package shomei.domain.ca;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;

/// From when until when a certificate is good, both included (RFC 5280 §4.1.2.5).
public record Validity(Instant notBefore, Instant notAfter) {
  /// What an order asked for.
  public record Wanted(Optional<Instant> notBefore, Optional<Instant> notAfter) {}

  /// Decides it at `now`, for a new order as for one that is finalized: what was asked for exactly,
  /// and for the rest until the last second of the UTC day on which the profile's validity ends
  /// (the screens of seeds 000, 001 and 004), but no longer than the CA.
  ///
  /// @param caEnd when the CA that would sign ends
  /// @throws Refusal MALFORMED where what was asked for cannot be granted, UNAVAILABLE where the CA
  ///   ends too early
  public static Validity of(
      Policy policy, Policy.Profile profile, Wanted wanted, Instant caEnd, Instant now) {
    Instant start = wanted.notBefore().orElse(now.truncatedTo(ChronoUnit.SECONDS));
    if (wanted.notBefore().isPresent() && !start.isBefore(caEnd)) {
      throw new Refusal(
          Reason.MALFORMED, "notBefore must lie before %s, when the CA ends".formatted(caEnd));
    }
    Instant whole = lastSecond(start, profile);
    Instant end =
        wanted
            .notAfter()
            .map(asked -> granted(asked, profile, earlier(whole, caEnd)))
            .orElseGet(() -> chosen(policy, start, whole, caEnd));
    if (!end.isAfter(start) || !end.isAfter(now)) {
      throw new Refusal(Reason.MALFORMED, "notAfter must lie ahead, and after notBefore");
    }
    return new Validity(wanted.notBefore().orElse(start.minus(policy.dates().backdate())), end);
  }

  private static Instant chosen(Policy policy, Instant start, Instant whole, Instant caEnd) {
    if (!whole.isAfter(caEnd)) {
      return whole;
    }
    Instant cut = lastSecondUntil(caEnd);
    if (!policy.dates().endWithCa() || !cut.isAfter(start)) {
      throw new Refusal(
          Reason.UNAVAILABLE,
          "the CA ends at %s, before the certificate would: the institution needs its next CA"
              .formatted(caEnd));
    }
    return cut;
  }

  private static Instant granted(Instant asked, Policy.Profile profile, Instant latest) {
    if (asked.isAfter(latest)) {
      throw new Refusal(Reason.MALFORMED, "notAfter may be %s at the latest".formatted(latest));
    }
    if (profile.endsWithDay() && !asked.equals(lastSecondOfDay(asked))) {
      throw new Refusal(
          Reason.MALFORMED, "notAfter must be the last second of a day in UTC, 23:59:59");
    }
    return asked;
  }

  private static Instant lastSecond(Instant start, Policy.Profile profile) {
    return lastSecondOfDay(start.atZone(ZoneOffset.UTC).plus(profile.validity()).toInstant());
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant lastSecondUntil(Instant end) {
    Instant ofItsDay = lastSecondOfDay(end);
    return ofItsDay.isAfter(end) ? ofItsDay.minus(1, ChronoUnit.DAYS) : ofItsDay;
  }

  private static Instant lastSecondOfDay(Instant time) {
    return time.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS).minusSeconds(1);
  }
}
