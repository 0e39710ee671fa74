package shomei.postgres.history;

import static org.jooq.impl.DSL.concat;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lateral;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;
import static shomei.postgres.schema.Tables.CERTIFICATE;
import static shomei.postgres.schema.Tables.HISTORY;
import static shomei.postgres.schema.Tables.SUBSCRIBER;

import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.Table;
import shomei.domain.history.Act;
import shomei.domain.history.HistorySearch;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.SubscriberName;
import shomei.postgres.sql.Change;

/// [HistorySearch]. The newest entries of each subject are read from the index on subjects, no more
/// than asked for, and the newest of those are the answer: a corporation costs by its seats and
/// certificates and not by how long its history is.
final class PostgresHistorySearch implements HistorySearch {
  private static final Field<String> SUBJECT = field(name("subject"), String.class);

  private final DSLContext database;

  PostgresHistorySearch(DSLContext database) {
    this.database = database;
  }

  @Override
  public List<Found> find(InstitutionId institution, Query query, int limit) {
    Table<?> subjects = subjects(institution, query.scope()).asTable("subjects", "subject");
    Table<?> found =
        lateral(
                select(HISTORY.fields())
                    .from(HISTORY)
                    .where(HISTORY.INSTITUTION.eq(institution.value()))
                    .and(HISTORY.SUBJECT.eq(Change.column(subjects, SUBJECT)))
                    .and(asked(query))
                    .orderBy(HISTORY.ID.desc())
                    .limit(limit))
            .as("found");
    return database
        .select(found.fields())
        .from(subjects)
        .crossJoin(found)
        .orderBy(Change.column(found, HISTORY.ID).desc())
        .limit(limit)
        .fetchInto(HISTORY)
        .map(row -> new Found(row.getId(), HistoryRows.read(row)));
  }

  private static Condition asked(Query query) {
    Condition acts =
        query.acts().isEmpty()
            ? noCondition()
            : HISTORY.ACT.in(query.acts().stream().map(Act::name).toList());
    return acts.and(query.actor().map(HISTORY.ACTOR::eq).orElse(noCondition()))
        .and(query.from().map(HISTORY.AT::ge).orElse(noCondition()))
        .and(query.until().map(HISTORY.AT::lt).orElse(noCondition()))
        .and(
            query.before().isPresent() ? HISTORY.ID.lt(query.before().getAsLong()) : noCondition());
  }

  /// With the collation of the index, which a comparison must have to be answered by it.
  private static Select<Record1<String>> subjects(InstitutionId institution, Scope scope) {
    Field<String> certificate =
        concat(inline("certificate:"), CERTIFICATE.SERIAL).collate("default");
    Condition ofInstitution = CERTIFICATE.INSTITUTION.eq(institution.value());
    return switch (scope) {
      case Scope.Seat(SubscriberName seat) ->
          select(val("subscriber:" + seat).collate("default"))
              .unionAll(
                  select(certificate)
                      .from(CERTIFICATE)
                      .where(ofInstitution)
                      .and(CERTIFICATE.CONTRACT_ID.eq(seat.contractId()))
                      .and(CERTIFICATE.USER_ID.eq(seat.userId().orElse(""))));
      case Scope.OfCorporation(String contract) -> {
        Field<String> below =
            when(SUBSCRIBER.USER_ID.eq(inline("")), inline(""))
                .otherwise(concat(inline("/"), SUBSCRIBER.USER_ID));
        yield select(
                concat(inline("subscriber:"), SUBSCRIBER.CONTRACT_ID, below).collate("default"))
            .from(SUBSCRIBER)
            .where(SUBSCRIBER.INSTITUTION.eq(institution.value()))
            .and(SUBSCRIBER.CONTRACT_ID.eq(contract))
            .unionAll(
                select(certificate)
                    .from(CERTIFICATE)
                    .where(ofInstitution)
                    .and(CERTIFICATE.CONTRACT_ID.eq(contract)));
      }
    };
  }
}
