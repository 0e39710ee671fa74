package shomei.domain.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static shomei.domain.harness.CaHarness.PIN;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import shomei.domain.account.Account;
import shomei.domain.certificate.Certificate;
import shomei.domain.certificate.RevocationReason;
import shomei.domain.fixture.Crash;
import shomei.domain.fixture.TestCa.Mood;
import shomei.domain.fixture.TestKeys;
import shomei.domain.harness.CaHarness.Held;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.history.Origin;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.Serial;
import shomei.domain.order.Order;
import shomei.domain.revocation.BulkRevocation;
import shomei.domain.revocation.BulkRevocations;
import shomei.domain.revocation.RevokeInBulk;
import shomei.domain.revocation.RevokeInBulk.Step;

/// All certificates of an institution are revoked, whatever dies on the way.
final class BulkRevocationTest {
  private static final int CERTIFICATES = 5;
  private final CaHarness ca = new CaHarness();
  private final List<Certificate> issued = new ArrayList<>();
  private final Certificate elsewhere;

  BulkRevocationTest() {
    elsewhere = ca.acquire(ca.userOfNewCorporation(ca.hokuyo, "0501D00601", "S")).certificate();
  }

  @BeforeEach
  void issue() {
    ca.administrator(ca.kita, "12345678901234");
    for (int i = 0; i < CERTIFICATES; i++) {
      issued.add(ca.acquire(ca.user(ca.kita, "12345678901234", "user" + i)).certificate());
    }
  }

  /// The calls that write, in their turn: begin, three batches, one that finds nothing, end.
  @ParameterizedTest
  @CsvSource({
    "1,false", "1,true", "2,false", "2,true", "3,false", "3,true", "4,false", "4,true", "5,false",
    "5,true", "6,false", "6,true"
  })
  void whoeverDiesAtAnyCallAnotherGoesOn(int call, boolean after) {
    Dying port = new Dying(ca.ports.bulkRevocations(), call, after);
    RevokeInBulk dying = over(port);
    assertThatThrownBy(() -> ca.step(() -> all(dying))).isInstanceOf(Crash.class);
    boolean isOver = call == 6 && after;
    if (!isOver) {
      ca.step(() -> all(over(ca.ports.bulkRevocations())));
    }
    assertThat(issued).allMatch(one -> ca.now(one).revocation().isPresent());
    assertThat(ca.now(elsewhere)).isEqualTo(elsewhere);
    assertThat(ca.ports.bulkRevocations().of(ca.kita.id()))
        .singleElement()
        .satisfies(
            bulk -> {
              assertThat(bulk.total()).isEqualTo(CERTIFICATES);
              assertThat(bulk.done()).isEqualTo(CERTIFICATES);
              assertThat(bulk.ended()).isPresent();
            });
    assertThat(ca.ports.history().latest(ca.kita.id(), 1000))
        .extracting(Entry::act)
        .containsOnlyOnce(Act.BULK_REVOCATION_BEGUN, Act.BULK_REVOCATION_ENDED);
  }

  @Test
  void whatIsInIssuingDoesNotSlipPast() {
    var user = ca.user(ca.kita, "12345678901234", "late");
    Account account = ca.account(ca.kita);
    Order order = ca.order(account, user.name());
    ca.answerPin(account, order, PIN);
    ca.ca.mood(Mood.DIES_AFTER_SIGNING);
    assertThatThrownBy(() -> ca.finish(account, order, TestKeys.make())).isInstanceOf(Crash.class);
    ca.ca.mood(Mood.WELL);
    RevokeInBulk use = over(ca.ports.bulkRevocations());
    assertThat(ca.step(() -> all(use))).isEqualTo(Step.WAITS);
    Held fresh = ca.acquire(ca.userOfNewCorporation(ca.kita, "99999999999999", "fresh"));
    assertThat(ca.step(use::goOn)).isZero();
    ca.advance(Duration.ofMinutes(1));
    ca.step(() -> ca.use.resume.resume(Duration.ofSeconds(30)));
    assertThat(ca.certificate(order).revocation()).isEmpty();
    assertThat(ca.step(use::goOn)).isOne();
    assertThat(ca.certificate(order).revocation()).isPresent();
    assertThat(ca.now(fresh.certificate())).isEqualTo(fresh.certificate());
    assertThat(ca.step(use::goOn)).isZero();
  }

  @Test
  void aCaThatIsNotTheInstitutionsIsRefused() {
    RevokeInBulk use = over(ca.ports.bulkRevocations());
    assertThatThrownBy(() -> use.count(ca.kita, Optional.of(new IssuerId("hokuyo-g1"))))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.reason()).isEqualTo(Reason.NOT_FOUND));
  }

  private Step all(RevokeInBulk use) {
    BulkRevocation bulk =
        use.begin(
            ca.kita,
            Optional.empty(),
            Optional.of(RevocationReason.CESSATION_OF_OPERATION),
            Actor.operator("head", new Origin.Command("root")));
    Step step = use.step(bulk);
    while (step == Step.WENT_ON) {
      step = use.step(bulk);
    }
    return step;
  }

  private RevokeInBulk over(BulkRevocations port) {
    return new RevokeInBulk(port, ca.ports.issuers(), ca.clock, new Random(5), 2);
  }

  /// Dies at one of the calls that write, before or after it has written.
  private static final class Dying implements BulkRevocations {
    private final BulkRevocations port;
    private final int call;
    private final boolean after;
    private int calls;

    Dying(BulkRevocations port, int call, boolean after) {
      this.port = port;
      this.call = call;
      this.after = after;
    }

    private <T> T write(Supplier<T> act) {
      calls++;
      if (calls == call && !after) {
        throw new Crash("at call " + calls);
      }
      T done = act.get();
      if (calls == call) {
        throw new Crash("at call " + calls);
      }
      return done;
    }

    @Override
    public BulkRevocation begin(BulkRevocation wanted, Entry entry) {
      return write(() -> port.begin(wanted, entry));
    }

    @Override
    public List<Serial> revokeNext(BulkRevocation bulk, int limit, Instant now) {
      return write(() -> port.revokeNext(bulk, limit, now));
    }

    @Override
    public boolean end(BulkRevocation.Id id, Instant now, Entry entry) {
      return write(() -> port.end(id, now, entry));
    }

    @Override
    public long count(InstitutionId institution, Optional<IssuerId> issuer, Instant now) {
      return port.count(institution, issuer, now);
    }

    @Override
    public Optional<BulkRevocation> find(BulkRevocation.Id id) {
      return port.find(id);
    }

    @Override
    public List<BulkRevocation> underWay() {
      return port.underWay();
    }

    @Override
    public List<BulkRevocation> of(InstitutionId institution) {
      return port.of(institution);
    }
  }
}
