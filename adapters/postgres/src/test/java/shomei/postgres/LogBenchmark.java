package shomei.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import shomei.domain.fixture.Examples;
import shomei.domain.institution.Policies;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.SubscriberName;
import shomei.embedded.Years;
import shomei.postgres.connection.DatabaseSettings;

/// What an enrollment writes to the log right after a checkpoint, and how long PostgreSQL's
/// processes work for it, with few certificates in the database and with many: `mvn -q -pl
/// adapters/postgres -am verify -Dtest=LogBenchmark -Dsurefire.failIfNoSpecifiedTests=false`. Run
/// by that name only. `-Dlog.url=jdbc:postgresql://…` takes another database, whose PostgreSQL must
/// be on this machine.
final class LogBenchmark {
  @RegisterExtension static final Cluster CLUSTER = new Cluster();

  private static final int ENROLLMENTS = Integer.getInteger("log.enrollments", 2000);
  private static final int CLIENTS = 2;
  private static final long TICKS_A_SECOND = 100;

  /// Whoever is idle tells within ten seconds what he wrote.
  private static final String TOLD = "select pg_sleep(11)";

  /// Half of them for seats, half for names.
  private static final List<Long> SIZES =
      Arrays.stream(System.getProperty("log.sizes", "10000,1000000").split(",", -1))
          .map(Long::parseLong)
          .toList();

  private final Optional<String> url = Optional.ofNullable(System.getProperty("log.url"));

  @Test
  void logOfAnEnrollment() throws Exception {
    try (Database database = Database.open(settings(), InstantSource.system())) {
      Enrollment enrollment =
          new Enrollment(database, System.nanoTime(), policies(), InstantSource.system());
      String partner = enrollment.partner();
      enroll(10, () -> enrollment.run(enrollment.register()));
      enroll(10, () -> enrollment.run(partner));
      Years years = new Years(this::read);
      for (long size : SIZES) {
        long there = Long.parseLong(read("select count(*) from certificate"));
        if (size > there) {
          years.seats(there + 1, size, 2);
          years.names(there + 2, size, 2);
          read("vacuum (analyze)");
        }
        enroll(500, () -> enrollment.run(partner));
        measure(size + " there, names", () -> enrollment.run(partner));
        List<SubscriberName> seats = seats(enrollment);
        measure(size + " there, seats", () -> enrollment.run(next(seats)));
      }
    }
  }

  private static SubscriberName next(List<SubscriberName> seats) {
    synchronized (seats) {
      return seats.removeLast();
    }
  }

  private static List<SubscriberName> seats(Enrollment enrollment) {
    List<SubscriberName> seats = new ArrayList<>();
    for (int i = 0; i < ENROLLMENTS; i++) {
      seats.add(enrollment.register());
    }
    return seats;
  }

  private void measure(String what, Supplier<?> one) throws Exception {
    read(TOLD);
    read("checkpoint");
    long[] before = figures();
    long begun = System.nanoTime();
    double cpu = processors();
    enroll(ENROLLMENTS, one);
    cpu = processors() - cpu;
    double seconds = (System.nanoTime() - begun) / 1e9;
    read(TOLD);
    long[] after = figures();
    System.out.printf(
        Locale.ROOT,
        "%-22s %.1f kB of log, of it %.2f whole pages, %.0f records, %.2f ms of PostgreSQL,"
            + " %.0f/s%n",
        what,
        each(before[0], after[0]) / 1000,
        each(before[1], after[1]),
        each(before[2], after[2]),
        1000 * cpu / ENROLLMENTS,
        ENROLLMENTS / seconds);
  }

  private static double each(long before, long after) {
    return (after - before) / (double) ENROLLMENTS;
  }

  /// Octets, whole pages and records in the log.
  private long[] figures() {
    return Arrays.stream(
            read("select pg_current_wal_insert_lsn() - '0/0' || ' ' || wal_fpi || ' ' ||"
                    + " wal_records from pg_stat_wal")
                .split(" ", -1))
        .mapToLong(Long::parseLong)
        .toArray();
  }

  /// Seconds of processor time of those who serve the connections of this database.
  private double processors() throws IOException {
    long ticks = 0;
    for (String pid :
        read("select string_agg(pid::text, ' ') from pg_stat_activity where datname ="
                + " current_database() and backend_type = 'client backend' and pid <>"
                + " pg_backend_pid()")
            .split(" ", -1)) {
      String[] stat = Files.readString(Path.of("/proc", pid, "stat")).split(" ", -1);
      ticks += Long.parseLong(stat[13]) + Long.parseLong(stat[14]);
    }
    return ticks / (double) TICKS_A_SECOND;
  }

  private static void enroll(int count, Supplier<?> one) throws Exception {
    List<Callable<Integer>> clients = new ArrayList<>();
    for (int client = 0; client < CLIENTS; client++) {
      clients.add(
          () -> {
            for (int i = 0; i < count / CLIENTS; i++) {
              var _ = one.get();
            }
            return count;
          });
    }
    try (var threads = Executors.newFixedThreadPool(CLIENTS)) {
      for (Future<Integer> done : threads.invokeAll(clients)) {
        done.get();
      }
    }
  }

  private static Policies policies() {
    var many = new Policy.RateLimit(1_000_000, Duration.ofMillis(1));
    return new Policies(
        Map.of("biznet", Examples.biznet(rules -> rules.newOrdersPerPartner = many)));
  }

  private DatabaseSettings settings() {
    return url.map(at -> new DatabaseSettings(at, "postgres", "", 4, Duration.ofSeconds(10)))
        .orElseGet(() -> CLUSTER.settings(CLUSTER.port(), 4));
  }

  private String read(String sql) {
    try (var connection =
            url.isPresent()
                ? DriverManager.getConnection(url.get(), "postgres", "")
                : CLUSTER.connect();
        var statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return "";
      }
      try (var rows = statement.getResultSet()) {
        return rows.next() ? String.valueOf(rows.getString(1)) : "";
      }
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }
}
