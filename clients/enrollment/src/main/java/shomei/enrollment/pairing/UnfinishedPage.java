package shomei.enrollment.pairing;

import java.util.Optional;
import shomei.enrollment.ServerName;
import shomei.enrollment.StoreLocation;
import shomei.enrollment.connection.ServerConnection;
import shomei.protocol.message.PairedAct;
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
    return memory.read().map(left -> new Left(left.server().name(), left.act(), left.subscriber()));
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

  /// Forgets it; what was begun at the server ends there by itself.
  public void drop() {
    context.state().holding(memory::forget);
  }
}
