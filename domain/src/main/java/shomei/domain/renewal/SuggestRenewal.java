package shomei.domain.renewal;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import shomei.domain.ca.IssuingCa;
import shomei.domain.certificate.Certificate;
import shomei.domain.certificate.Certificates;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Policies;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.Serial;

/// Tells when a certificate had best be renewed (RFC 9773 §4).
///
/// The window lies in the earlier two thirds of the renewal period, so that a client that fails
/// still has time, and its place there follows from the serial, so that certificates of one day do
/// not come back on one day.
public final class SuggestRenewal {
  private static final Duration LONGEST_WINDOW = Duration.ofDays(1);
  private static final Duration RETRY_AFTER = Duration.ofHours(6);

  private final Policies policies;
  private final Certificates certificates;
  private final IssuingCa ca;

  public SuggestRenewal(Policies policies, Certificates certificates, IssuingCa ca) {
    this.policies = policies;
    this.certificates = certificates;
    this.ca = ca;
  }

  /// @param end after `start`
  /// @param retryAfter when to ask again
  public record Suggestion(Instant start, Instant end, Duration retryAfter) {}

  /// @param authorityKeyId as the certificate names its issuer's key
  /// @throws Refusal NOT_FOUND where the institution issued no such certificate
  public Suggestion suggest(Institution institution, Octets authorityKeyId, BigInteger serial) {
    Certificate certificate =
        Serial.of(serial)
            .flatMap(certificates::find)
            .filter(c -> c.institution().equals(institution.id()))
            .filter(c -> ca.keyId(c.issuer()).equals(authorityKeyId))
            .orElseThrow(() -> new Refusal(Reason.NOT_FOUND, "no such certificate"));
    Optional<Certificate.Revocation> revocation = certificate.revocation();
    return revocation.isPresent()
        ? past(revocation.get())
        : spread(RenewalPeriod.of(policies.of(institution), certificate), certificate.serial());
  }

  /// A revoked certificate's window lies in the past: renew at once (RFC 9773 §4.2).
  private static Suggestion past(Certificate.Revocation revocation) {
    return new Suggestion(
        revocation.at().minus(LONGEST_WINDOW), revocation.at().minusSeconds(1), RETRY_AFTER);
  }

  private static Suggestion spread(RenewalPeriod period, Serial serial) {
    Duration room = Duration.between(period.opens(), period.closes()).multipliedBy(2).dividedBy(3);
    Duration half = room.dividedBy(2);
    Duration window = half.compareTo(LONGEST_WINDOW) < 0 ? half : LONGEST_WINDOW;
    long places = room.minus(window).toSeconds() + 1;
    Instant start = period.opens().plusSeconds(Math.floorMod(serial.number().longValue(), places));
    return new Suggestion(start, start.plus(window), RETRY_AFTER);
  }
}
