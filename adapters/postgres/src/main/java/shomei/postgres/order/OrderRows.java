package shomei.postgres.order;

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
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
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
import shomei.postgres.sql.IdentifierText;
import shomei.postgres.sql.RowMapping;

/// The rows of orders, and what an order's state means in SQL.
public final class OrderRows {
  static final String OPEN = "OPEN";
  static final String BEGUN = "BEGUN";
  static final String ISSUED = "ISSUED";
  static final String FAILED = "FAILED";

  static final Condition IS_OPEN = ACME_ORDER.PROGRESS.eq(inline(OPEN));
  public static final Condition IS_BEGUN = ACME_ORDER.PROGRESS.eq(inline(BEGUN));

  /// The authorizations of an order.
  public static final Condition ITS_AUTHORIZATIONS =
      AUTHORIZATION.ID.eq(DSL.any(ACME_ORDER.AUTHORIZATIONS));

  static final RowMapping<Terms> TERMS =
      RowMapping.<Terms>of(ACME_ORDER)
          .with(ACME_ORDER.ID, terms -> terms.id().value())
          .with(ACME_ORDER.ACCOUNT, terms -> terms.account().value())
          .with(ACME_ORDER.INSTITUTION, terms -> terms.institution().value())
          .with(ACME_ORDER.IDENTIFIERS, terms -> IdentifierText.write(terms.identifiers()))
          .with(
              ACME_ORDER.AUTHORIZATIONS,
              terms ->
                  terms.authorizations().stream().map(AuthorizationId::value).toArray(UUID[]::new))
          .with(ACME_ORDER.PROFILE, Terms::profile)
          .with(ACME_ORDER.NOT_BEFORE, terms -> terms.notBefore().orElse(null))
          .with(ACME_ORDER.NOT_AFTER, terms -> terms.notAfter().orElse(null))
          .with(ACME_ORDER.REPLACES, terms -> terms.replaces().map(Serial::hex).orElse(null))
          .with(ACME_ORDER.REPLACES_TEXT, terms -> terms.replacesText().orElse(null))
          .with(ACME_ORDER.CREATED, Terms::created)
          .with(ACME_ORDER.EXPIRES, Terms::expires);

  /// The columns from `progress` on but those of the error; those that the state does not have are
  /// empty.
  static final RowMapping<IssuanceState> PROGRESS =
      RowMapping.<IssuanceState>of(ACME_ORDER)
          .with(ACME_ORDER.PROGRESS, OrderRows::progress)
          .with(ACME_ORDER.SERIAL, OrderRows::serial)
          .with(
              ACME_ORDER.SINCE,
              state -> state instanceof IssuanceState.Begun begun ? begun.since() : null)
          .with(ACME_ORDER.ISSUER, begun(intent -> intent.toBeSigned().issuer().value()))
          .with(ACME_ORDER.CRL_SHARD, begun(intent -> intent.toBeSigned().shard()))
          .with(ACME_ORDER.TO_BE_SIGNED, begun(intent -> intent.toBeSigned().der().octets()))
          .with(ACME_ORDER.VALID_FROM, begun(intent -> intent.toBeSigned().notBefore()))
          .with(ACME_ORDER.VALID_UNTIL, begun(intent -> intent.toBeSigned().notAfter()))
          .with(ACME_ORDER.SPKI_DIGEST, begun(intent -> intent.spkiDigest().octets()));

  /// The same with the error.
  static final RowMapping<IssuanceState> STATE =
      PROGRESS
          .with(ACME_ORDER.ERROR_REASON, failed(error -> error.reason().name()))
          .with(ACME_ORDER.ERROR_DETAIL, failed(Failure::detail))
          .with(ACME_ORDER.ERROR_NOT_BEFORE, failed(error -> error.notBefore().orElse(null)));

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
  public static Optional<Order> read(Result<? extends Record> rows, Instant now) {
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
    return Optional.of(Order.of(terms, state(row), authorizations, now));
  }

  static Order.Processing processing(AcmeOrderRecord row) {
    return new Order.Processing(terms(row), intent(row), row.getSince());
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

  private static IssuanceState state(AcmeOrderRecord row) {
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

  private static String progress(IssuanceState state) {
    return switch (state) {
      case IssuanceState.Open() -> OPEN;
      case IssuanceState.Begun begun -> BEGUN;
      case IssuanceState.Issued issued -> ISSUED;
      case IssuanceState.Failed failed -> FAILED;
    };
  }

  private static @Nullable String serial(IssuanceState state) {
    return switch (state) {
      case IssuanceState.Begun(var intent, var since) -> intent.toBeSigned().serial().hex();
      case IssuanceState.Issued(var serial) -> serial.hex();
      case IssuanceState.Open _, IssuanceState.Failed _ -> null;
    };
  }

  private static <V> RowMapping.Part<IssuanceState, V> begun(Function<Intent, V> of) {
    return state -> state instanceof IssuanceState.Begun begun ? of.apply(begun.intent()) : null;
  }

  private static <V> RowMapping.Part<IssuanceState, V> failed(RowMapping.Part<Failure, V> of) {
    return state -> state instanceof IssuanceState.Failed failed ? of.of(failed.error()) : null;
  }
}
