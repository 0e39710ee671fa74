package shomei.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.contract.Given.AKEBONO;
import static shomei.domain.contract.Given.MIDORI;
import static shomei.domain.contract.Given.NOW;
import static shomei.domain.contract.Given.dns;
import static shomei.domain.contract.Given.entry;
import static shomei.domain.contract.Given.seat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import shomei.domain.certificate.Certificate;
import shomei.domain.history.Act;
import shomei.domain.kernel.Octets;
import shomei.domain.session.Session;
import shomei.domain.session.Sessions;
import shomei.domain.subscriber.Subscriber;

public abstract class SessionsContract extends PortContract {
  private static final String HOST = "k7q2.login.example";
  private static final Instant LATER = NOW.plus(Duration.ofMinutes(1));

  @Test
  void aCertificateIsFoundWithTheSeatThatHoldsIt() {
    Subscriber administrator = given.administrator("10000000000001");
    Certificate certificate = given.issued(given.ready(given.account(), seat(administrator)));
    Sessions.Holder holder = ports.sessions().holder(sha256(certificate)).orElseThrow();
    assertThat(holder.certificate()).isEqualTo(certificate);
    assertThat(holder.seat().id()).isEqualTo(administrator.id());
    assertThat(ports.sessions().holder(given.octets(32))).isEmpty();
  }

  @Test
  void aPartnersCertificateIsNoSeats() {
    Certificate certificate = given.issued(given.ready(given.account(), dns("a.example.net")));
    assertThat(ports.sessions().holder(sha256(certificate))).isEmpty();
  }

  @Test
  void aSessionIsReadWithItsSeatAndCertificateAsTheyAreNow() {
    Session session = begin(session());
    assertThat(look(session).session()).isEqualTo(session);
    assertThat(look(session).acquired()).isFalse();
    ports
        .subscribers()
        .suspend(
            look(session).seat().id(),
            Optional.empty(),
            true,
            entry(Act.SUBSCRIBER_SUSPENDED, "subscriber:x"));
    Sessions.Looked looked = look(session);
    assertThat(looked.seat().suspended()).isTrue();
    assertThat(looked.seat().revision()).isEqualTo(session.revision() + 1);
    Certificate certificate = looked.certificate().orElseThrow();
    assertThat(sha256(certificate)).isEqualTo(session.binding().certificate().orElseThrow());
    ports
        .certificates()
        .revoke(
            certificate.serial(),
            new Certificate.Revocation(NOW, Optional.empty()),
            entry(Act.CERTIFICATE_REVOKED, "certificate:" + certificate.serial()));
    assertThat(look(session).certificate().orElseThrow().revocation()).isPresent();
  }

  @Test
  void oneWithoutACertificateIsReadWithoutOne() {
    Subscriber administrator = given.administrator("10000000000001");
    Session session = begin(of(administrator, new Session.Binding(MIDORI, Optional.empty(), HOST)));
    assertThat(look(session))
        .isEqualTo(new Sessions.Looked(session, administrator, Optional.empty(), false));
    given.issued(given.ready(given.account(), seat(administrator)));
    assertThat(look(session).acquired()).isTrue();
    assertThat(look(session).certificate()).isEmpty();
  }

  @Test
  void useIsNotedButOnlyWhereItIsBoundSoAndItsTimeIsNotUp() {
    Session session = begin(session());
    Octets other = given.octets(32);
    Session.Binding own = session.binding();
    for (Session.Binding wrong :
        List.of(
            new Session.Binding(AKEBONO, own.certificate(), HOST),
            new Session.Binding(MIDORI, Optional.of(other), HOST),
            new Session.Binding(MIDORI, Optional.empty(), HOST),
            new Session.Binding(MIDORI, own.certificate(), "other.login.example"))) {
      assertThat(ports.sessions().look(session.id(), wrong, LATER).orElseThrow().session())
          .isEqualTo(session);
    }
    assertThat(look(session).session().seen()).as("what strangers did").isEqualTo(NOW);
    ports.sessions().look(session.id(), own, LATER);
    assertThat(look(session).session().seen()).isEqualTo(LATER);

    Instant late = LATER.plus(Session.IDLE).plusSeconds(1);
    ports.sessions().look(session.id(), own, late);
    assertThat(ports.sessions().look(session.id(), own, late).orElseThrow().session().seen())
        .isEqualTo(LATER);
  }

  @Test
  void aSessionBeginsOnceAndEndsOnce() {
    Session session = begin(session());
    assertThat(ports.sessions().begin(session, entry(Act.LOGGED_IN, "subscriber:a"))).isFalse();
    assertThat(end(session)).isTrue();
    assertThat(end(session)).isFalse();
    assertThat(ports.sessions().look(session.id(), session.binding(), NOW)).isEmpty();
    assertThat(given.entries(Act.LOGGED_IN, "subscriber:a")).isOne();
    assertThat(given.entries(Act.SESSION_ENDED, "subscriber:a")).isOne();
  }

  @Test
  void thoseWhoseTimeIsUpAreForgotten() {
    Session session = begin(session());
    assertThat(ports.sessions().forget(NOW.plus(Session.IDLE))).isZero();
    Instant late = NOW.plus(Session.IDLE);
    ports.sessions().look(session.id(), session.binding(), late);
    assertThat(ports.sessions().forget(late.plus(Session.IDLE))).isZero();
    assertThat(ports.sessions().forget(late.plus(Session.IDLE).plusSeconds(1))).isOne();
    assertThat(ports.sessions().look(session.id(), session.binding(), NOW)).isEmpty();
  }

  @Test
  void theLatestActsOnASubjectComeNewestFirst() {
    Session session = begin(session());
    end(session);
    begin(session);
    assertThat(ports.history().latest(MIDORI, "subscriber:a", Set.of(Act.LOGGED_IN), 3))
        .hasSize(2)
        .allMatch(entry -> entry.act() == Act.LOGGED_IN);
    assertThat(
            ports
                .history()
                .latest(MIDORI, "subscriber:a", Set.of(Act.LOGGED_IN, Act.SESSION_ENDED), 2))
        .extracting(e -> e.act())
        .containsExactly(Act.LOGGED_IN, Act.SESSION_ENDED);
    assertThat(ports.history().latest(AKEBONO, "subscriber:a", Set.of(Act.LOGGED_IN), 3)).isEmpty();
  }

  private Session session() {
    Subscriber administrator = given.administrator("10000000000001");
    Certificate certificate = given.issued(given.ready(given.account(), seat(administrator)));
    return of(
        ports.subscribers().find(administrator.id()).orElseThrow(),
        new Session.Binding(MIDORI, Optional.of(sha256(certificate)), HOST));
  }

  private Session of(Subscriber seat, Session.Binding binding) {
    return new Session(given.octets(32), binding, seat.name(), seat.revision(), false, NOW, NOW);
  }

  private Session begin(Session session) {
    assertThat(ports.sessions().begin(session, entry(Act.LOGGED_IN, "subscriber:a"))).isTrue();
    return session;
  }

  private boolean end(Session session) {
    return ports.sessions().end(session.id(), entry(Act.SESSION_ENDED, "subscriber:a"));
  }

  /// Without using it.
  private Sessions.Looked look(Session session) {
    var nobodys = new Session.Binding(AKEBONO, Optional.empty(), "");
    return ports.sessions().look(session.id(), nobodys, NOW).orElseThrow();
  }

  private static Octets sha256(Certificate certificate) {
    return certificate.der().sha256();
  }
}
