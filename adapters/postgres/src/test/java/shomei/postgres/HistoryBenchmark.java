package shomei.postgres;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import shomei.domain.evidence.SealHistory;
import shomei.domain.kernel.SubscriberName;

/// What the history costs an enrollment: `mvn -q -pl adapters/postgres -am verify
/// -Dtest=HistoryBenchmark -Dsurefire.failIfNoSpecifiedTests=false`. Run by that name only.
///
/// Clients, ports and PostgreSQL share the machine and nothing waits for a disk, so enrollments a
/// second tell the processor's work. The three ways take turns, so that they share the machine's
/// moods. Without a history a trigger drops each entry before it is stored; the statement still
/// carries it, so that its text is the same.
final class HistoryBenchmark {
  @RegisterExtension static final Cluster CLUSTER = new Cluster();

  private static final int CLIENTS = 4;
  private static final int ENROLLMENTS = Integer.getInteger("enrollments", 800);
  private static final int ROUNDS = Integer.getInteger("rounds", 6);

  private long seed;

  private enum Way {
    SEALED,
    WRITTEN,
    NONE
  }

  /// @param seconds that the enrollments took
  /// @param wal octets that PostgreSQL logged
  private record Round(double seconds, long wal) {
    Round plus(Round other) {
      return new Round(seconds + other.seconds, wal + other.wal);
    }
  }

  @Test
  void historyPerEnrollment() throws Exception {
    try (Database database = Database.open(CLUSTER.settings(), InstantSource.system())) {
      CLUSTER.execute(
          "create function nothing() returns trigger language plpgsql as"
              + " 'begin return null; end'");
      round(database, Way.SEALED);
      Map<Way, Round> all = new EnumMap<>(Way.class);
      for (int i = 1; i <= ROUNDS; i++) {
        for (int turn = 0; turn < Way.values().length; turn++) {
          Way way = Way.values()[(i + turn) % Way.values().length];
          all.merge(way, round(database, way), Round::plus);
        }
      }
      Round none = all.getOrDefault(Way.NONE, new Round(1, 1));
      all.forEach((way, round) -> print(way, round, none));
      sealing(database);
    }
  }

  private static void print(Way way, Round round, Round none) {
    double each = ENROLLMENTS * ROUNDS;
    System.out.printf(
        Locale.ROOT,
        "%-8s %,6.0f enrollments/s (%.2f of none), %,7.0f octets of log an enrollment%n",
        way,
        each / round.seconds(),
        none.seconds() / round.seconds(),
        round.wal() / each);
  }

  private Round round(Database database, Way way) throws Exception {
    CLUSTER.execute("drop trigger if exists no_history on history");
    new SealHistory(database.history().seals(), InstantSource.system()).seal();
    Enrollment enrollment = new Enrollment(database, seed++);
    List<SubscriberName> seats = new ArrayList<>();
    for (int i = 0; i < ENROLLMENTS; i++) {
      seats.add(enrollment.register());
    }
    if (way == Way.NONE) {
      CLUSTER.execute(
          "create trigger no_history before insert on history for each row execute function"
              + " nothing()");
    }
    CLUSTER.execute("checkpoint");
    try (var timer = Executors.newSingleThreadScheduledExecutor()) {
      if (way == Way.SEALED) {
        var seal = new SealHistory(database.history().seals(), InstantSource.system());
        var _ = timer.scheduleWithFixedDelay(seal::seal, 1, 1, TimeUnit.SECONDS);
      }
      Round measured = enroll(enrollment, seats);
      timer.shutdownNow();
      return measured;
    }
  }

  private static Round enroll(Enrollment enrollment, List<SubscriberName> seats) throws Exception {
    List<Callable<Integer>> clients = new ArrayList<>();
    for (int client = 0; client < CLIENTS; client++) {
      int which = client;
      clients.add(
          () -> {
            for (int i = which; i < seats.size(); i += CLIENTS) {
              enrollment.run(seats.get(i));
            }
            return seats.size();
          });
    }
    long log = log();
    long begun = System.nanoTime();
    try (var threads = Executors.newFixedThreadPool(CLIENTS)) {
      for (Future<Integer> done : threads.invokeAll(clients)) {
        done.get();
      }
    }
    return new Round((System.nanoTime() - begun) / 1e9, log() - log);
  }

  private static long log() {
    return Long.parseLong(CLUSTER.read("select pg_current_wal_insert_lsn() - '0/0'"));
  }

  /// Sealing alone, over all that was written.
  private static void sealing(Database database) {
    CLUSTER.execute("delete from history_seal");
    CLUSTER.execute("update history_sealing set through = 0, seen = 0");
    long begun = System.nanoTime();
    int sealed = new SealHistory(database.history().seals(), InstantSource.system()).seal();
    double seconds = (System.nanoTime() - begun) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "sealing alone: %,d entries in %.2f s, %,.0f a second%n",
        sealed,
        seconds,
        sealed / seconds);
  }
}
