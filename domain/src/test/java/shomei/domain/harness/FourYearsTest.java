package shomei.domain.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import shomei.domain.certificate.Certificate;
import shomei.domain.harness.CaHarness.Held;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.Failure;
import shomei.domain.kernel.Reason;
import shomei.domain.notice.NoticeSender.Outcome;
import shomei.domain.order.Order;

/// A clock walks through four years, a leap day among them, and looks three times a day: at the
/// beginning of the day in UTC and in Japan, and at the last second of it in UTC.
final class FourYearsTest {
  private static final long DAY = 86_400;

  private final CaHarness ca = new CaHarness();
  private final List<String> mails = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    // acquired, policy, the days on which its certificates end: each is renewed when that opens
    "2027-12-31, biznet, 2028-12-31 2029-12-01 2030-11-01 2031-10-02 2032-09-02",
    "2028-01-31, biznet, 2029-01-31 2030-01-01 2030-12-02 2031-11-02 2032-10-03",
    "2028-02-28, biznet, 2029-02-28 2030-01-29 2030-12-30 2031-11-30 2032-10-31",
    "2028-02-29, biznet, 2029-02-28 2030-01-29 2030-12-30 2031-11-30 2032-10-31",
    "2028-03-01, biznet, 2029-03-01 2030-01-30 2030-12-31 2031-12-01 2032-11-01",
    "2028-03-30, biznet, 2029-03-30 2030-02-28 2031-01-29 2031-12-30 2032-11-30",
    "2028-02-29, densai, 2029-02-28 2030-01-19 2030-12-10 2031-10-31 2032-09-21",
    "2028-04-10, densai, 2029-04-10 2030-03-01 2031-01-20 2031-12-11 2032-11-01",
  })
  void everyWindowAndNoticeComesOnItsDay(LocalDate acquired, String policy, String ends) {
    boolean biznet = policy.equals("biznet");
    int opensBefore = biznet ? 30 : 40;
    Institution institution = biznet ? ca.kita : ca.hokuyo;
    ca.inbox.answers(
        mail -> {
          mails.add(ca.clock.instant() + " " + mail.values().get("days"));
          return new Outcome.Sent();
        });
    ca.clock.set(acquired.atTime(3, 0).toInstant(ZoneOffset.UTC));
    Held held = ca.acquire(ca.userOfNewCorporation(institution, "0501D00601", "S"));
    String[] days = ends.split(" ");
    for (int i = 0; i < days.length; i++) {
      Instant end = Instant.parse(days[i] + "T23:59:59Z");
      Instant opens = Instant.ofEpochSecond(end.getEpochSecond() - opensBefore * DAY);
      assertThat(held.certificate().notAfter()).isEqualTo(end);
      walkUntil(opens.minusSeconds(1));
      assertThat(mails).isEmpty();
      assertThat(refusal(held).reason()).isEqualTo(Reason.RENEWAL_NOT_OPEN);
      ca.clock.set(opens);
      look();
      assertThat(mails).containsExactly(opens + " " + opensBefore);
      mails.clear();
      if (i < days.length - 1) {
        Held old = held;
        held = ca.renew(old, pin(old));
        assertThat(ca.now(old.certificate()).stateAt(opens)).isEqualTo(Certificate.State.ISSUED);
      }
    }
    theLastOneEndsUnrenewed(held, biznet);
  }

  private void theLastOneEndsUnrenewed(Held held, boolean biznet) {
    Instant end = held.certificate().notAfter();
    walkUntil(end);
    assertThat(held.certificate().stateAt(ca.clock.instant())).isEqualTo(Certificate.State.ISSUED);
    String tenDays = Instant.ofEpochSecond(end.getEpochSecond() - 10 * DAY) + " 10";
    String theDay = end.minus(Duration.ofHours(9)).plusSeconds(1) + " 0";
    assertThat(mails).isEqualTo(biznet ? List.of(tenDays) : List.of(tenDays, theDay));
    ca.clock.set(end.plusSeconds(1));
    look();
    assertThat(held.certificate().stateAt(ca.clock.instant())).isEqualTo(Certificate.State.EXPIRED);
    assertThat(refusal(held).reason()).isEqualTo(Reason.RENEWAL_CLOSED);
    ca.lookBack();
  }

  private void walkUntil(Instant end) {
    for (Instant next = next(); next.isBefore(end); next = next()) {
      ca.clock.set(next);
      look();
    }
    ca.clock.set(end);
    look();
  }

  /// 15:00:00, 23:59:59 or 00:00:00, whichever comes.
  private Instant next() {
    long now = ca.clock.instant().getEpochSecond();
    long intoDay = now % DAY;
    long next = intoDay < 15 * 3600 ? 15 * 3600 : intoDay < DAY - 1 ? DAY - 1 : DAY;
    return Instant.ofEpochSecond(now - intoDay + next);
  }

  private void look() {
    ca.use.decideNotices.decide(10);
    ca.use.deliverMail.deliver(10);
  }

  private Optional<String> pin(Held held) {
    return held.certificate().institution().equals(ca.hokuyo.id())
        ? Optional.of(CaHarness.PIN)
        : Optional.empty();
  }

  private Failure refusal(Held held) {
    Order order = ca.renewal(held.account(), held.certificate());
    return ca.possess(held.account(), order, held.certificate(), held.key(), pin(held))
        .error()
        .orElseThrow();
  }
}
