package shomei.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.contract.Given.AKEBONO;
import static shomei.domain.contract.Given.MIDORI;
import static shomei.domain.contract.Given.NOW;
import static shomei.domain.contract.Given.dns;
import static shomei.domain.contract.Given.entry;
import static shomei.domain.contract.Given.seat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shomei.domain.account.Account;
import shomei.domain.certificate.Certificate;
import shomei.domain.certificate.Certificates.Kept;
import shomei.domain.certificate.RevocationReason;
import shomei.domain.history.Act;
import shomei.domain.kernel.Serial;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.subscriber.Subscriber;

public abstract class CertificatesContract extends PortContract {
  private Account account;

  @BeforeEach
  final void makeAccount() {
    account = given.account();
  }

  @Test
  void aCertificateIsFoundAsItWasIssued() {
    Certificate certificate =
        given.issued(given.ready(account, dns("a.example.net"), dns("*.b.example.net")));
    assertThat(ports.certificates().find(certificate.serial())).contains(certificate);
    assertThat(ports.certificates().findByFingerprint(certificate.der().sha256()))
        .contains(certificate);
  }

  @Test
  void whatIsKeptIsToldWithItsEntries() {
    Certificate once = given.issued(given.ready(account, dns("a.example.net")));
    Certificate twice = given.issued(given.ready(account, dns("b.example.net")));
    ports.history().add(entry(Act.CERTIFICATE_ISSUED, "certificate:" + twice.serial()));
    ports.history().add(entry(Act.CERTIFICATE_REVOKED, "certificate:" + once.serial()));
    Serial nobodys = new Serial("7" + "f".repeat(31));
    assertThat(ports.certificates().kept(List.of(once.serial(), twice.serial(), nobodys)))
        .isEqualTo(
            Map.of(
                once.serial(), new Kept(once.der().sha256(), 1),
                twice.serial(), new Kept(twice.der().sha256(), 2)));
    assertThat(ports.certificates().kept(List.of())).isEmpty();
  }

  @Test
  void whatWasNeverIssuedIsNotFound() {
    var certificates = ports.certificates();
    assertThat(certificates.find(new Serial("7" + "f".repeat(31)))).isEmpty();
    assertThat(certificates.findByFingerprint(given.octets(32))).isEmpty();
    SubscriberName nobody = SubscriberName.administrator("nobody");
    assertThat(certificates.of(MIDORI, nobody)).isEmpty();
    assertThat(certificates.current(MIDORI, nobody, NOW)).isEmpty();
  }

  @Test
  void aSeatsCertificatesComeNewestFirst() {
    Subscriber seat = given.administrator("12345678901234");
    Certificate first = given.issued(given.ready(account, seat(seat)));
    Certificate second = given.issued(given.renewal(account, first));
    Subscriber user = given.user("12345678901234", "user1");
    given.issued(given.ready(account, seat(user)));
    assertThat(ports.certificates().of(MIDORI, seat.name()))
        .extracting(Certificate::serial)
        .containsExactly(second.serial(), first.serial());
    assertThat(ports.certificates().of(AKEBONO, seat.name())).isEmpty();
  }

  @Test
  void anInstitutionsCertificatesComeBySerialInPages() {
    List<Certificate> issued = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      issued.add(given.issued(given.ready(account, dns("n" + i + ".example.net"))));
    }
    issued.sort(Comparator.comparing(c -> c.serial().hex()));
    var certificates = ports.certificates();
    assertThat(certificates.of(MIDORI, Optional.empty(), 2))
        .containsExactly(issued.get(0), issued.get(1));
    assertThat(certificates.of(MIDORI, Optional.of(issued.get(1).serial()), 9))
        .containsExactly(issued.get(2), issued.get(3), issued.get(4));
    assertThat(certificates.of(AKEBONO, Optional.empty(), 9)).isEmpty();
  }

  @Test
  void theCurrentOneIsNeitherRevokedNorExpiredNorReplaced() {
    Subscriber seat = given.administrator("12345678901234");
    Certificate first = given.issued(given.ready(account, seat(seat)));
    var certificates = ports.certificates();
    assertThat(certificates.current(MIDORI, seat.name(), first.notAfter())).contains(first);
    assertThat(certificates.current(MIDORI, seat.name(), first.notAfter().plusSeconds(1)))
        .isEmpty();
    Certificate second = given.issued(given.renewal(account, first));
    assertThat(certificates.current(MIDORI, seat.name(), NOW)).contains(second);
    revoke(second, Optional.empty());
    assertThat(certificates.current(MIDORI, seat.name(), NOW)).isEmpty();
  }

  @Test
  void ofParallelRevocationsOneIsWritten() throws InterruptedException {
    Certificate certificate = given.issued(given.ready(account, dns("a.example.net")));
    List<RevocationReason> reasons = List.of(RevocationReason.values());
    var revoked =
        Parallel.run(reasons.size(), i -> revoke(certificate, Optional.of(reasons.get(i))));
    assertThat(revoked).containsOnlyOnce(true);
    assertThat(ports.certificates().find(certificate.serial()).orElseThrow().revocation())
        .contains(new Certificate.Revocation(NOW, Optional.of(reasons.get(revoked.indexOf(true)))));
    assertThat(given.entries(Act.CERTIFICATE_REVOKED, "certificate:" + certificate.serial()))
        .isOne();
  }

  @Test
  void aRevocationWithoutReasonStaysWithoutOne() {
    Certificate certificate = given.issued(given.ready(account, dns("a.example.net")));
    assertThat(revoke(certificate, Optional.empty())).isTrue();
    assertThat(ports.certificates().find(certificate.serial()).orElseThrow().revocation())
        .contains(new Certificate.Revocation(NOW, Optional.empty()));
  }

  private boolean revoke(Certificate certificate, Optional<RevocationReason> reason) {
    return ports
        .certificates()
        .revoke(
            certificate.serial(),
            new Certificate.Revocation(NOW, reason),
            entry(Act.CERTIFICATE_REVOKED, "certificate:" + certificate.serial()));
  }
}
