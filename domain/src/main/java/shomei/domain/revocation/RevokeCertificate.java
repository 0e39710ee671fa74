package shomei.domain.revocation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import shomei.domain.account.Account;
import shomei.domain.authorization.Authorizations;
import shomei.domain.certificate.Certificate;
import shomei.domain.certificate.Certificates;
import shomei.domain.certificate.RevocationReason;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.history.Origin;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.Serial;

/// Revokes a certificate, at once and for good (RFC 8555 §7.6).
public final class RevokeCertificate {
  private final Certificates certificates;
  private final Authorizations authorizations;
  private final InstantSource clock;

  public RevokeCertificate(
      Certificates certificates, Authorizations authorizations, InstantSource clock) {
    this.certificates = certificates;
    this.authorizations = authorizations;
    this.clock = clock;
  }

  /// Revokes by the account that ordered the certificate, or by one that holds valid authorizations
  /// of all its names. The latter never had the key and cannot say that it is compromised, which
  /// would bar it for its owner.
  ///
  /// @throws Refusal NOT_FOUND, UNAUTHORIZED, ALREADY_REVOKED, BAD_REVOCATION_REASON
  public void byAccount(Account account, Octets der, Optional<Integer> reasonCode, Origin origin) {
    Certificate certificate = stored(account.institution(), der);
    boolean owner = certificate.account().equals(account.id());
    if (!owner
        && !authorizations.holdsAll(account.id(), certificate.identifiers(), clock.instant())) {
      throw new Refusal(Reason.UNAUTHORIZED, "the account may not revoke this certificate");
    }
    Predicate<RevocationReason> allowed = r -> owner || r != RevocationReason.KEY_COMPROMISE;
    revoke(certificate, reason(reasonCode, allowed), Actor.account(account.id(), origin));
  }

  /// Revokes by whoever has the certificate's key.
  ///
  /// @param spkiDigest SHA-256 over the DER SubjectPublicKeyInfo of the key that signed the request
  /// @throws Refusal NOT_FOUND, UNAUTHORIZED, ALREADY_REVOKED, BAD_REVOCATION_REASON
  public void byKey(
      Institution institution,
      Octets spkiDigest,
      Octets der,
      Optional<Integer> reasonCode,
      Origin origin) {
    Certificate certificate = stored(institution.id(), der);
    if (!certificate.spkiDigest().equals(spkiDigest)) {
      throw new Refusal(Reason.UNAUTHORIZED, "the request was not signed by the certificate's key");
    }
    revoke(certificate, reason(reasonCode, any -> true), Actor.key(spkiDigest, origin));
  }

  /// Revokes on paper that the counter received. A lost certificate cannot wait: only the right to
  /// acquire another one opens at noon of the next business day, by `OpenAcquisition`.
  ///
  /// @throws Refusal NOT_FOUND, ALREADY_REVOKED
  public void byOperator(Serial serial, Optional<RevocationReason> reason, Actor operator) {
    revoke(certificates.find(serial).orElseThrow(RevokeCertificate::unknown), reason, operator);
  }

  /// The certificate that is the given one to its last octet: a forged one that borrows a serial
  /// finds none.
  private Certificate stored(InstitutionId institution, Octets der) {
    return certificates
        .findByFingerprint(der.sha256())
        .filter(certificate -> certificate.der().equals(der))
        .filter(certificate -> certificate.institution().equals(institution))
        .orElseThrow(RevokeCertificate::unknown);
  }

  private static Refusal unknown() {
    return new Refusal(Reason.NOT_FOUND, "no such certificate");
  }

  private static Optional<RevocationReason> reason(
      Optional<Integer> code, Predicate<RevocationReason> allowed) {
    return code.map(
        given ->
            RevocationReason.ofCode(given)
                .filter(allowed)
                .orElseThrow(
                    () ->
                        new Refusal(
                            Reason.BAD_REVOCATION_REASON,
                            "allowed reasons are "
                                + Arrays.stream(RevocationReason.values())
                                    .filter(allowed)
                                    .map(r -> r.code() + " " + r.name())
                                    .collect(Collectors.joining(", ")))));
  }

  private void revoke(Certificate certificate, Optional<RevocationReason> reason, Actor by) {
    Instant now = clock.instant();
    Entry entry =
        new Entry(
            now,
            certificate.institution(),
            by,
            Act.CERTIFICATE_REVOKED,
            "certificate:" + certificate.serial(),
            reason.map(r -> Map.of("reason", r.name())).orElse(Map.of()));
    if (!certificates.revoke(
        certificate.serial(), new Certificate.Revocation(now, reason), entry)) {
      throw new Refusal(Reason.ALREADY_REVOKED, "the certificate was revoked before");
    }
  }
}
