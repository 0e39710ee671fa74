package shomei.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import shomei.domain.account.Account;
import shomei.domain.certificate.Certificate;
import shomei.domain.certificate.RevocationReason;
import shomei.domain.fixture.Examples;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Refusal;
import shomei.domain.subscriber.Subscriber;

/// Acts that the contracts do not set against each other: they must neither block each other for
/// good (PostgreSQL would end one, which shows as a fault) nor leave behind what may never be.
final class RaceTest {
  @RegisterExtension static final Cluster CLUSTER = new Cluster();

  private static final InstitutionId MIDORI = new InstitutionId("midori");
  private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");

  @Test
  void aSeatThatEverythingHappensToAtOnceEndsWithOneCurrentCertificateAtMost() throws Exception {
    try (Database database = Database.open(CLUSTER.settings(), InstantSource.system())) {
      // wrong PINs of one network are many here, and the clock that would forgive them stands
      Enrollment enrollment = new Enrollment(database, 5, Examples.policies().withoutLimits());
      Subscriber seat = enrollment.register(false);
      List<Callable<Integer>> acts = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        acts.add(() -> repeated(25, () -> enrollment.tryOnce(seat.name())));
      }
      for (int i = 0; i < 2; i++) {
        acts.add(() -> repeated(50, () -> openRight(database, seat)));
      }
      acts.add(() -> repeated(50, () -> revokeCurrent(database, seat)));
      acts.add(() -> repeated(50, () -> unlock(database, seat)));
      all(acts);

      assertThat(unrevoked(database, seat)).hasSizeLessThanOrEqualTo(1);
      // whether anybody won is the scheduler's choice; once it is calm, the seat acquires as ever
      openRight(database, seat);
      unlock(database, seat);
      enrollment.tryOnce(seat.name());
      assertThat(unrevoked(database, seat)).hasSize(1);
      assertThat(
              CLUSTER.read(
                  """
                  select order_id from (select 'order:' || id as order_id from acme_order
                  where progress = 'ISSUED') issued where not exists (select from history
                  where act = 'CERTIFICATE_ISSUED' and details ->> 'order' = substr(order_id, 7))
                  """))
          .isEmpty();
      assertThat(
              CLUSTER
                  .read("select count(*) from acme_order where progress = 'ISSUED'")
                  .equals(CLUSTER.read("select count(*) from certificate")))
          .isTrue();
    }
  }

  @Test
  void anAccountThatIsDeactivatedWhileItOrdersHasNoOpenOrderAfterwards() throws Exception {
    try (Database database = Database.open(CLUSTER.settings(), InstantSource.system())) {
      Enrollment enrollment = new Enrollment(database, 6);
      Subscriber seat = enrollment.register(false);
      for (int round = 0; round < 15; round++) {
        Account account = enrollment.newAccount();
        List<Callable<Integer>> acts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
          acts.add(() -> repeated(1, () -> enrollment.newOrder(account, seat.name())));
        }
        acts.add(
            () ->
                repeated(
                    1,
                    () ->
                        database
                            .account()
                            .accounts()
                            .deactivate(account.id(), entry(Act.ACCOUNT_DEACTIVATED, "x"))));
        all(acts);
        assertThat(database.order().orders().of(account.id(), Optional.empty(), 10, NOW)).isEmpty();
      }
    }
  }

  private static List<Certificate> unrevoked(Database database, Subscriber seat) {
    return database.certificates().of(MIDORI, seat.name()).stream()
        .filter(one -> one.revocation().isEmpty())
        .toList();
  }

  private static void openRight(Database database, Subscriber seat) {
    database
        .subscribers()
        .openRight(seat.id(), NOW, Optional.empty(), entry(Act.RIGHT_OPENED, "subscriber"));
  }

  private static void unlock(Database database, Subscriber seat) {
    database.subscribers().unlock(MIDORI, seat.name(), Optional.empty(), entry(Act.PIN_RESET, "x"));
  }

  private static void revokeCurrent(Database database, Subscriber seat) {
    database
        .certificates()
        .current(MIDORI, seat.name(), NOW)
        .ifPresent(
            certificate ->
                database
                    .certificates()
                    .revoke(
                        certificate.serial(),
                        new Certificate.Revocation(
                            NOW, Optional.of(RevocationReason.CESSATION_OF_OPERATION)),
                        entry(Act.CERTIFICATE_REVOKED, "certificate:" + certificate.serial())));
  }

  /// Does it so often; a refusal is a fair outcome, as is an order that came too late.
  private static int repeated(int times, Runnable act) {
    int refused = 0;
    for (int i = 0; i < times; i++) {
      try {
        act.run();
      } catch (Refusal fair) {
        refused++;
      }
    }
    return times - refused;
  }

  private static void all(List<Callable<Integer>> acts) throws InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> done : threads.invokeAll(acts)) {
        done.get();
      }
    } catch (ExecutionException fault) {
      throw new AssertionError(fault.getCause());
    }
  }

  private static Entry entry(Act act, String subject) {
    return new Entry(NOW, MIDORI, Actor.system(), act, subject, Map.of());
  }
}
