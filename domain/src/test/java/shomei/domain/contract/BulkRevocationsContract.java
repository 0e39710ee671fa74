package shomei.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.contract.Given.AKEBONO;
import static shomei.domain.contract.Given.MIDORI;
import static shomei.domain.contract.Given.NOW;
import static shomei.domain.contract.Given.dns;
import static shomei.domain.contract.Given.entry;
import static shomei.domain.contract.Given.seat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shomei.domain.account.Account;
import shomei.domain.certificate.Certificate;
import shomei.domain.certificate.RevocationReason;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Serial;
import shomei.domain.order.Order;
import shomei.domain.order.Orders.Begun;
import shomei.domain.revocation.BulkRevocation;

public abstract class BulkRevocationsContract extends PortContract {
  private static final Optional<IssuerId> ALL = Optional.empty();
  private static final Optional<IssuerId> G1 = Optional.of(new IssuerId("midori-g1"));
  private Account account;

  @BeforeEach
  final void makeAccount() {
    account = given.account();
  }

  @Test
  void aBatchRevokesSoManyAndIsCounted() {
    List<Certificate> issued = issued(5);
    assertThat(ports.bulkRevocations().count(MIDORI, ALL, NOW)).isEqualTo(5);
    BulkRevocation bulk = begin(ALL, Optional.of(RevocationReason.CESSATION_OF_OPERATION));
    assertThat(bulk.total()).isEqualTo(5);
    assertThat(bulk.done()).isZero();
    assertThat(next(bulk, 2)).hasSize(2);
    assertThat(state(bulk).done()).isEqualTo(2);
    assertThat(next(bulk, 2)).hasSize(2);
    assertThat(next(bulk, 2)).hasSize(1);
    assertThat(next(bulk, 2)).isEmpty();
    assertThat(state(bulk).done()).isEqualTo(5);
    for (Certificate one : issued) {
      assertThat(now(one).revocation()).contains(new Certificate.Revocation(NOW, bulk.reason()));
      assertThat(ports.history().on(MIDORI, "certificate:" + one.serial()))
          .contains(
              new Entry(
                  NOW,
                  MIDORI,
                  Actor.of("operator:head", Map.of()),
                  Act.CERTIFICATE_REVOKED,
                  "certificate:" + one.serial(),
                  Map.of("reason", "CESSATION_OF_OPERATION")));
    }
    assertThat(end(bulk)).isTrue();
    assertThat(state(bulk).ended()).contains(NOW);
  }

  @Test
  void whatIsRevokedOrExpiredOrAnothersIsNotMeant() {
    Certificate revoked = issued(1).getFirst();
    ports
        .certificates()
        .revoke(
            revoked.serial(),
            new Certificate.Revocation(NOW.minusSeconds(9), Optional.empty()),
            entry(Act.CERTIFICATE_REVOKED, "certificate:" + revoked.serial()));
    Certificate good = issued(1).getFirst();
    assertThat(ports.bulkRevocations().count(MIDORI, ALL, NOW)).isOne();
    assertThat(ports.bulkRevocations().count(MIDORI, ALL, good.notAfter().plusSeconds(1))).isZero();
    assertThat(ports.bulkRevocations().count(AKEBONO, ALL, NOW)).isZero();
    assertThat(ports.bulkRevocations().count(MIDORI, G1, NOW)).isOne();
    Optional<IssuerId> other = Optional.of(new IssuerId("midori-g2"));
    assertThat(ports.bulkRevocations().count(MIDORI, other, NOW)).isZero();
    assertThat(next(begin(other, Optional.empty()), 9)).isEmpty();
    assertThat(next(begin(G1, Optional.empty()), 9)).containsExactly(good.serial());
    assertThat(now(revoked).revocation().orElseThrow().at()).isEqualTo(NOW.minusSeconds(9));
    assertThat(given.entries(Act.CERTIFICATE_REVOKED, "certificate:" + revoked.serial())).isOne();
  }

  @Test
  void whatWasInIssuingIsAwaitedAndRevokedWhenItComes() {
    Order.Processing begun = given.begun(given.ready(account, dns("late.example.net")));
    issued(1);
    BulkRevocation bulk = begin(G1, Optional.empty());
    assertThat(bulk.total()).isEqualTo(2);
    assertThat(next(bulk, 9)).hasSize(1);
    assertThat(next(bulk, 9)).isEmpty();
    assertThat(end(bulk)).as("one is awaited").isFalse();
    Certificate late = given.certificate(begun);
    given.complete(begun, late);
    assertThat(end(bulk)).as("one is left").isFalse();
    assertThat(next(bulk, 9)).containsExactly(late.serial());
    assertThat(end(bulk)).isTrue();
    assertThat(state(bulk).done()).isEqualTo(2);
  }

  @Test
  void whatIsBegunAfterwardsIsNotMeant() {
    Order.Ready ready = given.ready(account, dns("after.example.net"));
    BulkRevocation bulk = begin(ALL, Optional.empty());
    Certificate after = given.issued(ready);
    assertThat(next(bulk, 9)).isEmpty();
    assertThat(end(bulk)).isTrue();
    assertThat(now(after)).isEqualTo(after);
  }

  @Test
  void aRenewalInIssuingEndsWithTheCertificateThatItRenews() {
    var administrator = given.administrator("12345678901234");
    Certificate old = given.issued(given.ready(account, seat(administrator)));
    Order.Processing renewal = given.begun(given.renewal(account, old));
    BulkRevocation bulk = begin(ALL, Optional.empty());
    assertThat(next(bulk, 9)).containsExactly(old.serial());
    assertThat(given.complete(renewal, given.certificate(renewal))).isFalse();
    assertThat(end(bulk)).isTrue();
    assertThat(ports.certificates().current(MIDORI, administrator.name(), NOW)).isEmpty();
  }

  @Test
  void aCompromiseBarsTheKeys() {
    List<Certificate> issued = issued(2);
    next(begin(ALL, Optional.of(RevocationReason.KEY_COMPROMISE)), 9);
    for (Certificate one : issued) {
      Order.Ready ready = given.ready(account, dns("again.example.net"));
      assertThat(given.begin(given.processing(ready, one.spkiDigest(), NOW)))
          .isEqualTo(Begun.BARRED_KEY);
    }
  }

  @Test
  void theSameBeginsOnceAndAgainWhenItHasEnded() throws InterruptedException {
    issued(1);
    var begun = Parallel.run(6, i -> begin(ALL, Optional.empty()));
    assertThat(Set.copyOf(begun)).hasSize(1);
    BulkRevocation first = begun.getFirst();
    BulkRevocation ofG1 = begin(G1, Optional.empty());
    assertThat(ofG1.id()).isNotEqualTo(first.id());
    assertThat(ports.bulkRevocations().underWay())
        .extracting(BulkRevocation::id)
        .containsExactlyInAnyOrder(first.id(), ofG1.id());
    assertThat(given.entries(Act.BULK_REVOCATION_BEGUN, "bulk-revocation:x")).isEqualTo(2);
    next(first, 9);
    assertThat(end(first)).isTrue();
    assertThat(end(first)).as("ended before").isFalse();
    assertThat(given.entries(Act.BULK_REVOCATION_ENDED, "bulk-revocation:x")).isOne();
    assertThat(ports.bulkRevocations().underWay()).containsExactly(state(ofG1));
    BulkRevocation again = begin(ALL, Optional.empty());
    assertThat(again.id()).isNotEqualTo(first.id());
    assertThat(ports.bulkRevocations().of(MIDORI)).hasSize(3);
    assertThat(ports.bulkRevocations().of(AKEBONO)).isEmpty();
  }

  @Test
  void severalWorkersRevokeEachOnceAndLeaveNone() throws InterruptedException {
    List<Certificate> issued = issued(40);
    BulkRevocation bulk = begin(ALL, Optional.of(RevocationReason.SUPERSEDED));
    var revoked =
        Parallel.run(
            4,
            i -> {
              List<Serial> mine = new ArrayList<>();
              for (List<Serial> batch = next(bulk, 3); !batch.isEmpty(); batch = next(bulk, 3)) {
                mine.addAll(batch);
              }
              return mine;
            });
    Set<Serial> all = new HashSet<>();
    revoked.forEach(batch -> batch.forEach(one -> assertThat(all.add(one)).isTrue()));
    assertThat(all).hasSameSizeAs(issued);
    assertThat(state(bulk).done()).isEqualTo(40);
    assertThat(end(bulk)).isTrue();
    for (Certificate one : issued) {
      assertThat(given.entries(Act.CERTIFICATE_REVOKED, "certificate:" + one.serial())).isOne();
    }
  }

  private List<Certificate> issued(int count) {
    List<Certificate> issued = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      issued.add(given.issued(given.ready(account, dns("n" + i + ".example.net"))));
    }
    return issued;
  }

  private BulkRevocation begin(Optional<IssuerId> issuer, Optional<RevocationReason> reason) {
    return ports
        .bulkRevocations()
        .begin(
            new BulkRevocation(
                new BulkRevocation.Id(given.id()),
                MIDORI,
                issuer,
                reason,
                "head",
                NOW,
                0,
                0,
                Optional.empty()),
            entry(Act.BULK_REVOCATION_BEGUN, "bulk-revocation:x"));
  }

  private List<Serial> next(BulkRevocation bulk, int limit) {
    return ports.bulkRevocations().revokeNext(bulk, limit, NOW);
  }

  private boolean end(BulkRevocation bulk) {
    return ports
        .bulkRevocations()
        .end(bulk.id(), NOW, entry(Act.BULK_REVOCATION_ENDED, "bulk-revocation:x"));
  }

  private BulkRevocation state(BulkRevocation bulk) {
    return ports.bulkRevocations().find(bulk.id()).orElseThrow();
  }

  private Certificate now(Certificate certificate) {
    return ports.certificates().find(certificate.serial()).orElseThrow();
  }
}
