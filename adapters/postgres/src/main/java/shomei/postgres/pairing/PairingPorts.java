package shomei.postgres.pairing;

import org.jooq.DSLContext;
import shomei.domain.pairing.Pairings;
import shomei.domain.pairing.WaitingTools;

/// Pages and tools that meet.
public record PairingPorts(Pairings pairings, WaitingTools waitingTools) {
  public static PairingPorts over(DSLContext database) {
    return new PairingPorts(new PostgresPairings(database), new PostgresWaitingTools(database));
  }
}
