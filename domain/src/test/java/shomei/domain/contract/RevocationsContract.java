package shomei.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.contract.Given.MIDORI;
import static shomei.domain.contract.Given.NOW;
import static shomei.domain.contract.Given.dns;
import static shomei.domain.contract.Given.entry;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shomei.domain.account.Account;
import shomei.domain.certificate.Certificate;
import shomei.domain.certificate.RevocationReason;
import shomei.domain.history.Act;
import shomei.domain.journal.JournalLine;
import shomei.domain.journal.Revocations;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Serial;
import shomei.domain.order.Order;
import shomei.domain.order.Orders;
import shomei.domain.status.RevocationList;
import shomei.domain.status.Shard;
import shomei.domain.status.Statuses;

public abstract class RevocationsContract extends PortContract {
  private static final Shard SHARD = Shard.first(new IssuerId("midori-g1"));
  private static final Duration YEAR = Duration.ofDays(365);

  private final Random random = new Random(4);
  private Account account;

  @BeforeEach
  final void makeAccount() {
    account = given.account();
  }

  @Test
  void theDeploymentStaysWhatItIs() {
    assertThat(revocations().deployment()).isEqualTo(revocations().deployment());
  }

  @Test
  void whatCameAfterAPositionIsToldWithAllThatIsKnownOfIt() {
    Certificate before = issued();
    revoke(before, Optional.empty());
    Revocations.Position position = revocations().position();
    Certificate one = issued();
    Certificate other = issued();
    revoke(one, Optional.of(RevocationReason.KEY_COMPROMISE));
    revoke(other, Optional.of(RevocationReason.SUPERSEDED));
    Revocations.Came came = revocations().since(position);
    assertThat(came.revoked())
        .contains(
            line(one, Optional.of(RevocationReason.KEY_COMPROMISE), Optional.of(one.spkiDigest())),
            line(other, Optional.of(RevocationReason.SUPERSEDED), Optional.empty()));
    assertThat(revocations().since(came.next()).revoked())
        .extracting(JournalLine.Revoked::serial)
        .doesNotContain(before.serial());
  }

  @Test
  void aSupersededCertificateIsToldTooAndWhoeverCompletedKnows() {
    var seat = given.administrator("12345678901234");
    Revocations.Position position = revocations().position();
    Order.Processing first = given.begun(given.ready(account, Given.seat(seat)));
    Certificate old = given.certificate(first);
    assertThat(given.completed(first, old)).isEqualTo(Orders.Completed.RECORDED);
    ports
        .subscribers()
        .openRight(seat.id(), NOW, Optional.empty(), entry(Act.RIGHT_OPENED, "subscriber:x"));
    Order.Processing second = given.begun(given.ready(account, Given.seat(seat)));
    assertThat(given.completed(second, given.certificate(second)))
        .isEqualTo(Orders.Completed.SUPERSEDING);
    assertThat(serials(revocations().since(position))).containsExactly(old.serial());
  }

  @Test
  void whoGoesOnFromWhereItStoppedMissesNothingHoweverTransactionsOverlap()
      throws InterruptedException {
    List<Certificate> all = IntStream.range(0, 120).mapToObj(i -> issued()).toList();
    Revocations.Position start = revocations().position();
    var writing = new AtomicInteger(6);
    Set<Serial> told = new HashSet<>();
    Parallel.run(
        7,
        i -> {
          if (i == 6) {
            Revocations.Position position = start;
            boolean last = false;
            while (!last) {
              last = writing.get() == 0;
              Revocations.Came came = revocations().since(position);
              told.addAll(serials(came));
              position = came.next();
            }
          } else {
            all.subList(20 * i, 20 * i + 20).forEach(c -> revoke(c, Optional.empty()));
            writing.decrementAndGet();
          }
          return i;
        });
    assertThat(told).hasSize(all.size());
  }

  @Test
  void thePositionsOfOneLifeNameIt() {
    Revocations.Position position = revocations().position();
    assertThat(revocations().position().life()).isEqualTo(position.life());
    assertThat(revocations().since(position).next().life()).isEqualTo(position.life());
  }

  @Test
  void allAreToldButThoseThatEndedLongAgo() {
    Certificate plain = issued();
    Certificate compromised = issued();
    issued();
    revoke(plain, Optional.empty());
    revoke(compromised, Optional.of(RevocationReason.KEY_COMPROMISE));
    assertThat(all(NOW)).containsExactlyInAnyOrder(plain.serial(), compromised.serial());
    assertThat(all(plain.notAfter())).containsExactly(compromised.serial());
  }

  @Test
  void aRevocationThatWasForgottenIsMadeAgainAsItWas() {
    publish();
    Certificate certificate = issued();
    var line =
        line(
            certificate,
            Optional.of(RevocationReason.KEY_COMPROMISE),
            Optional.of(certificate.spkiDigest()));
    Instant later = NOW.plusSeconds(3600);
    assertThat(revocations().replay(List.of(line), later))
        .isEqualTo(new Revocations.Replayed(1, 0));
    assertThat(ports.certificates().find(certificate.serial()).orElseThrow().revocation())
        .contains(line.revocation());
    assertThat(due()).isTrue();
    assertThat(
            ports.history().on(MIDORI, "certificate:" + certificate.serial()).stream()
                .filter(e -> e.act() == Act.CERTIFICATE_REVOKED))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.at()).isEqualTo(later);
              assertThat(entry.actor().name()).isEqualTo("system");
              assertThat(entry.details())
                  .isEqualTo(Map.of("source", "journal", "reason", "KEY_COMPROMISE"));
            });
    assertThat(barred(certificate.spkiDigest())).isTrue();
    assertThat(revocations().replay(List.of(line), later))
        .isEqualTo(new Revocations.Replayed(0, 0));
  }

  @Test
  void whatIsRevokedAlreadyStaysAsItIs() {
    Certificate certificate = issued();
    revoke(certificate, Optional.of(RevocationReason.CESSATION_OF_OPERATION));
    var line = line(certificate, Optional.empty(), Optional.empty());
    assertThat(revocations().replay(List.of(line), NOW)).isEqualTo(new Revocations.Replayed(0, 0));
    assertThat(ports.certificates().find(certificate.serial()).orElseThrow().revocation())
        .contains(revocation(Optional.of(RevocationReason.CESSATION_OF_OPERATION)));
  }

  @Test
  void aLostCertificateIsRevokedForWhoeverAsks() {
    publish();
    Octets key = given.octets(32);
    Revocations.Position position = revocations().position();
    var lost = lost(Serial.draw(random), Optional.of(key));
    var other = lost(Serial.draw(random), Optional.empty());
    assertThat(revocations().replay(List.of(lost, other), NOW))
        .isEqualTo(new Revocations.Replayed(0, 2));
    assertThat(ports.statuses().of(SHARD.ca(), List.of(lost.serial())))
        .isEqualTo(Map.of(lost.serial(), Optional.of(lost.revocation())));
    assertThat(ports.statuses().of(new IssuerId("midori-g2"), List.of(lost.serial()))).isEmpty();
    assertThat(listed(NOW)).containsExactlyInAnyOrder(lost.serial(), other.serial());
    assertThat(listed(lost.notAfter())).isEmpty();
    assertThat(due()).isTrue();
    assertThat(barred(key)).isTrue();
    assertThat(given.entries(Act.CERTIFICATE_REVOKED, "certificate:" + lost.serial())).isOne();
    assertThat(all(NOW)).containsExactlyInAnyOrder(lost.serial(), other.serial());
    assertThat(revocations().since(position).revoked()).containsExactlyInAnyOrder(lost, other);
    assertThat(revocations().replay(List.of(lost, other), NOW))
        .isEqualTo(new Revocations.Replayed(0, 0));
  }

  @Test
  void aLostCertificateThatIsRecordedAfterAllComesRevoked() {
    Order.Processing begun = given.begun(given.ready(account, dns("late.example.net")));
    Serial serial = begun.intent().toBeSigned().serial();
    var lost = lost(serial, Optional.empty());
    revocations().replay(List.of(lost), NOW);
    assertThat(given.complete(begun, given.certificate(begun))).isTrue();
    assertThat(ports.certificates().find(serial).orElseThrow().revocation())
        .contains(lost.revocation());
    assertThat(listed(NOW)).containsExactly(serial);
    assertThat(ports.statuses().of(SHARD.ca(), List.of(serial)))
        .isEqualTo(Map.of(serial, Optional.of(lost.revocation())));
  }

  private Revocations revocations() {
    return ports.revocations();
  }

  private Certificate issued() {
    return given.issued(given.ready(account, dns("n" + given.id() + ".example.net")));
  }

  private static Certificate.Revocation revocation(Optional<RevocationReason> reason) {
    return new Certificate.Revocation(NOW, reason);
  }

  private void revoke(Certificate certificate, Optional<RevocationReason> reason) {
    boolean revoked =
        ports
            .certificates()
            .revoke(
                certificate.serial(),
                revocation(reason),
                entry(Act.CERTIFICATE_REVOKED, "certificate:" + certificate.serial()));
    assertThat(revoked).isTrue();
  }

  private static JournalLine.Revoked line(
      Certificate c, Optional<RevocationReason> reason, Optional<Octets> barred) {
    return new JournalLine.Revoked(
        c.serial(),
        new Shard(c.issuer(), c.shard()),
        c.institution(),
        c.notAfter(),
        revocation(reason),
        barred);
  }

  private static JournalLine.Revoked lost(Serial serial, Optional<Octets> barred) {
    return new JournalLine.Revoked(
        serial,
        SHARD,
        MIDORI,
        NOW.plus(YEAR),
        revocation(barred.map(key -> RevocationReason.KEY_COMPROMISE)),
        barred);
  }

  private static List<Serial> serials(Revocations.Came came) {
    return came.revoked().stream().map(JournalLine.Revoked::serial).toList();
  }

  private List<Serial> all(Instant endingAfter) {
    List<Serial> all = new ArrayList<>();
    revocations().all(endingAfter, line -> all.add(line.serial()));
    return all;
  }

  private List<Serial> listed(Instant endingAfter) {
    List<Statuses.Revoked> all = new ArrayList<>();
    ports.statuses().revoked(SHARD, endingAfter, all::add);
    return all.stream().map(Statuses.Revoked::serial).toList();
  }

  private void publish() {
    long number = ports.lists().begin(SHARD, NOW, Duration.ZERO).orElseThrow();
    var list = new RevocationList(SHARD, number, NOW, NOW.plusSeconds(1), given.octets(9));
    assertThat(ports.lists().publish(list)).isTrue();
    assertThat(due()).isFalse();
  }

  private boolean due() {
    return ports.lists().statuses().getFirst().due();
  }

  private boolean barred(Octets key) {
    Order.Processing order =
        given.processing(given.ready(account, dns("k" + given.id() + ".example.net")), key, NOW);
    return given.begin(order) == Orders.Begun.BARRED_KEY;
  }
}
