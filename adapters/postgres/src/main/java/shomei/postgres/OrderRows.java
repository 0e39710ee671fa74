package shomei.postgres;

import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;
import static shomei.postgres.schema.Tables.ACME_ORDER;
import static shomei.postgres.schema.Tables.AUTHORIZATION;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.impl.DSL;
import shomei.domain.authorization.Authorization;
import shomei.domain.ca.ToBeSigned;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.AuthorizationId;
import shomei.domain.kernel.Failure;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.OrderId;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Serial;
import shomei.domain.order.Intent;
import shomei.domain.order.IssuanceState;
import shomei.domain.order.Order;
import shomei.domain.order.Terms;
import shomei.postgres.schema.tables.records.AcmeOrderRecord;

/// The rows of orders, and what an order's state means in SQL.
final class OrderRows {
  static final String OPEN = "OPEN";
  static final String BEGUN = "BEGUN";
  static final String ISSUED = "ISSUED";
  static final String FAILED = "FAILED";

  static final Condition IS_OPEN = ACME_ORDER.PROGRESS.eq(inline(OPEN));
  static final Condition IS_BEGUN = ACME_ORDER.PROGRESS.eq(inline(BEGUN));

  /// The authorizations of an order.
  static final Condition ITS_AUTHORIZATIONS =
      AUTHORIZATION.ID.eq(DSL.any(ACME_ORDER.AUTHORIZATIONS));

  private OrderRows() {}

  static Optional<Order> find(DSLContext database, OrderId id, Instant now) {
    return read(
        database
            .select(ACME_ORDER.fields())
            .select(AUTHORIZATION.fields())
            .from(ACME_ORDER)
            .leftJoin(AUTHORIZATION)
            .on(ITS_AUTHORIZATIONS)
            .where(ACME_ORDER.ID.eq(id.value()))
            .fetch(),
        now);
  }

  /// Reads an order from its row joined with those of its authorizations.
  static Optional<Order> read(Result<? extends Record> rows, Instant now) {
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    AcmeOrderRecord row = rows.getFirst().into(ACME_ORDER);
    if (row.getId() == null) {
      return Optional.empty();
    }
    Terms terms = terms(row);
    List<Authorization> authorizations =
        rows.stream()
            .map(joined -> joined.into(AUTHORIZATION))
            .filter(authorization -> authorization.getId() != null)
            .map(AuthorizationRows::read)
            .sorted(Comparator.comparingInt(one -> terms.authorizations().indexOf(one.id())))
            .toList();
    return Optional.of(Order.of(terms, progress(row), authorizations, now));
  }

  static Order.Processing processing(AcmeOrderRecord row) {
    return new Order.Processing(terms(row), intent(row), row.getSince());
  }

  static AcmeOrderRecord write(Terms terms) {
    AcmeOrderRecord row = ACME_ORDER.newRecord();
    row.setId(terms.id().value());
    row.setAccount(terms.account().value());
    row.setInstitution(terms.institution().value());
    row.setIdentifiers(IdentifierText.write(terms.identifiers()));
    row.setAuthorizations(
        terms.authorizations().stream().map(AuthorizationId::value).toArray(UUID[]::new));
    row.setProfile(terms.profile());
    row.setNotBefore(terms.notBefore().orElse(null));
    row.setNotAfter(terms.notAfter().orElse(null));
    row.setReplaces(terms.replaces().map(Serial::hex).orElse(null));
    row.setReplacesText(terms.replacesText().orElse(null));
    row.setCreated(terms.created());
    row.setExpires(terms.expires());
    return row;
  }

  /// The columns from `progress` on, with those that the state does not have emptied.
  static AcmeOrderRecord write(IssuanceState progress) {
    AcmeOrderRecord row = ACME_ORDER.newRecord();
    row.setSerial(null);
    row.setSince(null);
    row.setIssuer(null);
    row.setCrlShard(null);
    row.setToBeSigned(null);
    row.setValidFrom(null);
    row.setValidUntil(null);
    row.setSpkiDigest(null);
    switch (progress) {
      case IssuanceState.Open() -> row.setProgress(OPEN);
      case IssuanceState.Begun(var intent, var since) -> {
        ToBeSigned certificate = intent.toBeSigned();
        row.setProgress(BEGUN);
        row.setSerial(certificate.serial().hex());
        row.setSince(since);
        row.setIssuer(certificate.issuer().value());
        row.setCrlShard(certificate.shard());
        row.setToBeSigned(certificate.der().octets());
        row.setValidFrom(certificate.notBefore());
        row.setValidUntil(certificate.notAfter());
        row.setSpkiDigest(intent.spkiDigest().octets());
      }
      case IssuanceState.Issued(var serial) -> {
        row.setProgress(ISSUED);
        row.setSerial(serial.hex());
      }
      case IssuanceState.Failed(var error) -> {
        row.setProgress(FAILED);
        row.setErrorReason(error.reason().name());
        row.setErrorDetail(error.detail());
        row.setErrorNotBefore(error.notBefore().orElse(null));
      }
    }
    return row;
  }

  /// An order that is pending, ready, processing or valid at `now` ([Order#of]).
  static Condition live(Field<Instant> now) {
    return begun().or(open(now));
  }

  /// An order that is processing or valid.
  static Condition begun() {
    return ACME_ORDER.PROGRESS.in(inline(BEGUN), inline(ISSUED));
  }

  /// An order that is pending or ready at `now`.
  static Condition open(Field<Instant> now) {
    return openWithoutAny(AuthorizationRows.LIVE.not().or(AUTHORIZATION.EXPIRES.le(now)), now);
  }

  /// An order that is ready at `now`.
  static Condition ready(Field<Instant> now) {
    return openWithoutAny(AuthorizationRows.VALID.not().or(AUTHORIZATION.EXPIRES.le(now)), now);
  }

  private static Condition openWithoutAny(Condition authorization, Field<Instant> now) {
    return IS_OPEN
        .and(ACME_ORDER.EXPIRES.gt(now))
        .and(
            notExists(
                selectOne().from(AUTHORIZATION).where(ITS_AUTHORIZATIONS).and(authorization)));
  }

  private static Terms terms(AcmeOrderRecord row) {
    return new Terms(
        new OrderId(row.getId()),
        new AccountId(row.getAccount()),
        new InstitutionId(row.getInstitution()),
        IdentifierText.read(row.getIdentifiers()),
        Arrays.stream(row.getAuthorizations()).map(AuthorizationId::new).toList(),
        row.getProfile(),
        Optional.ofNullable(row.getNotBefore()),
        Optional.ofNullable(row.getNotAfter()),
        Optional.ofNullable(row.getReplaces()).map(Serial::new),
        Optional.ofNullable(row.getReplacesText()),
        row.getCreated(),
        row.getExpires());
  }

  private static IssuanceState progress(AcmeOrderRecord row) {
    return switch (row.getProgress()) {
      case OPEN -> new IssuanceState.Open();
      case BEGUN -> new IssuanceState.Begun(intent(row), row.getSince());
      case ISSUED -> new IssuanceState.Issued(new Serial(row.getSerial()));
      case FAILED ->
          new IssuanceState.Failed(
              new Failure(
                  Reason.valueOf(row.getErrorReason()),
                  row.getErrorDetail(),
                  Optional.ofNullable(row.getErrorNotBefore())));
      default -> throw new IllegalStateException("no progress of an order: " + row.getProgress());
    };
  }

  private static Intent intent(AcmeOrderRecord row) {
    return new Intent(
        new ToBeSigned(
            new IssuerId(row.getIssuer()),
            row.getCrlShard(),
            new Serial(row.getSerial()),
            Octets.of(row.getToBeSigned()),
            row.getValidFrom(),
            row.getValidUntil()),
        Octets.of(row.getSpkiDigest()));
  }
}
