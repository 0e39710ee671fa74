package shomei.enrollment.pairing;

import java.security.KeyPair;
import java.util.Optional;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.Event;
import shomei.enrollment.Failure;
import shomei.enrollment.StoreLocation;
import shomei.enrollment.connection.ServerConnection;
import shomei.enrollment.file.DurableFile;
import shomei.enrollment.state.AccountKey;
import shomei.protocol.message.PairingObject;
import shomei.sdk.AcmeAccount;
import shomei.sdk.AcmeFailure;
import shomei.sdk.AcmeServer;
import shomei.sdk.Located;
import shomei.sdk.NewAccountTerms;

/// Meets the page that shows a code, and does what it wants.
public final class CodeMeeting {
  private final PairingContext context;

  public CodeMeeting(PairingContext context) {
    this.context = context;
  }

  /// Blocks until the certificate is stored. Where a page of an earlier run was left, see
  /// [UnfinishedPage].
  ///
  /// @param server that shows the page, as [KnownServers] has it
  /// @throws EnrollmentException where it cannot go on
  public void open(KnownServer server, PairingCode code) {
    ServerConnection connection =
        new ServerConnection(context.connection(), context.client(), context.person());
    try (AcmeServer opened = connection.open(server.settings("", StoreLocation.ofFile("")))) {
      PageFailures.requirePages(opened, server.directory());
      KeyPair key = key(server);
      AcmeAccount account = opened.createAccount(key, NewAccountTerms.plain());
      Optional<Located<PairingObject>> found = account.waiting(context.presence().waiting(code));
      new PairingRun(context)
          .begin(
              server,
              account,
              key,
              found.orElseThrow(
                  () ->
                      new EnrollmentException(
                          new Failure.NotAcme("no page for a code that was not refused"))));
    } catch (AcmeFailure failure) {
      throw PageFailures.of(failure, server.directory());
    }
  }

  /// The key of this PC's account there, which has nothing to do with any subscriber.
  private KeyPair key(KnownServer server) {
    var folder = context.state().ofServer(server.directory());
    AccountKey file = new AccountKey(folder.resolve("account.json"));
    return file.read()
        .orElseGet(
            () -> {
              context.person().show(new Event.CreatingAccount());
              DurableFile.makeFolder(folder);
              KeyPair made = AccountKey.generate();
              file.write(made);
              return made;
            });
  }
}
