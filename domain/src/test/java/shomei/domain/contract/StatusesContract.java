package shomei.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.contract.Given.NOW;
import static shomei.domain.contract.Given.dns;
import static shomei.domain.contract.Given.entry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shomei.domain.account.Account;
import shomei.domain.certificate.Certificate;
import shomei.domain.certificate.RevocationReason;
import shomei.domain.history.Act;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Serial;
import shomei.domain.order.Order;
import shomei.domain.status.Shard;
import shomei.domain.status.Statuses;

public abstract class StatusesContract extends PortContract {
  private static final IssuerId CA = new IssuerId("midori-g1");
  private static final Serial NOBODYS = new Serial("7" + "f".repeat(31));

  private Account account;

  @BeforeEach
  final void makeAccount() {
    account = given.account();
  }

  @Test
  void statusIsToldOfWhatTheCaIssuedAlone() {
    Certificate good = issued("a.example.net", 0);
    Certificate revoked = issued("b.example.net", 0);
    var revocation = revoke(revoked, Optional.of(RevocationReason.KEY_COMPROMISE));
    List<Serial> asked = List.of(good.serial(), revoked.serial(), NOBODYS);
    assertThat(ports.statuses().of(CA, asked))
        .isEqualTo(
            Map.of(good.serial(), Optional.empty(), revoked.serial(), Optional.of(revocation)));
    assertThat(ports.statuses().of(new IssuerId("midori-g2"), asked)).isEmpty();
    assertThat(ports.statuses().of(CA, List.of())).isEmpty();
  }

  @Test
  void aCompleteCrlListsTheRevokedOfEveryShard() {
    Certificate first = issued("a.example.net", 0);
    Certificate second = issued("b.example.net", 1);
    issued("c.example.net", 1);
    var expected =
        List.of(
            new Statuses.Revoked(first.serial(), revoke(first, Optional.empty())),
            new Statuses.Revoked(second.serial(), revoke(second, Optional.empty())));
    List<Statuses.Revoked> listed = new ArrayList<>();
    ports.statuses().revoked(Shard.complete(CA), NOW, listed::add);
    assertThat(listed).containsExactlyInAnyOrderElementsOf(expected);
    listed.clear();
    ports.statuses().revoked(Shard.complete(new IssuerId("midori-g2")), NOW, listed::add);
    assertThat(listed).isEmpty();
  }

  @Test
  void theRevokedComeBySerialAndWithTheirReasons() {
    List<Statuses.Revoked> expected = new ArrayList<>();
    List<Optional<RevocationReason>> reasons =
        List.of(Optional.empty(), Optional.of(RevocationReason.SUPERSEDED), Optional.empty());
    for (int i = 0; i < reasons.size(); i++) {
      Certificate certificate = issued("n" + i + ".example.net", 0);
      expected.add(new Statuses.Revoked(certificate.serial(), revoke(certificate, reasons.get(i))));
    }
    issued("good.example.net", 0);
    expected.sort(Comparator.comparing(r -> r.serial().hex()));
    assertThat(revoked(0, NOW)).containsExactlyElementsOf(expected);
  }

  @Test
  void whatExpiredBeforeIsLeftOut() {
    Certificate certificate = issued("a.example.net", 0);
    revoke(certificate, Optional.empty());
    assertThat(revoked(0, certificate.notAfter().minusSeconds(1))).hasSize(1);
    assertThat(revoked(0, certificate.notAfter())).isEmpty();
  }

  @Test
  void aShardHoldsTheCertificatesThatPointToIt() {
    Certificate first = issued("a.example.net", 0);
    Certificate second = issued("b.example.net", 1);
    revoke(first, Optional.empty());
    revoke(second, Optional.empty());
    assertThat(second.shard()).isEqualTo(1);
    assertThat(ports.certificates().find(second.serial()).orElseThrow().shard()).isEqualTo(1);
    assertThat(revoked(0, NOW))
        .extracting(Statuses.Revoked::serial)
        .containsExactly(first.serial());
    assertThat(revoked(1, NOW))
        .extracting(Statuses.Revoked::serial)
        .containsExactly(second.serial());
    assertThat(ports.statuses().issued(new Shard(CA, 0))).isOne();
    assertThat(ports.statuses().issued(new Shard(CA, 1))).isOne();
    assertThat(ports.statuses().issued(new Shard(CA, 2))).isZero();
  }

  @Test
  void theShardOutlivesAProcessThatDiesWhileItSigns() {
    Order.Processing begun =
        given.processing(given.ready(account, dns("a.example.net")), 3, given.octets(32), NOW);
    given.begin(begun);
    var left = ports.orders().unfinished(NOW.plusSeconds(1), 10);
    assertThat(left).containsExactly(begun);
    assertThat(left.getFirst().intent().toBeSigned().shard()).isEqualTo(3);
  }

  private List<Statuses.Revoked> revoked(int shard, Instant endingAfter) {
    List<Statuses.Revoked> all = new ArrayList<>();
    ports.statuses().revoked(new Shard(CA, shard), endingAfter, all::add);
    return all;
  }

  private Certificate issued(String name, int shard) {
    Order.Processing processing =
        given.processing(given.ready(account, dns(name)), shard, given.octets(32), NOW);
    given.begin(processing);
    Certificate certificate = given.certificate(processing);
    assertThat(given.complete(processing, certificate)).isTrue();
    return certificate;
  }

  private Certificate.Revocation revoke(
      Certificate certificate, Optional<RevocationReason> reason) {
    var revocation = new Certificate.Revocation(NOW, reason);
    boolean revoked =
        ports
            .certificates()
            .revoke(
                certificate.serial(),
                revocation,
                entry(Act.CERTIFICATE_REVOKED, "certificate:" + certificate.serial()));
    assertThat(revoked).isTrue();
    return revocation;
  }
}
