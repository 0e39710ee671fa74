package shomei.domain.loginserver;

import java.time.Instant;
import java.time.InstantSource;
import shomei.domain.certificate.Certificate;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Institutions;
import shomei.domain.institution.Policies;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.renewal.RenewalPeriod;

/// Tells an institution's login server how it stands with a certificate of that institution, from
/// the database: what was acknowledged before the question is in the answer.
///
/// *Threat:* a login server whose certificate was taken away, has ended, or whose TLS session is
/// older than either. *Answer:* nothing about the caller is remembered; all of it is looked at
/// again with every question.
public final class TellStatus {
  private final Institutions institutions;
  private final Policies policies;
  private final LoginServers servers;
  private final InstantSource clock;

  public TellStatus(
      Institutions institutions, Policies policies, LoginServers servers, InstantSource clock) {
    this.institutions = institutions;
    this.policies = policies;
    this.servers = servers;
    this.clock = clock;
  }

  /// @param caller DER of the certificate whose key the caller has proven to have
  /// @throws Refusal UNAUTHORIZED where the caller is no login server of that institution, or its
  ///   certificate is not good now; NOT_FOUND where the institution has no such certificate
  public CertificateStatus tell(
      InstitutionId institution, Octets caller, LoginServers.Which which) {
    Instant now = clock.instant();
    Octets fingerprint = caller.sha256();
    LoginServers.Seen seen = servers.look(institution, fingerprint, which);
    LoginServer server =
        seen.caller()
            .orElseThrow(
                () ->
                    refused(
                        "no login server of %s has the client certificate with the SHA-256 fingerprint %s; an operator registers it"
                            .formatted(institution, fingerprint.hex())));
    requireGood(server, seen.callerRevoked(), now);
    Institution known = institutions.find(institution).orElseThrow();
    return seen.asked()
        .map(asked -> status(known, asked, now))
        .orElseThrow(() -> new Refusal(Reason.NOT_FOUND, "no such certificate"));
  }

  private static void requireGood(LoginServer server, boolean revoked, Instant now) {
    if (revoked) {
      throw refused(
          "the client certificate of the login server %s is revoked; an operator registers another"
              .formatted(server.name()));
    }
    if (now.isBefore(server.notBefore())) {
      throw refused(
          "the client certificate of the login server %s is not valid before %s"
              .formatted(server.name(), server.notBefore()));
    }
    if (now.isAfter(server.notAfter())) {
      throw refused(
          "the client certificate of the login server %s ended at %s; an operator registers another"
              .formatted(server.name(), server.notAfter()));
    }
  }

  private static Refusal refused(String detail) {
    return new Refusal(Reason.UNAUTHORIZED, detail);
  }

  private CertificateStatus status(Institution institution, LoginServers.Asked asked, Instant now) {
    Certificate certificate = asked.certificate();
    Certificate.State state = certificate.stateAt(now);
    RenewalPeriod renewal = RenewalPeriod.of(policies.of(institution), certificate);
    boolean due =
        state == Certificate.State.ISSUED
            && certificate.replacedBy().isEmpty()
            && !now.isBefore(renewal.opens());
    return new CertificateStatus(
        certificate, state, asked.suspended(), asked.successor(), renewal.daysLeft(now), due);
  }
}
