package shomei.enrollment.pairing;

import java.net.URI;
import java.security.KeyPair;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.Event;
import shomei.enrollment.Failure;
import shomei.enrollment.connection.ServerConnection;
import shomei.enrollment.state.Profile;
import shomei.enrollment.state.ProfileSettings;
import shomei.protocol.message.PairingObject;
import shomei.protocol.message.PairingStatus;
import shomei.sdk.AcmeAccount;
import shomei.sdk.AcmeFailure;
import shomei.sdk.AcmeServer;
import shomei.sdk.Located;

/// Waits for the pages of one account, until it is interrupted.
final class PageWaiter implements Runnable {
  private static final Duration BEFORE_LOOKING_AGAIN = Duration.ofSeconds(5);

  private final PairingContext context;
  private final URI directory;
  private final String subscriber;
  private final ReentrantLock one;
  private final Consumer<Optional<Failure>> ended;
  private final Pauses pauses;
  private final Set<URI> interrupted = new HashSet<>();
  private boolean told;

  /// @param one is held while something is done for a page
  PageWaiter(
      PairingContext context,
      ProfileSettings profile,
      ReentrantLock one,
      Consumer<Optional<Failure>> ended) {
    this.context = context;
    this.directory = profile.server();
    this.subscriber = profile.subscriber();
    this.one = one;
    this.ended = ended;
    this.pauses = new Pauses(context.client());
  }

  @Override
  public void run() {
    int failures = 0;
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Optional<Profile> profile = context.state().find(directory, subscriber);
        if (profile.isEmpty()) {
          return;
        }
        waitFor(profile.get());
        failures = 0;
      } catch (EnrollmentException failure) {
        switch (failure.failure()) {
          case Failure.Interrupted stop -> {
            return;
          }
          case Failure.ServerTooOld old -> {
            context.person().show(new Event.CannotWait(directory, old));
            return;
          }
          case Failure why -> {
            if (failures++ == 0) {
              context.person().show(new Event.CannotWait(directory, why));
            }
            told = false;
          }
        }
        try {
          pauses.afterFailures(failures);
        } catch (EnrollmentException stop) {
          return;
        }
      }
    }
  }

  /// Until a page came, and what it wants is done: the account may be another then.
  private void waitFor(Profile profile) {
    KeyPair key = profile.accountKey().orElseThrow();
    URI address = profile.settings().account();
    if (address == null) {
      pauses.pause(BEFORE_LOOKING_AGAIN);
      return;
    }
    QuietFace quiet = new QuietFace(context.person());
    try (AcmeServer server =
        new ServerConnection(context.connection(), context.client(), quiet)
            .open(profile.settings())) {
      PageFailures.requirePages(server, directory);
      AcmeAccount account = server.account(key, address);
      if (!told) {
        told = true;
        context.person().show(new Event.WaitingForPages(directory));
      }
      Optional<Located<PairingObject>> found = Optional.empty();
      while (found.isEmpty()) {
        found = account.waiting(context.presence().waiting(null)).filter(this::isWanted);
        if (Thread.currentThread().isInterrupted()) {
          throw new EnrollmentException(new Failure.Interrupted());
        }
      }
      if (!serve(account, key, found.get())) {
        pauses.pause(BEFORE_LOOKING_AGAIN);
      }
    } catch (AcmeFailure failure) {
      throw PageFailures.of(failure, directory);
    }
  }

  /// What failed here is not begun again by itself, but where the person began it again.
  private boolean isWanted(Located<PairingObject> found) {
    boolean again =
        interrupted.contains(found.url()) && found.resource().status() == PairingStatus.INTERRUPTED;
    if (again) {
      pauses.pause(BEFORE_LOOKING_AGAIN);
    }
    return !again;
  }

  private boolean serve(AcmeAccount account, KeyPair key, Located<PairingObject> found) {
    one.lock();
    try {
      KnownServer server = context.servers().find(directory).orElseThrow();
      new PairingRun(context).begin(server, account, key, found);
      interrupted.remove(found.url());
      ended.accept(Optional.empty());
      return true;
    } catch (EnrollmentException failure) {
      interrupted.add(found.url());
      ended.accept(Optional.of(failure.failure()));
      return false;
    } catch (AcmeFailure failure) {
      interrupted.add(found.url());
      ended.accept(Optional.of(PageFailures.of(failure, directory).failure()));
      return false;
    } finally {
      one.unlock();
    }
  }
}
