package shomei.postgres;

import java.time.Duration;
import java.time.Instant;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import shomei.domain.evidence.SealHistory;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.OrderId;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.order.Orders;

/// What an enrollment leaves behind in each table, and what it costs to forget: `mvn -q -pl
/// adapters/postgres -am verify -Dtest=GrowthBenchmark -Dsurefire.failIfNoSpecifiedTests=false`.
/// Run by that name only.
///
/// Real enrollments are made and measured, then multiplied by SQL as if they had ended a year ago,
/// with ids in no order, which is worse than the real ones'.
final class GrowthBenchmark {
  @RegisterExtension static final Cluster CLUSTER = new Cluster();

  private static final int ENROLLMENTS = 2000;
  private static final int TIMES = Integer.getInteger("times", 50);
  private static final int CLIENTS = 2;
  private static final InstitutionId MIDORI = new InstitutionId("midori");
  private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");

  private static final List<String> TABLES =
      List.of(
          "certificate",
          "history",
          "history_seal",
          "notice",
          "acme_order",
          "\"authorization\"",
          "account",
          "untold_act");

  @Test
  void growth() throws Exception {
    try (Database database = Database.open(CLUSTER.settings(), InstantSource.system())) {
      Enrollment enrollment = new Enrollment(database, 1);
      enroll(enrollment, seats(enrollment));
      new SealHistory(database.history().seals(), InstantSource.system()).seal();
      for (String table : TABLES) {
        System.out.printf(
            Locale.ROOT,
            "%-16s %,7.0f octets an enrollment%n",
            table,
            Double.parseDouble(CLUSTER.read("select pg_total_relation_size('" + table + "')"))
                / ENROLLMENTS);
      }
      multiply();
      int all = ENROLLMENTS * (TIMES + 1);
      Orders orders = database.order().orders();
      print("walk, nothing over", all, () -> forget(orders, NOW.minus(Duration.ofDays(3650))));
      quick("enrollment alone", enrollment);
      try (var beside = Executors.newSingleThreadExecutor()) {
        Future<Integer> forgetting =
            beside.submit(() -> print("forgetting all", all, () -> forget(orders, NOW)));
        quick("enrollment beside", enrollment);
        System.out.println("forgetting was done before: " + forgetting.isDone());
        System.out.println("forgotten: " + forgetting.get());
      }
    }
  }

  private static int print(String what, int of, Callable<Integer> work) throws Exception {
    long begun = System.nanoTime();
    int done = work.call();
    double seconds = (System.nanoTime() - begun) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%-20s %,d orders in %.1f s, %,.0f a second%n",
        what,
        of,
        seconds,
        of / seconds);
    return done;
  }

  private static int forget(Orders orders, Instant before) {
    int forgotten = 0;
    Optional<OrderId> after = Optional.empty();
    do {
      Orders.Forgotten step = orders.forget(Map.of(MIDORI, before), after, 200);
      forgotten += step.orders();
      after = step.next();
    } while (after.isPresent());
    return forgotten;
  }

  private static void quick(String what, Enrollment enrollment) throws Exception {
    double[] ms = enroll(enrollment, seats(enrollment));
    Arrays.sort(ms);
    System.out.printf(
        Locale.ROOT,
        "%-20s p50 %.1f ms, p99 %.1f ms, longest %.1f ms%n",
        what,
        ms[ms.length / 2],
        ms[ms.length * 99 / 100],
        ms[ms.length - 1]);
  }

  private static List<SubscriberName> seats(Enrollment enrollment) {
    List<SubscriberName> seats = new ArrayList<>();
    for (int i = 0; i < ENROLLMENTS; i++) {
      seats.add(enrollment.register());
    }
    return seats;
  }

  private static double[] enroll(Enrollment enrollment, List<SubscriberName> seats)
      throws Exception {
    double[] ms = new double[seats.size()];
    List<Callable<Integer>> clients = new ArrayList<>();
    for (int client = 0; client < CLIENTS; client++) {
      int which = client;
      clients.add(
          () -> {
            for (int i = which; i < seats.size(); i += CLIENTS) {
              long begun = System.nanoTime();
              enrollment.run(seats.get(i));
              ms[i] = (System.nanoTime() - begun) / 1e6;
            }
            return seats.size();
          });
    }
    try (var threads = Executors.newFixedThreadPool(CLIENTS)) {
      for (Future<Integer> done : threads.invokeAll(clients)) {
        done.get();
      }
    }
    return ms;
  }

  private static void multiply() {
    String id = "md5(%s::text || k)::uuid";
    copy("account", "'id', " + id.formatted("o.id") + ", 'thumbprint', md5(o.thumbprint || k)");
    copy(
        "\"authorization\"",
        "'expires', '2026-01-01Z', 'id', "
            + id.formatted("o.id")
            + ", 'account', "
            + id.formatted("o.account"));
    copy(
        "acme_order",
        "'expires', '2026-01-01Z', 'id', "
            + id.formatted("o.id")
            + ", 'account', "
            + id.formatted("o.account")
            + ", 'serial', md5(o.serial || k), 'authorizations', (select jsonb_agg("
            + id.formatted("a")
            + ") from unnest(o.authorizations) a)");
    copy(
        "certificate",
        "'not_after', '2026-01-01Z', 'serial', md5(o.serial || k), 'acme_order', "
            + id.formatted("o.acme_order")
            + ", 'account', "
            + id.formatted("o.account")
            + ", 'fingerprint', '\\x' || md5(o.serial || k)");
    CLUSTER.execute("analyze");
  }

  private static void copy(String table, String changed) {
    CLUSTER.execute(
        "insert into %1$s overriding user value select n.* from %1$s o, generate_series(1, %2$d) k,"
                .formatted(table, TIMES)
            + " lateral jsonb_populate_record(o, jsonb_build_object("
            + changed
            + ")) n");
  }
}
