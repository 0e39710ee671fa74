package shomei.postgres.oidc;

import org.jooq.DSLContext;
import shomei.domain.oidc.Clients;
import shomei.domain.oidc.Codes;
import shomei.domain.oidc.SigningKeys;

/// The bank's applications, their codes, and the keys of ID tokens.
public record OidcPorts(Clients clients, Codes codes, SigningKeys signingKeys) {
  public static OidcPorts over(DSLContext database) {
    return new OidcPorts(
        new PostgresClients(database),
        new PostgresCodes(database),
        new PostgresSigningKeys(database));
  }
}
