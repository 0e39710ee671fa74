package shomei.domain.harness;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import shomei.domain.administration.AdministerUsers;
import shomei.domain.administration.UserAct;
import shomei.domain.certificate.Certificate;
import shomei.domain.credential.Pin;
import shomei.domain.fixture.Examples;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.session.ContinueSession;
import shomei.domain.session.Session;
import shomei.domain.subscriber.Registration;
import shomei.domain.subscriber.Subscriber;

/// People who are logged in, and what they send.
final class AtPages {
  static final Registration TARO =
      new Registration("緑　太郎", "ﾐﾄﾞﾘ ﾀﾛｳ", "taro@example.jp", Subscriber.Language.JA);

  private final CaHarness ca;
  private final AtomicInteger forms = new AtomicInteger();

  AtPages(CaHarness ca) {
    this.ca = ca;
  }

  /// Drawn for a page.
  Octets form() {
    return Octets.of(ByteBuffer.allocate(16).putInt(forms.incrementAndGet()).array());
  }

  ContinueSession.Outcome.Good session(CaHarness.Held held) {
    Certificate certificate = held.certificate();
    return session(
        certificate.institution().equals(ca.kita.id()) ? ca.kita : ca.hokuyo,
        certificate.seat().orElseThrow(),
        Optional.of(certificate));
  }

  /// @param certificate that opened it
  ContinueSession.Outcome.Good session(
      Institution institution, SubscriberName name, Optional<Certificate> certificate) {
    Subscriber seat = ca.ports.subscribers().find(institution.id(), name).orElseThrow();
    var binding =
        new Session.Binding(
            institution.id(), certificate.map(one -> one.der().sha256()), "x.login.example");
    var now = ca.clock.instant();
    return new ContinueSession.Outcome.Good(
        new Session(form().sha256(), binding, name, seat.revision(), false, now, now),
        seat,
        certificate);
  }

  /// What the administrator's list shows of a user.
  UserAct.Seen seen(SubscriberName user) {
    return ca.ports
        .users()
        .find(ca.kita.id(), user, ca.clock.instant())
        .map(
            line ->
                new UserAct.Seen(
                    user.userId().orElseThrow(),
                    line.seat().revision(),
                    line.newest().map(Certificate::serial)))
        .orElse(new UserAct.Seen(user.userId().orElseThrow(), 0, Optional.empty()));
  }

  AdministerUsers.Result send(
      ContinueSession.Outcome.Good administrator, Octets form, String pin, UserAct act) {
    return ca.step(
        () ->
            ca.use.administerUsers.administer(
                ca.kita,
                administrator,
                new AdministerUsers.Submitted(form, Pin.attempt(pin), act),
                Examples.FROM));
  }

  AdministerUsers.Result send(ContinueSession.Outcome.Good administrator, UserAct act) {
    return send(administrator, form(), CaHarness.PIN, act);
  }

  /// What became of the one user that it was done to.
  AdministerUsers.Became became(ContinueSession.Outcome.Good administrator, UserAct act) {
    List<AdministerUsers.Done> done = send(administrator, act).users();
    if (done.size() != 1) {
      throw new AssertionError(done);
    }
    return done.getFirst().became();
  }

  static UserAct.Register register(String userId) {
    return new UserAct.Register(
        userId, TARO, Pin.attempt(CaHarness.TEMPORARY), Pin.attempt("Conf5678"));
  }
}
