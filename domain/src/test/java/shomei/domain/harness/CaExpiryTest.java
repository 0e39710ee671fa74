package shomei.domain.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import shomei.domain.ca.CaExpiry;
import shomei.domain.fixture.Examples;

/// The clock stands at 2026-04-01T01:00:00Z; the longest profile lasts a year.
final class CaExpiryTest {
  private final CaHarness ca = new CaHarness();
  private final CaExpiry expiry =
      new CaExpiry(ca.ports.institutions(), Examples.policies(), ca.ca, ca.clock);

  @ParameterizedTest
  @CsvSource({
    "2036-03-31T23:59:59Z, false",
    "2027-06-30T23:59:59Z, false",
    "2027-06-29T23:59:59Z, true",
    "2026-05-01T00:00:00Z, true",
    "2026-01-01T00:00:00Z, true",
  })
  void theNextCaIsDueNinetyDaysBeforeCertificatesWouldOutliveTheLast(Instant end, boolean due) {
    ca.ca.end(end);
    assertThat(expiry.lifetimes())
        .containsExactlyInAnyOrder(
            new CaExpiry.Lifetime(ca.kita.id(), end, due),
            new CaExpiry.Lifetime(ca.hokuyo.id(), end, due));
  }

  @Test
  void anInstitutionWithoutACaHasNone() {
    ca.ca.none();
    assertThat(expiry.lifetimes()).isEmpty();
  }
}
