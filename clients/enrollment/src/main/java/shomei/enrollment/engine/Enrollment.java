package shomei.enrollment.engine;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.Event;
import shomei.enrollment.Failure;
import shomei.enrollment.StoreLocation;
import shomei.enrollment.UserInterface;
import shomei.enrollment.computer.Computer;
import shomei.enrollment.connection.ConnectionOptions;
import shomei.enrollment.connection.ServerConnection;
import shomei.enrollment.state.CertificateSummary;
import shomei.enrollment.state.Profile;
import shomei.enrollment.state.StateDirectory;
import shomei.enrollment.store.CertificateStore;
import shomei.enrollment.store.CertificateStores;
import shomei.sdk.AcmeServer;
import shomei.sdk.ClientSettings;

/// Acquires and renews certificates for the face that it is given. Blocks until the certificate is
/// stored; what is cut off on the way, another call takes up again.
public final class Enrollment {
  private final UserInterface person;
  private final ClientSettings client;
  private final RandomGenerator random;
  private final StageListener listener;
  private final Computer computer;

  /// On the PC that this process runs on.
  ///
  /// @param client without proxy and trust, which the profiles bring
  /// @param random unpredictable
  public Enrollment(
      UserInterface person, ClientSettings client, RandomGenerator random, StageListener listener) {
    this(person, client, random, listener, Computer.ofProcess());
  }

  public Enrollment(
      UserInterface person,
      ClientSettings client,
      RandomGenerator random,
      StageListener listener,
      Computer computer) {
    this.person = person;
    this.client = client;
    this.random = random;
    this.listener = listener;
    this.computer = computer;
  }

  /// Runs to the end. No other run may work on the state directory meanwhile: see
  /// [StateDirectory#holding].
  ///
  /// @param chosen where the certificate goes, where the person said so; else where the profile
  ///   says
  /// @param report tells the person about the certificate; only when it has returned is the run
  ///   over
  /// @throws EnrollmentException where it cannot go on; another run goes on from there
  public void run(
      EnrollmentType type,
      Profile profile,
      Optional<StoreLocation> chosen,
      EnrollmentOptions options,
      ConnectionOptions connection,
      Consumer<CertificateSummary> report) {
    PendingFiles files = new PendingFiles(profile, listener);
    profile.write(connection.remembered(profile.settings()));
    StoreLocation location = location(profile, files, chosen);
    CertificateStore store =
        new CertificateStores(computer, person, random)
            .open(location, profile, files.read().isPresent());
    try (AcmeServer server =
        new ServerConnection(connection, client, person).open(profile.settings())) {
      new EnrollmentRun(profile, server, location, store, options, files, random, person)
          .run(
              type,
              chain -> {
                person.show(new Event.Complete(chain.getFirst().getNotAfter().toInstant()));
                report.accept(CertificateSummary.of(profile, client.clock().instant()));
              });
    }
  }

  /// What an earlier run of the profile left unfinished.
  public static Optional<EnrollmentType> unfinished(Profile profile) {
    return new PendingFiles(profile, StageListener.none()).read().map(PendingEnrollment::type);
  }

  /// A pending enrollment keeps its store: the key waits there.
  private static StoreLocation location(
      Profile profile, PendingFiles files, Optional<StoreLocation> chosen) {
    Optional<StoreLocation> begun = files.read().map(PendingEnrollment::store);
    if (begun.isPresent() && chosen.isPresent() && !begun.equals(chosen)) {
      throw new EnrollmentException(new Failure.UnfinishedElsewhere(begun.get()));
    }
    return begun.or(() -> chosen).orElse(profile.settings().store());
  }
}
