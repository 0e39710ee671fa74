package shomei.enrollment.pairing;

import java.security.KeyPair;
import java.util.Optional;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.ServerName;
import shomei.enrollment.StoreLocation;
import shomei.enrollment.connection.ServerConnection;
import shomei.enrollment.engine.Enrollment;
import shomei.protocol.message.PairedAct;
import shomei.protocol.message.PairingReport;
import shomei.sdk.AcmeAccount;
import shomei.sdk.AcmeFailure;
import shomei.sdk.AcmeServer;

/// What a page wanted of a run that was cut off.
public final class UnfinishedPage {
  private final PairingContext context;
  private final PairingMemory memory;

  public UnfinishedPage(PairingContext context) {
    this.context = context;
    this.memory = new PairingMemory(context.state());
  }

  /// What is left to be done.
  public record Left(ServerName page, PairedAct act, String subscriber) {}

  public Optional<Left> look() {
    return memory
        .read()
        .filter(this::isUnfinished)
        .map(left -> new Left(left.server().name(), left.act(), left.subscriber()));
  }

  /// Goes on with it; does nothing where nothing was left. The state directory is held meanwhile.
  ///
  /// @throws shomei.enrollment.EnrollmentException where it cannot go on
  public void takeUp() {
    if (memory.read().isPresent()) {
      context.state().holding(() -> memory.read().ifPresent(this::takeUp));
    }
  }

  private void takeUp(RememberedPairing left) {
    KnownServer server = left.server();
    ServerConnection connection =
        new ServerConnection(context.connection(), context.client(), context.person());
    try (AcmeServer opened = connection.open(server.settings("", StoreLocation.ofFile("")))) {
      PageFailures.requirePages(opened, server.directory());
      new PairingRun(context).takeUp(left, opened);
    } catch (AcmeFailure failure) {
      throw PageFailures.of(failure, server.directory());
    }
  }

  /// Tells a page the outcome that it could not be told, where that is all that is left; takes no
  /// time and asks nothing where there is nothing to tell. May be called beside other work.
  public void tellOutcome() {
    RememberedPairing left = memory.read().orElse(null);
    PairingReport outcome = left == null ? null : left.outcome();
    KeyPair key = memory.accountKey().orElse(null);
    if (left == null || outcome == null || key == null || isUnfinished(left)) {
      return;
    }
    ServerConnection connection =
        new ServerConnection(
            context.connection(), context.client(), new QuietFace(context.person()));
    try (AcmeServer opened =
        connection.open(left.server().settings("", StoreLocation.ofFile("")))) {
      AcmeAccount account = opened.account(key, left.account());
      if (PageReports.tellNow(account, left.pairing(), outcome) == null) {
        context
            .state()
            .holding(() -> memory.read().filter(left::equals).ifPresent(told -> memory.forget()));
      }
    } catch (EnrollmentException later) {
      // it stays remembered, and is told another time
    }
  }

  private boolean isUnfinished(RememberedPairing left) {
    return left.outcome() == null
        || context
            .state()
            .find(left.server().directory(), left.subscriber())
            .flatMap(Enrollment::unfinished)
            .isPresent();
  }

  /// Forgets it; what was begun at the server ends there by itself.
  public void drop() {
    context.state().holding(memory::forget);
  }
}
