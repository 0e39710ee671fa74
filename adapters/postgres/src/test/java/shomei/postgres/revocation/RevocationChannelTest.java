package shomei.postgres.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import shomei.postgres.Cluster;
import shomei.postgres.Database;
import shomei.postgres.connection.Channels;

final class RevocationChannelTest {
  @RegisterExtension static final Cluster CLUSTER = new Cluster();

  private static final String REVOKED =
      """
      insert into lost_certificate (serial, issuer, crl_shard, institution, not_after, revoked_at)
      select '4' || substr(md5(i::text), 2), 'kita-g1', 0, 'kita', now() + interval '1 day', now()
        from generate_series(%d, %d) i
      """;

  @Test
  void revocationsAreToldOnceATransactionAndOnlyWhenItHasCommitted() throws Exception {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    try (Database database = Database.open(CLUSTER.settings(), InstantSource.system())) {
      database
          .channels()
          .on(
              "revocation",
              new Channels.Handler() {
                @Override
                public void heard(String payload) {
                  told.add("revocation" + payload);
                }

                @Override
                public void connected() {
                  told.add("connected");
                }
              });
      database.channels().start();
      assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo("connected");

      CLUSTER.execute("begin;" + REVOKED.formatted(1, 3) + ";rollback");
      CLUSTER.execute(REVOKED.formatted(1, 100));
      CLUSTER.execute("notify revocation, ' after it'");

      assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo("revocation");
      assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo("revocation after it");
    }
  }
}
