package shomei.domain.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shomei.domain.certificate.Certificate;
import shomei.domain.fixture.Crash;
import shomei.domain.fixture.TestCa;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.issuance.AuditCertificates;
import shomei.domain.issuance.AuditCertificates.Acknowledged;
import shomei.domain.issuance.AuditCertificates.Report;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Serial;
import shomei.domain.order.Order;

/// What an audit finds.
final class AuditTest {
  private static final Serial NOBODYS = new Serial("7" + "f".repeat(31));

  private final CaHarness ca = new CaHarness();
  private Certificate certificate;

  @BeforeEach
  void issue() {
    certificate =
        ca.acquire(ca.userOfNewCorporation(ca.kita, "12345678901234", "user1")).certificate();
  }

  @Test
  void whatWasAcknowledgedAndIsKeptPasses() {
    Report report = audit(new Acknowledged(certificate.serial(), Optional.of(digest())));
    assertThat(report.passed()).isTrue();
    assertThat(report.acknowledged()).isOne();
  }

  @Test
  void whatIsNotKeptIsMissing() {
    Report report = audit(known(), new Acknowledged(NOBODYS, Optional.empty()));
    assertThat(report.missing()).containsExactly(NOBODYS);
    assertThat(report.passed()).isFalse();
  }

  @Test
  void aSerialNumberThatTwoClientsGotIsFound() {
    Report report = audit(known(), known());
    assertThat(report.twice()).containsExactly(certificate.serial());
    assertThat(report.passed()).isFalse();
  }

  @Test
  void anotherCertificateOfTheSameSerialNumberIsFound() {
    Octets other = digest().sha256();
    Report report = audit(new Acknowledged(certificate.serial(), Optional.of(other)));
    assertThat(report.other()).containsExactly(certificate.serial());
    assertThat(report.passed()).isFalse();
  }

  @Test
  void anIssueThatTheHistoryTellsTwiceIsFound() {
    ca.ports
        .history()
        .add(
            new Entry(
                ca.clock.instant(),
                certificate.institution(),
                Actor.system(),
                Act.CERTIFICATE_ISSUED,
                "certificate:" + certificate.serial(),
                Map.of()));
    assertThat(audit(known()).untold()).containsExactly(certificate.serial());
  }

  @Test
  void anOrderThatWasCutOffIsFoundOnceItIsTooLongAgo() {
    Order.Processing begun = begun();
    assertThat(audit(known()).passed()).isTrue();
    ca.advance(Duration.ofSeconds(6));
    Report report = audit(known());
    assertThat(report.unfinished()).containsExactly(begun.terms().id());
    assertThat(report.passed()).isFalse();
  }

  /// An order whose node died before it signed.
  private Order.Processing begun() {
    var seat = ca.userOfNewCorporation(ca.kita, "22345678901234", "user1");
    ca.ca.mood(TestCa.Mood.DIES_BEFORE_SIGNING);
    assertThatThrownBy(() -> ca.acquire(seat)).isInstanceOf(Crash.class);
    ca.ca.mood(TestCa.Mood.WELL);
    return ca.ports.orders().unfinished(ca.clock.instant().plusSeconds(1), 1).getFirst();
  }

  private Acknowledged known() {
    return new Acknowledged(certificate.serial(), Optional.empty());
  }

  private Octets digest() {
    return certificate.der().sha256();
  }

  private Report audit(Acknowledged... list) {
    return new AuditCertificates(ca.ports.certificates(), ca.ports.orders(), ca.clock)
        .audit(List.of(list).iterator());
  }
}
