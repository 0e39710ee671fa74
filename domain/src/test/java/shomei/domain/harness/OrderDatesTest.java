package shomei.domain.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import shomei.domain.account.Account;
import shomei.domain.certificate.Certificate;
import shomei.domain.fixture.Examples;
import shomei.domain.fixture.Rules;
import shomei.domain.fixture.TestCa.Mood;
import shomei.domain.fixture.TestKeys;
import shomei.domain.fixture.TestRequests;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.Failure;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.order.Order;
import shomei.domain.order.OrderRequest;
import shomei.domain.partner.Partner;

/// What a new order accepts of dates is issued exactly so; all else is refused before anything is
/// proven. The clock stands at 2026-04-01T01:00:00Z, the profile `tls-server` lasts 90 days.
final class OrderDatesTest {
  private static final String NAME = "a.example.net";
  private static final Octets CSR = TestRequests.request(TestKeys.make(), "", NAME);
  private static final Instant CA_END = Instant.parse("2026-05-20T23:59:59Z");

  private CaHarness ca = dated(rules -> {});
  private Account account = partner();

  @ParameterizedTest
  @CsvSource({
    // what the server itself would choose, any other second, and one that is nearly over
    "'', 2026-06-30T23:59:59Z",
    "'', 2026-06-30T12:34:56Z",
    "'', 2026-04-01T01:00:01Z",
    "2026-04-01T00:00:00Z, 2026-04-03T00:00:00Z",
    "2026-04-15T10:00:00Z, 2026-07-14T23:59:59Z",
    "2026-05-01T01:00:00Z, ''",
    "2026-05-01T01:00:00Z, 2026-05-01T01:00:01Z",
  })
  void whatIsAcceptedIsIssuedExactlySo(String notBefore, String notAfter) {
    Order order = place(notBefore, notAfter);
    Certificate certificate = ca.certificate(ca.finish(account, order, CSR));
    assertThat(certificate.notBefore())
        .isEqualTo(time(notBefore).orElse(CaHarness.START.minus(Duration.ofHours(1))));
    assertThat(certificate.notAfter())
        .isEqualTo(time(notAfter).orElse(Instant.parse("2026-07-30T23:59:59Z")));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-04-01T00:00:00Z, 2026-04-03T00:00:00Z",
    "2026-04-15T10:00:00Z, 2026-07-14T23:59:59Z",
    "'', 2026-06-30T23:59:59Z",
  })
  void anHourBeforeTheOrderEndsItIsStillIssuedSo(String notBefore, String notAfter) {
    Order order = place(notBefore, notAfter);
    ca.advance(Duration.ofHours(23));
    Certificate certificate = ca.certificate(ca.finish(account, order, CSR));
    assertThat(certificate.notAfter()).isEqualTo(time(notAfter).orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({
    "'', 2026-07-01T00:00:00Z",
    "'', 2026-04-01T01:00:00Z",
    "'', 2026-03-31T23:59:59Z",
    "'', 9999-12-31T23:59:59Z",
    "'', +1000000000-12-31T23:59:59Z",
    "'', -1000000000-01-01T00:00:00Z",
    "'', 2026-04-10T00:00:00.5Z",
    "2026-04-02T00:00:00.001Z, ''",
    "2026-03-31T23:59:59Z, ''",
    // further ahead than thirty days
    "2026-05-01T01:00:01Z, ''",
    "9999-12-31T23:59:59Z, ''",
    "+1000000000-12-31T23:59:59Z, ''",
    "-1000000000-01-01T00:00:00Z, ''",
    "2026-04-10T00:00:00Z, 2026-04-10T00:00:00Z",
    "2026-04-10T00:00:00Z, 2026-04-09T00:00:00Z",
    "2026-04-10T00:00:00Z, 2026-07-10T00:00:00Z",
  })
  void whatCannotBeIssuedIsRefusedAtOnce(String notBefore, String notAfter) {
    isRefused(() -> place(notBefore, notAfter), Reason.MALFORMED);
  }

  @Test
  void aSubscribersCertificateEndsWithADayWhateverIsAskedFor() {
    var seat = ca.userOfNewCorporation(ca.kita, "12345678901234", "user1").name();
    Account holder = ca.account(ca.kita);
    isRefused(() -> seat(holder, seat, "2026-12-31T23:59:58Z"), Reason.MALFORMED);
    assertThat(seat(holder, seat, "2026-12-31T23:59:59Z")).isInstanceOf(Order.Pending.class);
  }

  @Test
  void anOrderIsOverWhenItsNotAfterIs() {
    Order order = place("", "2026-04-01T03:00:00Z");
    assertThat(order.terms().expires()).isEqualTo(Instant.parse("2026-04-01T03:00:00Z"));
    ca.clock.set(Instant.parse("2026-04-01T03:00:00Z"));
    assertThat(ca.now(order)).isInstanceOf(Order.Invalid.class);
  }

  @Test
  void nothingIsGrantedBeyondTheEndOfTheCa() {
    ca.ca.end(CA_END);
    isRefused(() -> place("", "2026-05-21T00:00:00Z"), Reason.MALFORMED)
        .hasMessageContaining("2026-05-20T23:59:59Z");
    assertThat(place("", "2026-05-20T23:59:59Z")).isInstanceOf(Order.Ready.class);
    ca.ca.end(Instant.parse("2026-04-20T23:59:59Z"));
    isRefused(() -> place("2026-04-21T00:00:00Z", ""), Reason.MALFORMED);
  }

  @Test
  void inTheLastDaysOfACaCertificatesEndWithIt() {
    ca.ca.end(CA_END);
    Certificate certificate = ca.certificate(ca.finish(account, place("", ""), CSR));
    assertThat(certificate.notAfter()).isEqualTo(CA_END);
  }

  @Test
  void theyEndWithADayAlsoWhereTheCaDoesNot() {
    ca.ca.end(Instant.parse("2026-05-20T11:22:33Z"));
    Certificate certificate = ca.certificate(ca.finish(account, place("", ""), CSR));
    assertThat(certificate.notAfter()).isEqualTo("2026-05-19T23:59:59Z");
  }

  @Test
  void whereThePolicyDoesNotLetThemOrdersAreRefusedAndSayWhy() {
    var dates = new Policy.Dates(Duration.ZERO, Duration.ofDays(30), false);
    ca = dated(rules -> rules.dates = dates);
    account = partner();
    ca.ca.end(CA_END);
    isRefused(() -> place("", ""), Reason.UNAVAILABLE).hasMessageContaining("its next CA");
    assertThat(place("", "2026-05-20T23:59:59Z")).isInstanceOf(Order.Ready.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-04-01T01:00:00Z", "2026-03-01T23:59:59Z"})
  void aCaThatHasEndedTakesNoOrders(Instant end) {
    ca.ca.end(end);
    isRefused(() -> place("", ""), Reason.UNAVAILABLE);
  }

  @Test
  void whatCanNoLongerBeIssuedMakesTheOrderInvalidAndSaysWhy() {
    Order order = place("", "2026-06-30T00:00:00Z");
    ca.ca.end(CA_END);
    isRefused(() -> ca.finish(account, order, CSR), Reason.MALFORMED);
    assertThat(ca.now(order))
        .isInstanceOfSatisfying(
            Order.Invalid.class, it -> assertThat(it.error().detail()).contains("2026-05-20"));
    isRefused(() -> ca.finish(account, order, CSR), Reason.ORDER_NOT_READY);
  }

  @Test
  void aCertificateThatOurOwnLintFindsFaultWithMakesTheOrderInvalid() {
    Order order = place("", "");
    ca.ca.mood(Mood.CANNOT_PREPARE);
    assertThatThrownBy(() -> ca.finish(account, order, CSR))
        .isInstanceOf(IllegalStateException.class);
    assertThat(ca.now(order))
        .isEqualTo(
            new Order.Invalid(
                order.terms(), new Failure(Reason.INTERNAL, "the certificate could not be made")));
  }

  private static CaHarness dated(Consumer<Rules> change) {
    return new CaHarness(
        Examples.biznet(
            rules -> {
              rules.datesAllowed = true;
              change.accept(rules);
            }));
  }

  private Account partner() {
    Partner partner =
        ca.use.putPartner.put(
            ca.kita,
            "partner",
            List.of(new Partner.Names("example.net", true, true)),
            Examples.COUNTER);
    var minted =
        ca.use.mint.forPartner(
            ca.kita, partner, Set.of(), false, Optional.empty(), Examples.COUNTER);
    String kid = minted.key().kid();
    return ca.account(ca.kita, CaHarness.bound(kid, ca.use.secrets.of(ca.kita.id(), kid)));
  }

  private Order place(String notBefore, String notAfter) {
    return place(account, "dns", NAME, "tls-server", time(notBefore), time(notAfter));
  }

  private Order seat(Account holder, SubscriberName name, String notAfter) {
    return place(
        holder, "subscriber", name.toString(), "subscriber", Optional.empty(), time(notAfter));
  }

  private Order place(
      Account by,
      String type,
      String value,
      String profile,
      Optional<Instant> notBefore,
      Optional<Instant> notAfter) {
    return ca.place(
        by,
        new OrderRequest(
            List.of(new OrderRequest.Wanted(type, value)),
            Optional.of(profile),
            notBefore,
            notAfter,
            Optional.empty()));
  }

  private static Optional<Instant> time(String text) {
    return Optional.of(text).filter(it -> !it.isEmpty()).map(Instant::parse);
  }

  private static AbstractThrowableAssert<?, ?> isRefused(Runnable act, Reason reason) {
    return assertThatThrownBy(act::run)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
  }
}
