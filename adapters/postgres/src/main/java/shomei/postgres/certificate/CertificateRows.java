package shomei.postgres.certificate;

import static org.jooq.impl.DSL.val;
import static shomei.postgres.schema.Tables.CERTIFICATE;

import java.time.Instant;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
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
import shomei.postgres.schema.tables.records.CertificateRecord;
import shomei.postgres.sql.IdentifierText;
import shomei.postgres.sql.RowMapping;
import shomei.postgres.subscriber.SubscriberRows;

/// The rows of certificates, and which of them are a seat's.
public final class CertificateRows {
  public static final RowMapping<Certificate> ROW =
      RowMapping.<Certificate>of(CERTIFICATE)
          .with(CERTIFICATE.SERIAL, one -> one.serial().hex())
          .with(CERTIFICATE.ISSUER, one -> one.issuer().value())
          .with(CERTIFICATE.CRL_SHARD, Certificate::shard)
          .with(CERTIFICATE.INSTITUTION, one -> one.institution().value())
          .with(CERTIFICATE.ACCOUNT, one -> one.account().value())
          .with(CERTIFICATE.ACME_ORDER, one -> one.order().value())
          .with(
              CERTIFICATE.CONTRACT_ID,
              one -> one.seat().map(SubscriberName::contractId).orElse(null))
          .with(CERTIFICATE.USER_ID, one -> one.seat().map(SubscriberRows::userId).orElse(null))
          .with(CERTIFICATE.IDENTIFIERS, one -> IdentifierText.write(one.identifiers()))
          .with(CERTIFICATE.PROFILE, Certificate::profile)
          .with(CERTIFICATE.DER, one -> one.der().octets())
          .with(CERTIFICATE.FINGERPRINT, one -> one.der().sha256().octets())
          .with(CERTIFICATE.SPKI_DIGEST, one -> one.spkiDigest().octets())
          .with(CERTIFICATE.NOT_BEFORE, Certificate::notBefore)
          .with(CERTIFICATE.NOT_AFTER, Certificate::notAfter);

  /// The columns of a revocation.
  public static final RowMapping<Certificate.Revocation> REVOCATION =
      RowMapping.<Certificate.Revocation>of(CERTIFICATE)
          .with(CERTIFICATE.REVOKED_AT, Certificate.Revocation::at)
          .with(
              CERTIFICATE.REVOCATION_REASON,
              revocation -> revocation.reason().map(Enum::name).orElse(null));

  private CertificateRows() {}

  public static Certificate read(CertificateRecord row) {
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

  /// A certificate that is neither revoked nor expired at `now`.
  public static Condition good(Instant now) {
    return good(val(now, CERTIFICATE.NOT_AFTER));
  }

  public static Condition good(Field<Instant> now) {
    return CERTIFICATE.REVOKED_AT.isNull().and(CERTIFICATE.NOT_AFTER.ge(now));
  }

  public static Condition ofSeat(InstitutionId institution, SubscriberName name) {
    return ofSeat(
        val(institution.value()), val(name.contractId()), val(SubscriberRows.userId(name)));
  }

  public static Condition ofSeat(
      Field<String> institution, Field<String> contract, Field<String> user) {
    return CERTIFICATE
        .INSTITUTION
        .eq(institution)
        .and(CERTIFICATE.CONTRACT_ID.eq(contract))
        .and(CERTIFICATE.USER_ID.eq(user));
  }

  public static Optional<Certificate.Revocation> revocation(
      @Nullable Instant at, @Nullable String reason) {
    return Optional.ofNullable(at)
        .map(
            when ->
                new Certificate.Revocation(
                    when, Optional.ofNullable(reason).map(RevocationReason::valueOf)));
  }
}
