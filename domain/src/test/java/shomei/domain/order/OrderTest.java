package shomei.domain.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import shomei.domain.authorization.Authorization;
import shomei.domain.authorization.Authorization.Status;
import shomei.domain.authorization.Challenge;
import shomei.domain.ca.ToBeSigned;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.AuthorizationId;
import shomei.domain.kernel.DnsName;
import shomei.domain.kernel.Failure;
import shomei.domain.kernel.Identifier;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.OrderId;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Serial;

/// How an order's state follows from its progress, its authorizations and the time (RFC 8555
/// §7.1.6).
final class OrderTest {
  private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");
  private static final Identifier NAME = new Identifier.Dns(new DnsName("a.example.net", false));
  private static final Serial SERIAL = new Serial("4" + "0".repeat(31));
  private static final Failure GROUND = new Failure(Reason.CONNECTION, "nobody answers");
  private final Terms terms =
      new Terms(
          new OrderId(new UUID(0, 1)),
          new AccountId(new UUID(0, 2)),
          new InstitutionId("midori"),
          List.of(NAME),
          List.of(),
          "tls-server",
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          NOW,
          NOW.plusSeconds(60));

  @Test
  void anOrderIsReadyWhenEveryAuthorizationIsValid() {
    assertThat(open(NOW, Status.VALID, Status.VALID)).isEqualTo(new Order.Ready(terms));
    assertThat(open(NOW, Status.VALID, Status.PENDING)).isEqualTo(new Order.Pending(terms));
  }

  @Test
  void oneAuthorizationThatIsLostMakesItInvalid() {
    for (Status lost : List.of(Status.INVALID, Status.DEACTIVATED, Status.EXPIRED)) {
      assertThat(open(NOW, Status.PENDING, lost)).as("%s", lost).isInstanceOf(Order.Invalid.class);
      assertThat(open(NOW, lost, Status.VALID)).as("%s", lost).isInstanceOf(Order.Invalid.class);
    }
  }

  @Test
  void theGroundOfAFailedChallengeIsTheOrders() {
    Authorization failed =
        authorization(Status.PENDING).failed(Challenge.Kind.HTTP_01, NOW, GROUND);
    assertThat(Order.of(terms, new IssuanceState.Open(), List.of(failed), NOW))
        .isEqualTo(new Order.Invalid(terms, GROUND));
  }

  @Test
  void anOpenOrderExpires() {
    assertThat(open(NOW.plusSeconds(59), Status.VALID)).isInstanceOf(Order.Ready.class);
    assertThat(open(NOW.plusSeconds(60), Status.VALID)).isInstanceOf(Order.Invalid.class);
    assertThat(open(NOW.plusSeconds(60), Status.PENDING)).isInstanceOf(Order.Invalid.class);
  }

  @Test
  void whatHasBegunNoLongerDependsOnAuthorizationsAndTime() {
    Intent intent =
        new Intent(
            new ToBeSigned(new IssuerId("midori-g1"), SERIAL, Octets.of(new byte[1]), NOW, NOW),
            Octets.of(new byte[32]));
    Instant late = NOW.plusSeconds(600);
    assertThat(of(new IssuanceState.Begun(intent, NOW), late))
        .isEqualTo(new Order.Processing(terms, intent, NOW));
    assertThat(of(new IssuanceState.Issued(SERIAL), late))
        .isEqualTo(new Order.Valid(terms, SERIAL));
    assertThat(of(new IssuanceState.Failed(GROUND), late))
        .isEqualTo(new Order.Invalid(terms, GROUND));
    assertThat(new Order.Ready(terms).begin(intent, NOW).issued())
        .isEqualTo(new Order.Valid(terms, SERIAL));
  }

  private Order of(IssuanceState progress, Instant now) {
    return Order.of(terms, progress, List.of(authorization(Status.DEACTIVATED)), now);
  }

  private Order open(Instant now, Status... statuses) {
    return Order.of(
        terms,
        new IssuanceState.Open(),
        Arrays.stream(statuses).map(this::authorization).toList(),
        now);
  }

  private Authorization authorization(Status status) {
    return new Authorization(
        new AuthorizationId(new UUID(0, 3)),
        terms.account(),
        terms.institution(),
        NAME,
        Optional.empty(),
        status,
        NOW.plusSeconds(3600),
        List.of(new Challenge(Challenge.Kind.HTTP_01, "token", new Challenge.State.Pending())));
  }
}
