package shomei.domain.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import shomei.domain.calendar.NextBusinessNoon;
import shomei.domain.certificate.Certificate;
import shomei.domain.fixture.Examples;
import shomei.domain.fixture.Weekdays;
import shomei.domain.harness.CaHarness.Held;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.Serial;
import shomei.domain.notice.Notice;
import shomei.domain.notice.PlanNotices;
import shomei.domain.renewal.RenewalPeriod;

/// The arithmetic of dates at its edges.
final class DatesTest {
  private static final Serial SERIAL = new Serial("4" + "0".repeat(31));
  private final CaHarness ca = new CaHarness();

  @ParameterizedTest
  @CsvSource({
    // an ordinary day; the same day in UTC whatever the day is in Japan
    "2026-04-01T01:00:00Z, 2027-04-01T23:59:59Z",
    "2026-04-01T15:30:00Z, 2027-04-01T23:59:59Z",
    "2026-04-01T00:00:00Z, 2027-04-01T23:59:59Z",
    "2026-04-01T23:59:59Z, 2027-04-01T23:59:59Z",
    // leap days: a year from 29 February ends on the 28th, a year to a leap year's February does
    // not lose its last day
    "2028-02-29T12:00:00Z, 2029-02-28T23:59:59Z",
    "2027-02-28T12:00:00Z, 2028-02-28T23:59:59Z",
    "2027-03-01T00:00:00Z, 2028-03-01T23:59:59Z",
    // the year's end, which in Japan has passed already
    "2026-12-31T23:59:59Z, 2027-12-31T23:59:59Z",
    "2026-12-31T15:00:00Z, 2027-12-31T23:59:59Z",
  })
  void aCertificateEndsOnTheLastSecondOfAUtcDay(Instant acquired, Instant notAfter) {
    ca.clock.set(acquired);
    Held held = ca.acquire(ca.userOfNewCorporation(ca.kita, "12345678901234", "user1"));
    assertThat(held.certificate().notAfter()).isEqualTo(notAfter);
    assertThat(held.certificate().notBefore()).isEqualTo(acquired.minus(Duration.ofHours(1)));
  }

  @ParameterizedTest
  @CsvSource({
    "biznet, 2027-04-01T23:59:59Z, 2027-03-02T23:59:59Z",
    "biznet, 2028-03-15T23:59:59Z, 2028-02-14T23:59:59Z",
    "biznet, 2027-01-15T23:59:59Z, 2026-12-16T23:59:59Z",
    "densai, 2027-04-01T23:59:59Z, 2027-02-20T23:59:59Z",
    "densai, 2028-04-01T23:59:59Z, 2028-02-21T23:59:59Z",
    "densai, 2027-01-15T23:59:59Z, 2026-12-06T23:59:59Z",
  })
  void renewalOpensSoManyDaysBeforeExpiry(String policy, Instant notAfter, Instant opens) {
    ca.clock.set(notAfter.minus(Duration.ofDays(300)));
    Held held = ca.acquire(ca.userOfNewCorporation(ca.kita, "12345678901234", "user1"));
    var certificate =
        new Certificate(
            held.certificate().serial(),
            held.certificate().issuer(),
            held.certificate().shard(),
            held.certificate().institution(),
            held.certificate().account(),
            held.certificate().order(),
            held.certificate().identifiers(),
            held.certificate().profile(),
            held.certificate().der(),
            held.certificate().spkiDigest(),
            held.certificate().notBefore(),
            notAfter,
            Optional.empty(),
            Optional.empty());
    assertThat(
            RenewalPeriod.of(
                Examples.policies().of(Examples.institution("bank", policy)), certificate))
        .isEqualTo(new RenewalPeriod(opens, notAfter));
  }

  @ParameterizedTest
  @CsvSource({
    // 08:59:59 of the day in Japan: that day begins at 15:00 UTC of the day before there
    "2027-04-01T23:59:59Z, 2027-04-01T15:00:00Z",
    "2026-12-31T23:59:59Z, 2026-12-31T15:00:00Z",
    "2028-02-29T23:59:59Z, 2028-02-29T15:00:00Z",
    // a certificate that ends before 15:00 UTC ends on that very day in Japan
    "2027-04-01T14:59:59Z, 2027-03-31T15:00:00Z",
    "2027-04-01T15:00:00Z, 2027-04-01T15:00:00Z",
  })
  void theNoticeOfTheDayIsDueWhenTheDayBeginsInJapan(Instant notAfter, Instant due) {
    assertThat(PlanNotices.plan(Examples.densai(), SERIAL, notAfter, Instant.EPOCH))
        .contains(new Notice(SERIAL, 0, due));
  }

  @Test
  void noticesAreDueWholeDaysBeforeExpiryAcrossALeapDay() {
    assertThat(
            PlanNotices.plan(
                Examples.densai(), SERIAL, Instant.parse("2028-03-10T23:59:59Z"), Instant.EPOCH))
        .extracting(Notice::due)
        .containsExactly(
            Instant.parse("2028-01-30T23:59:59Z"),
            Instant.parse("2028-02-29T23:59:59Z"),
            Instant.parse("2028-03-10T15:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource({
    // Tuesday to Wednesday
    "2026-11-17T01:00:00Z, 2026-11-18T03:00:00Z",
    // one second before and at midnight in Japan
    "2026-11-17T14:59:59Z, 2026-11-18T03:00:00Z",
    "2026-11-17T15:00:00Z, 2026-11-19T03:00:00Z",
    // also before noon it is the next day's
    "2026-11-16T15:00:00Z, 2026-11-18T03:00:00Z",
    // Friday to Tuesday: Monday 23 November is a holiday
    "2026-11-20T06:00:00Z, 2026-11-24T03:00:00Z",
    // Saturday and Sunday
    "2026-11-14T06:00:00Z, 2026-11-16T03:00:00Z",
    "2026-11-15T06:00:00Z, 2026-11-16T03:00:00Z",
    // from the year's last business day past the banks' holidays
    "2026-12-30T06:00:00Z, 2027-01-04T03:00:00Z",
    // over a leap day, a Tuesday
    "2028-02-28T06:00:00Z, 2028-02-29T03:00:00Z",
    "2028-02-29T06:00:00Z, 2028-03-01T03:00:00Z",
  })
  void theCountersActsTakeEffectAtNoonOfTheNextBusinessDay(Instant received, Instant noon) {
    Set<LocalDate> holidays =
        Set.of(
            LocalDate.of(2026, 11, 23),
            LocalDate.of(2026, 12, 31),
            LocalDate.of(2027, 1, 1),
            LocalDate.of(2027, 1, 2),
            LocalDate.of(2027, 1, 3));
    assertThat(new NextBusinessNoon(new Weekdays(holidays)).after(received)).isEqualTo(noon);
  }

  @Test
  void adviceToRenewLiesInTheEarlierTwoThirdsOfThePeriodAndIsSpread() {
    Set<Instant> starts = new HashSet<>();
    ca.administrator(ca.kita, "12345678901234");
    for (int i = 0; i < 50; i++) {
      Held held = ca.acquire(ca.user(ca.kita, "12345678901234", "user" + i));
      var certificate = held.certificate();
      Instant opens = certificate.notAfter().minus(Duration.ofDays(30));
      var advice =
          ca.use.suggest.suggest(
              ca.kita, ca.ca.keyId(certificate.issuer()), certificate.serial().number());
      assertThat(advice.start()).isBetween(opens, opens.plus(Duration.ofDays(19)));
      assertThat(advice.end()).isEqualTo(advice.start().plus(Duration.ofDays(1)));
      assertThat(advice.retryAfter()).isEqualTo(Duration.ofHours(6));
      assertThat(
              ca.use.suggest.suggest(
                  ca.kita, ca.ca.keyId(certificate.issuer()), certificate.serial().number()))
          .isEqualTo(advice);
      starts.add(advice.start());
    }
    assertThat(starts).hasSizeGreaterThan(45);
    List<Long> days = starts.stream().map(s -> s.getEpochSecond() / 86_400).distinct().toList();
    assertThat(days).hasSizeGreaterThan(10);
  }

  @Test
  void adviceOnARevokedCertificateLiesInThePast() {
    Held held = ca.acquire(ca.userOfNewCorporation(ca.kita, "12345678901234", "user1"));
    ca.step(
        () ->
            ca.use.revoke.byOperator(
                held.certificate().serial(), Optional.empty(), Examples.COUNTER));
    var advice =
        ca.use.suggest.suggest(
            ca.kita,
            ca.ca.keyId(held.certificate().issuer()),
            held.certificate().serial().number());
    assertThat(advice.start()).isBefore(advice.end());
    assertThat(advice.end()).isBefore(ca.clock.instant());
  }

  @Test
  void thereIsNoAdviceOnACertificateThatIsNotTheInstitutions() {
    Held held = ca.acquire(ca.userOfNewCorporation(ca.kita, "12345678901234", "user1"));
    var keyId = ca.ca.keyId(held.certificate().issuer());
    var number = held.certificate().serial().number();
    var asked =
        List.<Runnable>of(
            () -> ca.use.suggest.suggest(ca.hokuyo, keyId, number),
            () -> ca.use.suggest.suggest(ca.kita, Octets.of(new byte[20]), number),
            () -> ca.use.suggest.suggest(ca.kita, keyId, number.negate()),
            () -> ca.use.suggest.suggest(ca.kita, keyId, number.add(BigInteger.ONE)),
            () -> ca.use.suggest.suggest(ca.kita, keyId, number.shiftLeft(64)),
            () -> ca.use.suggest.suggest(ca.kita, keyId, BigInteger.ZERO));
    for (Runnable question : asked) {
      Assertions.assertThatThrownBy(question::run)
          .isInstanceOfSatisfying(
              Refusal.class, r -> assertThat(r.reason()).isEqualTo(Reason.NOT_FOUND));
    }
  }
}
