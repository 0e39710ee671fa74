package shomei.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import shomei.domain.evidence.CheckpointReader;
import shomei.domain.evidence.Finding;
import shomei.domain.evidence.Seal;
import shomei.domain.evidence.Seals;
import shomei.domain.evidence.VerifyHistory;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;
import shomei.postgres.connection.DatabaseSettings;

/// Sealing while transactions run, fail and hang; and what was done to the rows behind our back.
final class SealingTest {
  @RegisterExtension static final Cluster CLUSTER = new Cluster();

  private static final InstitutionId KITA = new InstitutionId("kita");
  private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");
  private static final int ALL = 1000;

  private static final String INSERT =
      "insert into history (at, institution, actor, act, subject, details)"
          + " values ('2026-11-21T03:00:00Z', 'kita', 'system', 'ORDER_PLACED', '%s', '{}')";

  private static @Nullable Database database;

  private static Seals seals() {
    if (database == null) {
      database = Database.open(CLUSTER.settings(), InstantSource.system());
    }
    return database.history().seals();
  }

  @BeforeEach
  void empty() {
    seals();
    CLUSTER.clear();
  }

  @AfterAll
  static void close() {
    if (database != null) {
      database.close();
    }
  }

  @Test
  void anEntryThatIsCommittedLateIsSealedInItsPlace() throws Exception {
    insert("a");
    try (Other slow = new Other()) {
      slow.run(INSERT.formatted("slow"));
      insert("b");
      assertThat(seals().seal(NOW, ALL)).isOne();
      assertThat(seals().seal(NOW.plus(Duration.ofDays(1)), ALL)).isZero();
      assertThat(seals().seal(NOW.plus(Duration.ofDays(2)), ALL)).isZero();
      assertThat(seals().unsealedSince()).isPresent();
      slow.commit();
    }
    assertThat(seals().seal(NOW.plus(Duration.ofDays(2)), ALL)).isEqualTo(2);
    assertThat(sealedIds()).containsExactly(1L, 2L, 3L);
    assertThat(findings()).isEmpty();
  }

  @Test
  void theIdOfATransactionThatFailedIsWaitedForOnce() throws Exception {
    insert("a");
    try (Other failing = new Other()) {
      failing.run(INSERT.formatted("failed"));
    }
    insert("b");
    assertThat(seals().seal(NOW, ALL)).isOne();
    assertThat(seals().seal(NOW.plusSeconds(59), ALL)).isZero();
    assertThat(sealOnceAlone(NOW.plusSeconds(60))).isOne();
    assertThat(sealedIds()).containsExactly(1L, 3L);
    assertThat(findings()).isEmpty();
  }

  @Test
  void whileOneGapIsWaitedForALaterOneIsNotForgotten() throws Exception {
    insert("a");
    try (Other failing = new Other()) {
      failing.run(INSERT.formatted("failed"));
    }
    insert("b");
    assertThat(seals().seal(NOW, ALL)).isOne();
    try (Other slow = new Other()) {
      slow.run(INSERT.formatted("slow"));
      insert("c");
      assertThat(sealOnceAlone(NOW.plusSeconds(60))).isOne();
      assertThat(seals().seal(NOW.plusSeconds(600), ALL)).isZero();
      slow.commit();
    }
    assertThat(seals().seal(NOW.plusSeconds(601), ALL)).isEqualTo(2);
    assertThat(sealedIds()).containsExactly(1L, 3L, 4L, 5L);
    assertThat(findings()).isEmpty();
  }

  @Test
  void aClockThatWasPutBackOnlyDelays() throws Exception {
    insert("a");
    try (Other failing = new Other()) {
      failing.run(INSERT.formatted("failed"));
    }
    insert("b");
    seals().seal(NOW, ALL);
    Instant before = NOW.minus(Duration.ofDays(1));
    assertThat(seals().seal(before, ALL)).isZero();
    assertThat(sealOnceAlone(before.plusSeconds(60))).isOne();
  }

  /// A dump is restored into a cluster whose transactions are counted from the beginning.
  @Test
  void aRestoredDatabaseGoesOnSealing() throws Exception {
    insert("a");
    try (Other failing = new Other()) {
      failing.run(INSERT.formatted("failed"));
    }
    insert("b");
    seals().seal(NOW, ALL);
    CLUSTER.execute("update history_sealing set seen_by = seen_by + 1000000000");
    assertThat(seals().seal(NOW.plusSeconds(60), ALL)).isZero();
    assertThat(sealOnceAlone(NOW.plusSeconds(120))).isOne();
    assertThat(findings()).isEmpty();
  }

  @Test
  void underWritersThatCommitFailAndHesitateNothingIsLostOrMisplaced() throws Exception {
    List<Callable<Integer>> works = new ArrayList<>();
    for (int writer = 0; writer < 6; writer++) {
      int which = writer;
      works.add(() -> write(which));
    }
    for (int sealer = 0; sealer < 2; sealer++) {
      works.add(SealingTest::sealOften);
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> done : threads.invokeAll(works)) {
        done.get();
      }
    }
    sealOnceAlone(NOW.plus(Duration.ofDays(300)));
    sealOnceAlone(NOW.plus(Duration.ofDays(301)));
    assertThat(CLUSTER.read("select count(*) from history")).isEqualTo("" + sealedIds().size());
    assertThat(seals().unsealedSince()).isEmpty();
    assertThat(sealedIds()).isSorted().doesNotHaveDuplicates().hasSize(6 * 60);
    assertThat(findings()).isEmpty();
  }

  /// Every third transaction fails, every fifth holds two entries and hesitates.
  private static int write(int which) throws SQLException {
    for (int i = 0; i < 75; i++) {
      try (Other other = new Other()) {
        other.run(INSERT.formatted(which + "-" + i));
        if (i % 5 == 0) {
          other.run("select pg_sleep(0.005)");
          other.run(INSERT.formatted(which + "-" + i + "+"));
        }
        if (i % 3 != 0) {
          other.commit();
        }
      }
    }
    return 75;
  }

  /// Each look comes a day later, so that only what really runs is waited for.
  private static int sealOften() {
    for (int i = 0; i < 200; i++) {
      seals().seal(NOW.plus(Duration.ofDays(i)), 20);
    }
    return 200;
  }

  @Test
  void aDetailThatWasChangedIsNamed() {
    insert("a", "b", "c");
    seals().seal(NOW, ALL);
    CLUSTER.execute("update history set details = '{\"x\": \"y\"}' where id = 2");
    assertThat(findings()).containsExactly(new Finding.Changed(2));
  }

  @Test
  void anEntryThatWasTakenAwayIsNamed() {
    insert("a", "b", "c");
    seals().seal(NOW, ALL);
    CLUSTER.execute("delete from history where id in (2, 3)");
    assertThat(findings()).containsExactly(new Finding.Removed(2), new Finding.Removed(3));
  }

  @Test
  void anEntryThatCameLaterIsNamedWhereverItStands() throws Exception {
    insert("a");
    try (Other failing = new Other()) {
      failing.run(INSERT.formatted("failed"));
    }
    insert("b");
    seals().seal(NOW, ALL);
    sealOnceAlone(NOW.plusSeconds(60));
    try (Other failing = new Other()) {
      failing.run(INSERT.formatted("failed"));
      failing.run(INSERT.replace("kita", "minami").formatted("failed"));
    }
    CLUSTER.execute(INSERT.replace("kita", "minami").formatted("foreign"));
    seals().seal(NOW.plusSeconds(61), ALL);
    sealOnceAlone(NOW.plusSeconds(121));
    for (int id : new int[] {2, 4}) {
      CLUSTER.execute(
          INSERT
              .formatted("late")
              .replace("(at,", "(id, at,")
              .replace("values (", "overriding system value values (" + id + ", "));
    }
    assertThat(findings()).containsExactly(new Finding.Added(2), new Finding.Added(4));
  }

  @Test
  void twoEntriesThatChangedPlacesAreNamed() {
    insert("a", "b");
    seals().seal(NOW, ALL);
    CLUSTER.execute("update history set subject = case id when 1 then 'b' else 'a' end");
    assertThat(findings()).containsExactly(new Finding.Changed(1), new Finding.Changed(2));
  }

  @Test
  void aSealThatWasTakenAwayIsNamed() {
    for (String subject : List.of("a", "b", "c")) {
      insert(subject);
      seals().seal(NOW, ALL);
    }
    CLUSTER.execute("delete from history_seal where number = 2");
    assertThat(findings()).containsExactly(new Finding.SealsMissing(2, 2));
  }

  @Test
  void aSealThatWasMadeToFitIsNamed() {
    for (String subject : List.of("a", "b")) {
      insert(subject);
      seals().seal(NOW, ALL);
    }
    CLUSTER.execute("delete from history where id = 1");
    CLUSTER.execute("update history_seal set ids = '{}', leaves = '' where number = 1");
    assertThat(findings()).containsExactly(new Finding.SealChanged(1));
  }

  /// Seals once all have ended that ran when an id was seen: autovacuum has transactions, too.
  private static int sealOnceAlone(Instant now) {
    String ended =
        "select pg_snapshot_xmin(pg_current_snapshot())::text::bigint >= seen_by"
            + " from history_sealing";
    for (int looks = 1; !CLUSTER.read(ended).equals("t"); looks++) {
      assertThat(looks).isLessThan(2000);
    }
    return seals().seal(now, ALL);
  }

  private static void insert(String... subjects) {
    for (String subject : subjects) {
      database().history().history().add(entry(subject));
    }
  }

  private static Entry entry(String subject) {
    return new Entry(NOW, KITA, Actor.system(), Act.ORDER_PLACED, subject, Map.of());
  }

  private static Database database() {
    seals();
    return Objects.requireNonNull(database);
  }

  private static List<Long> sealedIds() {
    List<Long> ids = new ArrayList<>();
    seals()
        .export(
            KITA,
            line -> {
              if (line instanceof Seal seal) {
                ids.addAll(seal.leaves().keySet());
              }
            });
    return ids;
  }

  private static List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    var verify =
        new VerifyHistory(
            cms -> new CheckpointReader.Reading.Bad("is not asked for"), findings::add);
    seals().export(KITA, verify::take);
    verify.end();
    findings.remove(new Finding.Unsigned());
    return findings;
  }

  /// Another transaction; one that is not committed is rolled back.
  private static final class Other implements AutoCloseable {
    private final Connection connection;

    Other() throws SQLException {
      DatabaseSettings settings = CLUSTER.settings();
      connection = DriverManager.getConnection(settings.url(), settings.user(), "");
      connection.setAutoCommit(false);
    }

    void run(String sql) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }

    void commit() throws SQLException {
      connection.commit();
    }

    @Override
    public void close() throws SQLException {
      connection.rollback();
      connection.close();
    }
  }
}
