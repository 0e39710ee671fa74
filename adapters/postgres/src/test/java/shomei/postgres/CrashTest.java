package shomei.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.domain.access.Nonce;
import shomei.domain.fixture.MutableClock;
import shomei.domain.history.Act;
import shomei.domain.journal.Revocations;
import shomei.domain.kernel.Octets;
import shomei.embedded.EmbeddedDatabase;
import shomei.postgres.connection.DatabaseSettings;

/// What the ports wrote, after PostgreSQL was stopped or killed.
final class CrashTest {
  @TempDir Path folder;

  /// Of those that the version before made. What was spent is in no log; no nonce of before the
  /// crash is taken, whether spent or not. A clock that was ahead then and is put back afterwards
  /// keeps nobody out.
  @Test
  void noNonceOfBeforeACrashIsTakenAfterIt() throws Exception {
    MutableClock clock = new MutableClock(Instant.parse("2026-11-21T03:00:00.5Z"));
    Nonce spent = nonce(1, "2026-11-21T02:59:00Z");
    Nonce unspent = nonce(2, "2026-11-21T03:00:00.5Z");
    EmbeddedDatabase first = EmbeddedDatabase.start(folder, 0);
    ProcessHandle postgres = ProcessHandle.of(postmaster()).orElseThrow();
    try (first;
        Database database = open(first, clock)) {
      assertThat(database.nonces().spend(spent)).isTrue();
      assertThat(database.nonces().spend(spent)).isFalse();
      postgres.destroyForcibly();
      postgres.onExit().get(30, TimeUnit.SECONDS);
    }

    try (EmbeddedDatabase second = EmbeddedDatabase.start(folder, 0);
        Database database = open(second, clock)) {
      assertThat(database.nonces().spend(spent)).isFalse();
      assertThat(database.nonces().spend(unspent)).isFalse();
      assertThat(database.nonces().spend(nonce(3, "2026-11-21T03:00:00.501Z"))).isTrue();
      assertThat(database.nonces().spend(nonce(3, "2026-11-21T03:00:00.501Z"))).isFalse();

      clock.advance(Duration.ofHours(-1));
      assertThat(database.nonces().spend(nonce(4, "2026-11-21T02:00:00.5Z"))).isFalse();
      assertThat(database.nonces().spend(nonce(5, "2026-11-21T02:00:00.501Z"))).isTrue();
    }
  }

  private static Nonce nonce(int number, String minted) {
    byte[] id = new byte[16];
    id[0] = (byte) number;
    Instant from = Instant.parse(minted);
    return new Nonce.Former(Octets.of(id), from, from.plusSeconds(3600));
  }

  /// Transactions that no disk had yet may have had the numbers that are given now.
  @Test
  void aPositionAmongRevocationsIsOfNoUseAfterACrash() throws Exception {
    Revocations.Position before;
    EmbeddedDatabase first = EmbeddedDatabase.start(folder, 0);
    ProcessHandle postgres = ProcessHandle.of(postmaster()).orElseThrow();
    try (first;
        Database database = open(first, InstantSource.system())) {
      before = database.revocation().revocations().position();
      assertThat(database.revocation().revocations().since(before).next().life())
          .isEqualTo(before.life());
      postgres.destroyForcibly();
      postgres.onExit().get(30, TimeUnit.SECONDS);
    }
    try (EmbeddedDatabase second = EmbeddedDatabase.start(folder, 0);
        Database database = open(second, InstantSource.system())) {
      Revocations revocations = database.revocation().revocations();
      assertThat(revocations.since(before).next().life()).isNotEqualTo(before.life());
      Revocations.Position after = revocations.position();
      assertThat(after.life()).isNotEqualTo(before.life());
      assertThat(revocations.since(after).next().life()).isEqualTo(after.life());
    }
  }

  @Test
  void whatThePortsWroteIsThereAfterAStop() {
    try (EmbeddedDatabase first = EmbeddedDatabase.start(folder, 0);
        Database database = open(first, InstantSource.system())) {
      Enrollment enrollment = new Enrollment(database, 2);
      enrollment.run(enrollment.register());
    }
    try (EmbeddedDatabase second = EmbeddedDatabase.start(folder, 0);
        Database database = open(second, InstantSource.system())) {
      assertThat(database.notice().notices().due(Instant.parse("2028-01-01T00:00:00Z"), 10))
          .hasSize(2);
      assertThat(database.notice().untoldActs().after(0, 10))
          .extracting(untold -> untold.entry().act())
          .contains(Act.CERTIFICATE_ISSUED);
    }
  }

  private static Database open(EmbeddedDatabase embedded, InstantSource clock) {
    return Database.open(
        new DatabaseSettings(embedded.url(), embedded.user(), "", 4, Duration.ofSeconds(5)), clock);
  }

  private long postmaster() throws IOException {
    return Long.parseLong(
        Files.readAllLines(folder.resolve("data/postmaster.pid")).getFirst().strip());
  }
}
