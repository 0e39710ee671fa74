package shomei.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.revocation.BulkRevocation;

/// A bulk revocation whose process is killed between every two of its steps.
final class BulkKillTest {
  @RegisterExtension static final Cluster CLUSTER = new Cluster();

  private static final InstitutionId MIDORI = new InstitutionId("midori");
  private static final int CERTIFICATES = 25;

  @Test
  void whatAKilledServerLeftTheNextOneGoesOnWith() throws Exception {
    try (Database database = Database.open(CLUSTER.settings(), InstantSource.system())) {
      Enrollment enrollment = new Enrollment(database, 7);
      for (int i = 0; i < CERTIFICATES; i++) {
        enrollment.tryOnce(enrollment.register(false).name());
      }
      assertThat(CLUSTER.read("select count(*) from certificate")).isEqualTo("25");

      killed("begin", "after");
      assertStands(database, 0);
      for (int done : new int[] {10, 20, 25}) {
        killed("batch", "after");
        assertStands(database, done);
      }
      killed("end", "before");
      assertStands(database, CERTIFICATES);
      assertThat(database.revocation().bulkRevocations().underWay()).hasSize(1);
      killed("end", "after");
      assertStands(database, CERTIFICATES);
      assertThat(database.revocation().bulkRevocations().underWay()).isEmpty();
      assertThat(run("none", "after")).isZero();
      assertStands(database, CERTIFICATES);
      assertThat(
              CLUSTER.read(
                  "select act || count(*) from history where act like 'BULK%' group by act order by act"))
          .isEqualTo("BULK_REVOCATION_BEGUN1\nBULK_REVOCATION_ENDED1");
    }
  }

  /// What it says to have done, the certificates and the history agree.
  private static void assertStands(Database database, int done) {
    assertThat(database.revocation().bulkRevocations().of(MIDORI))
        .singleElement()
        .extracting(BulkRevocation::total, BulkRevocation::done)
        .containsExactly((long) CERTIFICATES, (long) done);
    assertThat(CLUSTER.read("select count(*) from certificate where revoked_at is not null"))
        .isEqualTo(Integer.toString(done));
    assertThat(
            CLUSTER.read(
                "select count(distinct subject) || '/' || count(*) from history"
                    + " where act = 'CERTIFICATE_REVOKED'"))
        .isEqualTo(done + "/" + done);
  }

  private static void killed(String call, String side) throws Exception {
    assertThat(run(call, side)).isEqualTo(BulkKiller.KILLED);
  }

  private static int run(String call, String side) throws IOException, InterruptedException {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            BulkKiller.class.getName(),
            CLUSTER.settings().url(),
            call,
            side);
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
