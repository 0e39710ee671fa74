package shomei.postgres;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import shomei.domain.fixture.Examples;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.history.Origin;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Serial;
import shomei.domain.revocation.BulkRevocation;
import shomei.domain.revocation.BulkRevocations;
import shomei.domain.revocation.RevokeInBulk;
import shomei.postgres.connection.DatabaseSettings;

/// A process that revokes in bulk, as command and server do, and is dead before or after its first
/// call of one kind. Its arguments are the database's address, the kind of call (`begin`, `batch`,
/// `end` or `none`), and `before` or `after`.
public final class BulkKiller {
  static final int BATCH = 10;
  static final int KILLED = 137;

  /// While the certificates that [Enrollment] makes are good.
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-21T03:00:00Z"));

  private BulkKiller() {}

  public static void main(String[] arguments) {
    var settings = new DatabaseSettings(arguments[0], "postgres", "", 2, Duration.ofSeconds(10));
    try (Database database = Database.open(settings, CLOCK)) {
      var port =
          new Dying(
              database.revocation().bulkRevocations(), arguments[1], arguments[2].equals("after"));
      var use =
          new RevokeInBulk(port, database.institution().issuers(), CLOCK, new Random(), BATCH);
      if (database.revocation().bulkRevocations().of(new InstitutionId("midori")).isEmpty()) {
        use.begin(
            Examples.institution("midori", "biznet"),
            Optional.empty(),
            Optional.empty(),
            Actor.operator("head", new Origin.Command("root")));
      }
      use.goOn();
    }
  }

  private record Dying(BulkRevocations port, String call, boolean after)
      implements BulkRevocations {
    private <T> T write(String now, Supplier<T> act) {
      if (now.equals(call) && !after) {
        Runtime.getRuntime().halt(KILLED);
      }
      T done = act.get();
      if (now.equals(call)) {
        Runtime.getRuntime().halt(KILLED);
      }
      return done;
    }

    @Override
    public BulkRevocation begin(BulkRevocation wanted, Entry entry) {
      return write("begin", () -> port.begin(wanted, entry));
    }

    @Override
    public List<Serial> revokeNext(BulkRevocation bulk, int limit, Instant now) {
      return write("batch", () -> port.revokeNext(bulk, limit, now));
    }

    @Override
    public boolean end(BulkRevocation.Id id, Instant now, Entry entry) {
      return write("end", () -> port.end(id, now, entry));
    }

    @Override
    public long count(InstitutionId institution, Optional<IssuerId> issuer, Instant now) {
      return port.count(institution, issuer, now);
    }

    @Override
    public Optional<BulkRevocation> find(BulkRevocation.Id id) {
      return port.find(id);
    }

    @Override
    public List<BulkRevocation> underWay() {
      return port.underWay();
    }

    @Override
    public List<BulkRevocation> of(InstitutionId institution) {
      return port.of(institution);
    }
  }
}
