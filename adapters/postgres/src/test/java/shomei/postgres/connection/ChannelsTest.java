package shomei.postgres.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import shomei.postgres.Cluster;
import shomei.postgres.RoundTrips;

final class ChannelsTest {
  @RegisterExtension static final Cluster CLUSTER = new Cluster();

  private static final String CONNECTED = "connected";

  private RoundTrips wire;
  private String name;
  private Channels channels;

  /// What a handler was told, in turn.
  private record Told(BlockingQueue<String> what) implements Channels.Handler {
    Told() {
      this(new LinkedBlockingQueue<>());
    }

    @Override
    public void heard(String payload) {
      what.add(payload);
    }

    @Override
    public void connected() {
      what.add(CONNECTED);
    }

    @Nullable String next() throws InterruptedException {
      return what.poll(30, TimeUnit.SECONDS);
    }
  }

  @BeforeEach
  void open() throws Exception {
    wire = new RoundTrips(CLUSTER.port());
    name = "shomei-test-" + wire.port(); // PostgreSQL may still end a connection of before
    channels = new Channels(CLUSTER.settings(wire.port(), 1), name);
  }

  @AfterEach
  void close() throws Exception {
    channels.close();
    wire.mend();
    wire.close();
  }

  @Test
  void whatIsToldIsHeardInTheTurnOfTheCommitsEachChannelByItsHandler() throws Exception {
    Told letters = new Told();
    Told figures = new Told();
    channels.on("letters", letters);
    channels.on("figures", figures);
    channels.start();
    assertThat(letters.next()).isEqualTo(CONNECTED);
    assertThat(figures.next()).isEqualTo(CONNECTED);
    assertThat(channels.isConnected()).isTrue();

    CLUSTER.execute("notify letters, 'a'; notify figures, '1'; notify nobody, 'x'");
    CLUSTER.execute("notify letters, 'b'");

    assertThat(letters.next()).isEqualTo("a");
    assertThat(letters.next()).isEqualTo("b");
    assertThat(figures.next()).isEqualTo("1");
    assertThat(letters.what()).isEmpty();
    assertThat(figures.what()).isEmpty();
  }

  @Test
  void whatIsRolledBackIsNeverHeard() throws Exception {
    Told told = new Told();
    channels.on("letters", told);
    channels.start();
    assertThat(told.next()).isEqualTo(CONNECTED);
    CLUSTER.execute("begin; notify letters, 'never'; rollback");
    CLUSTER.execute("notify letters, 'kept'");
    assertThat(told.next()).isEqualTo("kept");
  }

  @Test
  void aConnectionThatIsCutIsMadeAnewAndItsHandlersAreToldThatTheyMissed() throws Exception {
    Told told = new Told();
    channels.on("letters", told);
    channels.start();
    assertThat(told.next()).isEqualTo(CONNECTED);

    wire.cut();
    CLUSTER.execute("notify letters, 'missed'");
    wire.mend();

    assertThat(told.next()).isEqualTo(CONNECTED);
    CLUSTER.execute("notify letters, 'heard'");
    assertThat(told.next()).isEqualTo("heard");
  }

  @Test
  void aConnectionThatTheDatabaseEndsIsMadeAnew() throws Exception {
    Told told = new Told();
    channels.on("letters", told);
    channels.start();
    assertThat(told.next()).isEqualTo(CONNECTED);
    assertThat(
            CLUSTER.read(
                "select count(pg_terminate_backend(pid)) from pg_stat_activity"
                    + " where application_name = '%s'".formatted(name)))
        .isEqualTo("1");
    assertThat(told.next()).isEqualTo(CONNECTED);
  }

  @Test
  void aConnectionThatFallsSilentWithoutAWordIsFoundOut() throws Exception {
    Told told = new Told();
    channels.on("letters", told);
    channels.start();
    assertThat(told.next()).isEqualTo(CONNECTED);
    wire.hold();
    CLUSTER.execute("notify letters, 'on the way'");
    while (channels.isConnected()) {
      Thread.onSpinWait();
    }
    assertThat(told.what()).isEmpty();
  }

  @Test
  void aHandlerThatFailsKeepsNothingFromTheNext() throws Exception {
    Told told = new Told();
    channels.on(
        "broken",
        new Channels.Handler() {
          @Override
          public void heard(String payload) {
            throw new IllegalStateException("as the test asks");
          }

          @Override
          public void connected() {
            throw new IllegalStateException("as the test asks");
          }
        });
    channels.on("letters", told);
    channels.start();
    assertThat(told.next()).isEqualTo(CONNECTED);
    CLUSTER.execute("notify broken; notify letters, 'a'");
    assertThat(told.next()).isEqualTo("a");
  }

  @Test
  void aLaterHandlerTakesThePlaceOfTheOneBefore() throws Exception {
    Told before = new Told();
    Told told = new Told();
    channels.on("letters", before);
    channels.on("letters", told);
    channels.start();
    assertThat(told.next()).isEqualTo(CONNECTED);
    Told later = new Told();
    channels.on("letters", later);
    channels.start();
    CLUSTER.execute("notify letters, 'a'");
    assertThat(later.next()).isEqualTo("a");
    assertThat(told.what()).isEmpty();
    assertThat(before.what()).isEmpty();
  }

  @Test
  void channelsAreSettledBeforeItBeginsAndWithoutAnyThereIsNoConnection() {
    assertThatThrownBy(() -> channels.on("a; drop table account", new Told()))
        .isInstanceOf(IllegalArgumentException.class);
    channels.start();
    assertThat(channels.isConnected()).isFalse();
    channels.on("letters", new Told());
    channels.start();
    assertThatThrownBy(() -> channels.on("figures", new Told()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void closingEndsItsConnectionWhileItWaits() throws Exception {
    Told told = new Told();
    channels.on("letters", told);
    channels.start();
    assertThat(told.next()).isEqualTo(CONNECTED);
    channels.close();
    assertThat(channels.isConnected()).isFalse();
    CLUSTER.execute("notify letters, 'late'");
    assertThat(told.what()).isEmpty();
  }
}
