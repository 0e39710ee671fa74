package shomei.postgres.institution;

import java.time.InstantSource;
import org.jooq.DSLContext;
import shomei.domain.ca.Issuers;
import shomei.domain.institution.Institutions;

/// Institutions and their CAs.
public record InstitutionPorts(Institutions institutions, Issuers issuers) {
  public static InstitutionPorts over(DSLContext database, InstantSource clock) {
    return new InstitutionPorts(
        new PostgresInstitutions(database, clock), new PostgresIssuers(database));
  }
}
