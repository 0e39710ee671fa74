package shomei.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;
import shomei.postgres.upkeep.Figures;
import shomei.postgres.upkeep.Upkeep;

/// What the database tells those who watch it.
final class UpkeepTest {
  @RegisterExtension static final Cluster CLUSTER = new Cluster();

  private static final Instant NOW = Instant.parse("2026-11-30T03:00:00Z");
  private @Nullable Database database;

  @BeforeEach
  void open() {
    database = Database.open(CLUSTER.settings(), InstantSource.system());
    CLUSTER.clear();
  }

  @AfterEach
  void close() {
    database().close();
  }

  private Database database() {
    return Optional.ofNullable(database).orElseThrow();
  }

  private Upkeep upkeep() {
    return database().upkeep();
  }

  @Test
  void anEmptyPrimaryWithoutStandbysTellsThat() {
    Figures figures = upkeep().figures(OptionalLong.empty(), NOW);
    assertThat(figures)
        .isEqualTo(
            new Figures(
                0, List.of(), Optional.empty(), 0, List.of(), Map.of(), true, false, List.of()));
  }

  @Test
  void actsAreCountedOnceAndAsFarAsTheyAreSealed() {
    add("kita", "CERTIFICATE_ISSUED", "{}");
    long begun = seal().through();
    assertThat(begun).isOne();

    add("kita", "CERTIFICATE_ISSUED", "{}");
    add("kita", "CERTIFICATE_ISSUED", "{\"replaces\": \"4f\"}");
    add("kita", "CERTIFICATE_REVOKED", "{\"reason\": \"SUPERSEDED\"}");
    add("kita", "CERTIFICATE_REVOKED", "{}");
    add("minami", "PIN_WRONG", "{\"reason\": \"whatever a stranger wrote\"}");
    add("minami", "PIN_WRONG", "{}");
    assertThat(upkeep().figures(OptionalLong.of(begun), NOW).acts()).as("not sealed").isEmpty();

    seal();
    Figures counted = upkeep().figures(OptionalLong.of(begun), NOW);
    assertThat(counted.acts())
        .containsExactlyInAnyOrder(
            new Figures.Acts("kita", "CERTIFICATE_ISSUED", "", 1),
            new Figures.Acts("kita", "CERTIFICATE_ISSUED", "RENEWAL", 1),
            new Figures.Acts("kita", "CERTIFICATE_REVOKED", "SUPERSEDED", 1),
            new Figures.Acts("kita", "CERTIFICATE_REVOKED", "UNSPECIFIED", 1),
            new Figures.Acts("minami", "PIN_WRONG", "", 2));
    assertThat(upkeep().figures(OptionalLong.of(counted.through()), NOW).acts()).isEmpty();
  }

  /// After a restore the history may be shorter than what was counted.
  @Test
  void aHistoryThatIsShorterThanBeforeIsCountedFromItsEnd() {
    add("kita", "ORDER_PLACED", "{}");
    seal();
    Figures figures = upkeep().figures(OptionalLong.of(1000), NOW);
    assertThat(figures.acts()).isEmpty();
    assertThat(figures.through()).isOne();
  }

  @Test
  void theLatestOfEachWorkIsKept() {
    upkeep().ended(Upkeep.Work.BACKUP, NOW);
    upkeep().ended(Upkeep.Work.BACKUP, NOW.minusSeconds(60));
    upkeep().ended(Upkeep.Work.REHEARSAL, NOW.minusSeconds(90));
    upkeep().ended(Upkeep.Work.REHEARSAL, NOW.minusSeconds(30));
    assertThat(upkeep().figures(OptionalLong.empty(), NOW).upkeep())
        .isEqualTo(Map.of(Upkeep.Work.BACKUP, NOW, Upkeep.Work.REHEARSAL, NOW.minusSeconds(30)));
  }

  @Test
  void loginServersTellWhenTheirCertificatesEndUntilTheyAreRemoved() {
    String insert =
        "insert into login_server (institution, name, fingerprint, certificate, not_before,"
            + " not_after, added, removed) values ('kita', '%s', '\\x%s', '', '2026-01-01Z',"
            + " '2026-12-31T00:00:00Z', '2026-01-01Z', %s)";
    CLUSTER.execute(insert.formatted("web-1", "01", "null"));
    CLUSTER.execute(insert.formatted("web-0", "02", "now()"));
    assertThat(upkeep().figures(OptionalLong.empty(), NOW).loginServers())
        .containsExactly(
            new Figures.LoginServerEnd("kita", "web-1", Instant.parse("2026-12-31T00:00:00Z")));
  }

  @Test
  void whatWaitsIsTold() {
    Enrollment enrollment = new Enrollment(database(), 1);
    enrollment.run(enrollment.register());
    CLUSTER.execute(
        "update acme_order set progress = 'BEGUN', since = '2026-11-30T02:00:00Z', issuer = 'ca',"
            + " to_be_signed = '', crl_shard = 1, valid_from = now(), valid_until = now(), spki_digest = ''");
    Figures figures = upkeep().figures(OptionalLong.empty(), Instant.parse("2030-01-01T00:00:00Z"));
    assertThat(figures.processingSince()).contains(Instant.parse("2026-11-30T02:00:00Z"));
    assertThat(figures.noticesDue()).isEqualTo(2);
  }

  /// One that reads the log over the wire, as a standby does.
  @Test
  void aStandbyThatStreamsIsSeenWithWhatItIsBehind() throws Exception {
    Properties replicating = new Properties();
    replicating.setProperty("user", CLUSTER.settings().user());
    replicating.setProperty("replication", "true");
    replicating.setProperty("ApplicationName", "second");
    replicating.setProperty("preferQueryMode", "simple");
    replicating.setProperty("assumeMinServerVersion", "14");
    LogSequenceNumber here =
        LogSequenceNumber.valueOf(CLUSTER.read("select pg_current_wal_flush_lsn()"));
    try (Connection connection =
            DriverManager.getConnection(CLUSTER.settings().url(), replicating);
        PGReplicationStream stream =
            connection
                .unwrap(PgConnection.class)
                .getReplicationAPI()
                .replicationStream()
                .physical()
                .withStartPosition(here)
                .start()) {
      stream.setAppliedLSN(here);
      stream.setFlushedLSN(here);
      stream.forceUpdateStatus();
      CLUSTER.execute("create table log_grows (it text)");
      CLUSTER.execute("drop table log_grows");
      Figures.Standby standby = seen();
      assertThat(standby.name()).isEqualTo("second");
      assertThat(standby.state()).isEqualTo("streaming");
      assertThat(standby.sync()).isEqualTo("async");
      assertThat(standby.behind().orElseThrow()).isPositive();
    }
  }

  /// Its first word about where it is comes in its own time.
  private Figures.Standby seen() {
    for (int i = 0; i < 20_000; i++) {
      for (Figures.Standby standby : upkeep().figures(OptionalLong.empty(), NOW).standbys()) {
        if (standby.behind().isPresent() && standby.state().equals("streaming")) {
          return standby;
        }
      }
    }
    throw new AssertionError("no standby streams");
  }

  private static void add(String institution, String act, String details) {
    CLUSTER.execute(
        "insert into history (at, institution, actor, act, subject, details)"
            + " values (now(), '%s', 'system', '%s', 'order:1', '%s')"
                .formatted(institution, act, details));
  }

  private Figures seal() {
    database().history().seals().seal(NOW, 1000);
    return upkeep().figures(OptionalLong.empty(), NOW);
  }
}
