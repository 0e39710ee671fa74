package shomei.postgres;

import static shomei.postgres.schema.Tables.CERTIFICATE;
import static shomei.postgres.schema.Tables.NOTICE;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import shomei.domain.certificate.Certificate;
import shomei.domain.certificate.RevocationReason;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.OrderId;
import shomei.domain.kernel.Serial;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.notice.Notice;
import shomei.postgres.schema.tables.records.CertificateRecord;
import shomei.postgres.schema.tables.records.NoticeRecord;

/// The rows of certificates and of their notices.
final class CertificateRows {
  private CertificateRows() {}

  static Certificate read(CertificateRecord row) {
    return new Certificate(
        new Serial(row.getSerial()),
        new IssuerId(row.getIssuer()),
        row.getCrlShard(),
        new InstitutionId(row.getInstitution()),
        new AccountId(row.getAccount()),
        new OrderId(row.getAcmeOrder()),
        IdentifierText.read(row.getIdentifiers()),
        row.getProfile(),
        Octets.of(row.getDer()),
        Octets.of(row.getSpkiDigest()),
        row.getNotBefore(),
        row.getNotAfter(),
        revocation(row.getRevokedAt(), row.getRevocationReason()),
        Optional.ofNullable(row.getReplacedBy()).map(OrderId::new));
  }

  static CertificateRecord write(Certificate certificate) {
    CertificateRecord row = CERTIFICATE.newRecord();
    row.setSerial(certificate.serial().hex());
    row.setIssuer(certificate.issuer().value());
    row.setCrlShard(certificate.shard());
    row.setInstitution(certificate.institution().value());
    row.setAccount(certificate.account().value());
    row.setAcmeOrder(certificate.order().value());
    row.setContractId(certificate.seat().map(SubscriberName::contractId).orElse(null));
    row.setUserId(certificate.seat().map(SubscriberRows::userId).orElse(null));
    row.setIdentifiers(IdentifierText.write(certificate.identifiers()));
    row.setProfile(certificate.profile());
    row.setDer(certificate.der().octets());
    row.setFingerprint(certificate.der().sha256().octets());
    row.setSpkiDigest(certificate.spkiDigest().octets());
    row.setNotBefore(certificate.notBefore());
    row.setNotAfter(certificate.notAfter());
    return row;
  }

  /// The columns of a revocation.
  static CertificateRecord write(Certificate.Revocation revocation) {
    CertificateRecord row = CERTIFICATE.newRecord();
    row.setRevokedAt(revocation.at());
    row.setRevocationReason(revocation.reason().map(Enum::name).orElse(null));
    return row;
  }

  static Notice read(NoticeRecord row) {
    return new Notice(new Serial(row.getSerial()), row.getDaysBefore(), row.getDue());
  }

  static NoticeRecord write(Notice notice) {
    NoticeRecord row = NOTICE.newRecord();
    row.setSerial(notice.serial().hex());
    row.setDaysBefore(notice.daysBefore());
    row.setDue(notice.due());
    return row;
  }

  static Optional<Certificate.Revocation> revocation(
      @Nullable Instant at, @Nullable String reason) {
    return Optional.ofNullable(at)
        .map(
            when ->
                new Certificate.Revocation(
                    when, Optional.ofNullable(reason).map(RevocationReason::valueOf)));
  }
}
