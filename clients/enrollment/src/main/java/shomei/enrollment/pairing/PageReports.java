package shomei.enrollment.pairing;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import shomei.enrollment.engine.Stage;
import shomei.enrollment.engine.StageListener;
import shomei.protocol.message.PairingReport;
import shomei.protocol.message.PairingStatus;
import shomei.sdk.AcmeAccount;
import shomei.sdk.AcmeFailure;

/// Tells the page how far the run is, beside the run: at each stage and every few seconds. What
/// cannot be told is told with the next; no run fails or waits for it.
final class PageReports implements StageListener, AutoCloseable {
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(8);
  private static final List<Stage> STAGES = List.of(Stage.values());

  private final AcmeAccount account;
  private final URI pairing;
  private final AtomicReference<PairingReport> latest;
  private final ExecutorService teller =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("page reports").factory());
  private final Beats.Beat beat;
  private volatile boolean quiet;

  /// @param quiet whether nothing is told before the profile has its account: what the page hands
  ///   over for it is not given again afterwards
  PageReports(AcmeAccount account, URI pairing, Beats beats, boolean quiet) {
    this.quiet = quiet;
    this.account = account;
    this.pairing = pairing;
    this.latest = new AtomicReference<>(processing(1));
    this.beat = beats.every(SIGN_OF_LIFE, this::tellLatest);
    tellLatest();
  }

  static PairingReport of(PairingStatus status) {
    return new PairingReport(status, null, null, null, null, null);
  }

  static PairingReport interrupted(String reason) {
    return new PairingReport(PairingStatus.INTERRUPTED, null, null, reason, null, null);
  }

  private static PairingReport processing(int step) {
    return new PairingReport(PairingStatus.PROCESSING, step, STAGES.size(), null, null, null);
  }

  @Override
  public void pass(Stage stage, Side side) {
    if (side == Side.AFTER) {
      quiet = quiet && stage.compareTo(Stage.ACCOUNT) < 0;
      tell(processing(STAGES.indexOf(stage) + 1));
    }
  }

  void tell(PairingReport report) {
    latest.set(report);
    tellLatest();
  }

  private void tellLatest() {
    if (!quiet && !teller.isShutdown()) {
      PairingReport report = latest.get();
      teller.execute(
          () -> {
            if (report.equals(latest.get())) {
              tellNow(account, pairing, report);
            }
          });
    }
  }

  /// @return why the page could not be told
  static @Nullable AcmeFailure tellNow(AcmeAccount account, URI pairing, PairingReport report) {
    try {
      account.report(pairing, report);
      return null;
    } catch (AcmeFailure failure) {
      return failure;
    }
  }

  /// What was not told by now is not told any more.
  @Override
  public void close() {
    beat.close();
    teller.shutdownNow();
    teller.close();
  }
}
