package shomei.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.contract.Given.AKEBONO;
import static shomei.domain.contract.Given.MIDORI;
import static shomei.domain.contract.Given.NOW;
import static shomei.domain.contract.Given.dns;
import static shomei.domain.contract.Given.entry;
import static shomei.domain.contract.Given.seat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import shomei.domain.certificate.Certificate;
import shomei.domain.certificate.RevocationReason;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Origin;
import shomei.domain.kernel.Identifier;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Serial;
import shomei.domain.loginserver.LoginServer;
import shomei.domain.loginserver.LoginServers.Asked;
import shomei.domain.loginserver.LoginServers.Seen;
import shomei.domain.loginserver.LoginServers.Which;
import shomei.domain.subscriber.Subscriber;
import shomei.domain.subscriber.SuspendSubscriber;

public abstract class LoginServersContract extends PortContract {
  private static final String SUBJECT = "login-server:web";
  private static final Seen STRANGER = new Seen(Optional.empty(), false, Optional.empty());
  private static final Serial NOBODYS = new Serial("7" + "f".repeat(31));

  @Test
  void aServerIsKnownByItsCertificateAtItsInstitutionAlone() {
    LoginServer web = add(server(MIDORI, "web"));
    LoginServer spare = add(server(MIDORI, "spare"));
    LoginServer theirs = add(server(AKEBONO, "web"));
    assertThat(ports.loginServers().of(MIDORI)).containsExactly(spare, web);
    assertThat(ports.loginServers().of(AKEBONO)).containsExactly(theirs);
    assertThat(look(MIDORI, web.certificate(), new Which.OfSerial(NOBODYS)))
        .isEqualTo(new Seen(Optional.of(web), false, Optional.empty()));
    assertThat(look(AKEBONO, web.certificate(), new Which.OfSerial(NOBODYS))).isEqualTo(STRANGER);
    assertThat(look(MIDORI, given.octets(300), new Which.OfSerial(NOBODYS))).isEqualTo(STRANGER);
    assertThat(given.entries(Act.LOGIN_SERVER_ADDED, SUBJECT)).isEqualTo(3);
  }

  @Test
  void neitherANameNorACertificateIsRegisteredTwice() {
    LoginServer web = add(server(MIDORI, "web"));
    LoginServer sameName = server(MIDORI, "web");
    LoginServer sameCertificate = with(web, "other");
    for (LoginServer second : List.of(sameName, sameCertificate)) {
      assertThat(ports.loginServers().add(second, entry(Act.LOGIN_SERVER_ADDED, SUBJECT)))
          .isFalse();
    }
    assertThat(ports.loginServers().of(MIDORI)).containsExactly(web);
    assertThat(given.entries(Act.LOGIN_SERVER_ADDED, SUBJECT)).isOne();
  }

  @Test
  void whatWasRemovedIsUnknownAndMayComeBack() {
    LoginServer web = add(server(MIDORI, "web"));
    assertThat(remove("web")).isTrue();
    assertThat(remove("web")).isFalse();
    assertThat(look(MIDORI, web.certificate(), new Which.OfSerial(NOBODYS))).isEqualTo(STRANGER);
    assertThat(ports.loginServers().of(MIDORI)).isEmpty();
    assertThat(given.entries(Act.LOGIN_SERVER_REMOVED, SUBJECT)).isOne();
    add(web);
    assertThat(look(MIDORI, web.certificate(), new Which.OfSerial(NOBODYS)).caller()).contains(web);
  }

  @Test
  void aCertificateIsFoundBySerialAndByFingerprint() {
    LoginServer web = add(server(MIDORI, "web"));
    Certificate certificate = issued(dns("a.example.net"));
    Optional<Asked> expected = Optional.of(new Asked(certificate, false, Optional.empty()));
    assertThat(look(MIDORI, web.certificate(), new Which.OfSerial(certificate.serial())).asked())
        .isEqualTo(expected);
    var fingerprint = new Which.OfFingerprint(certificate.der().sha256());
    assertThat(look(MIDORI, web.certificate(), fingerprint).asked()).isEqualTo(expected);
    assertThat(look(MIDORI, web.certificate(), new Which.OfFingerprint(given.octets(32))).asked())
        .isEmpty();
  }

  @Test
  void anotherInstitutionsCertificateIsAsUnknownAsNone() {
    LoginServer theirs = add(server(AKEBONO, "web"));
    Certificate certificate = issued(dns("a.example.net"));
    for (Which which :
        List.of(
            new Which.OfSerial(certificate.serial()),
            new Which.OfFingerprint(certificate.der().sha256()))) {
      assertThat(look(AKEBONO, theirs.certificate(), which))
          .isEqualTo(new Seen(Optional.of(theirs), false, Optional.empty()));
      assertThat(look(MIDORI, theirs.certificate(), which)).isEqualTo(STRANGER);
    }
  }

  @Test
  void suspensionSuccessorAndRevocationAreSeenAtOnce() {
    LoginServer web = add(server(MIDORI, "web"));
    var suspension = new SuspendSubscriber(ports.subscribers(), InstantSource.fixed(NOW));
    Subscriber administrator = given.administrator("10000000000001");
    Certificate first = issued(seat(administrator));
    Which which = new Which.OfSerial(first.serial());
    assertThat(look(MIDORI, web.certificate(), which).asked())
        .contains(new Asked(first, false, Optional.empty()));

    suspension.suspend(
        MIDORI, administrator.name(), Actor.operator("tanaka", new Origin.Command("root")));
    assertThat(look(MIDORI, web.certificate(), which).asked())
        .contains(new Asked(first, true, Optional.empty()));
    suspension.unsuspend(
        MIDORI, administrator.name(), Actor.operator("tanaka", new Origin.Command("root")));

    Certificate second = given.issued(given.renewal(given.account(), first));
    Asked superseded = look(MIDORI, web.certificate(), which).asked().orElseThrow();
    assertThat(superseded.successor()).contains(second.serial());
    assertThat(superseded.certificate().replacedBy()).contains(second.order());

    revoke(second);
    assertThat(
            look(MIDORI, web.certificate(), new Which.OfSerial(second.serial()))
                .asked()
                .orElseThrow()
                .certificate()
                .revocation())
        .contains(new Certificate.Revocation(NOW, Optional.of(RevocationReason.SUPERSEDED)));
  }

  @Test
  void aCallerWhoseCertificateIsOursIsSeenRevoked() {
    Certificate own = issued(dns("login.example.net"));
    LoginServer web =
        add(new LoginServer(MIDORI, "web", own.der(), own.notBefore(), own.notAfter(), NOW));
    Which which = new Which.OfSerial(NOBODYS);
    assertThat(look(MIDORI, own.der(), which))
        .isEqualTo(new Seen(Optional.of(web), false, Optional.empty()));
    revoke(own);
    assertThat(look(MIDORI, own.der(), which))
        .isEqualTo(new Seen(Optional.of(web), true, Optional.empty()));
  }

  private Seen look(InstitutionId institution, Octets certificate, Which which) {
    return ports.loginServers().look(institution, certificate.sha256(), which);
  }

  private LoginServer server(InstitutionId institution, String name) {
    return new LoginServer(
        institution, name, given.octets(300), NOW, NOW.plus(Duration.ofDays(365)), NOW);
  }

  private static LoginServer with(LoginServer server, String name) {
    return new LoginServer(
        server.institution(),
        name,
        server.certificate(),
        server.notBefore(),
        server.notAfter(),
        server.added());
  }

  private LoginServer add(LoginServer server) {
    assertThat(ports.loginServers().add(server, entry(Act.LOGIN_SERVER_ADDED, SUBJECT))).isTrue();
    return server;
  }

  private boolean remove(String name) {
    return ports.loginServers().remove(MIDORI, name, entry(Act.LOGIN_SERVER_REMOVED, SUBJECT));
  }

  private Certificate issued(Identifier identifier) {
    return given.issued(given.ready(given.account(), identifier));
  }

  private void revoke(Certificate certificate) {
    var revocation = new Certificate.Revocation(NOW, Optional.of(RevocationReason.SUPERSEDED));
    assertThat(
            ports
                .certificates()
                .revoke(
                    certificate.serial(),
                    revocation,
                    entry(Act.CERTIFICATE_REVOKED, "certificate:" + certificate.serial())))
        .isTrue();
  }
}
