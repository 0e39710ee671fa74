package shomei.domain.loginserver;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import shomei.domain.certificate.Certificate;
import shomei.domain.certificate.Certificates;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SingleLine;

/// Registers an institution's login server by its client certificate, or removes it. An institution
/// may have several, so that a certificate is exchanged without a gap: the next one is registered
/// before the one in use is removed.
public final class RegisterLoginServer {
  private final LoginServers servers;
  private final Certificates certificates;
  private final InstantSource clock;

  public RegisterLoginServer(LoginServers servers, Certificates certificates, InstantSource clock) {
    this.servers = servers;
    this.certificates = certificates;
    this.clock = clock;
  }

  /// *Threat:* a customer's certificate, registered by mistake, would let that customer look at all
  /// others. *Answer:* a seat's certificate is refused.
  ///
  /// @param certificate DER
  /// @throws Refusal MALFORMED where the certificate has ended, is a seat's, or it or the name is
  ///   registered already
  public LoginServer register(
      InstitutionId institution,
      String name,
      Octets certificate,
      Instant notBefore,
      Instant notAfter,
      Actor operator) {
    SingleLine.require("a login server's name", name, 60);
    Instant now = clock.instant();
    if (now.isAfter(notAfter)) {
      throw new Refusal(Reason.MALFORMED, "the certificate ended at " + notAfter);
    }
    if (certificates
        .findByFingerprint(certificate.sha256())
        .flatMap(Certificate::seat)
        .isPresent()) {
      throw new Refusal(
          Reason.MALFORMED, "the certificate is a subscriber's; a login server needs its own");
    }
    LoginServer server = new LoginServer(institution, name, certificate, notBefore, notAfter, now);
    Map<String, String> details =
        Map.of("sha256", certificate.sha256().hex(), "notAfter", notAfter.toString());
    if (!servers.add(
        server, entry(now, institution, operator, Act.LOGIN_SERVER_ADDED, name, details))) {
      throw new Refusal(
          Reason.MALFORMED, "a login server of that name or certificate is registered already");
    }
    return server;
  }

  /// It is refused from its next request on.
  ///
  /// @throws Refusal NOT_FOUND where the institution has none of that name
  public void remove(InstitutionId institution, String name, Actor operator) {
    Entry entry =
        entry(clock.instant(), institution, operator, Act.LOGIN_SERVER_REMOVED, name, Map.of());
    if (!servers.remove(institution, name, entry)) {
      throw new Refusal(Reason.NOT_FOUND, "there is no login server " + name);
    }
  }

  private static Entry entry(
      Instant now,
      InstitutionId institution,
      Actor operator,
      Act act,
      String name,
      Map<String, String> details) {
    return new Entry(now, institution, operator, act, "login-server:" + name, details);
  }
}
