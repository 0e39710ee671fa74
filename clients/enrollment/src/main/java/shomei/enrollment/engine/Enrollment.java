package shomei.enrollment.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.Event;
import shomei.enrollment.Failure;
import shomei.enrollment.StoreLocation;
import shomei.enrollment.UserInterface;
import shomei.enrollment.connection.ConnectionOptions;
import shomei.enrollment.connection.ServerConnection;
import shomei.enrollment.state.CertificateSummary;
import shomei.enrollment.state.Profile;
import shomei.enrollment.state.StateDirectory;
import shomei.enrollment.store.CertificateStore;
import shomei.enrollment.store.Pkcs11Token;
import shomei.enrollment.store.Pkcs12File;
import shomei.sdk.AcmeServer;
import shomei.sdk.ClientSettings;

/// Acquires and renews certificates for the face that it is given. Blocks until the certificate is
/// stored; what is cut off on the way, another call takes up again.
public final class Enrollment {
  private final UserInterface person;
  private final ClientSettings client;
  private final RandomGenerator random;
  private final StageListener listener;

  /// @param client without proxy and trust, which the profiles bring
  public Enrollment(
      UserInterface person, ClientSettings client, RandomGenerator random, StageListener listener) {
    this.person = person;
    this.client = client;
    this.random = random;
    this.listener = listener;
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
    CertificateStore store = open(location, profile, files);
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

  private CertificateStore open(StoreLocation location, Profile profile, PendingFiles files) {
    String file = location.file();
    if (file == null) {
      return Pkcs11Token.open(
          String.valueOf(location.module()), String.valueOf(location.token()), person);
    }
    Path target = Path.of(file);
    boolean ours = file.equals(profile.settings().store().file()) && !profile.held().isEmpty();
    if (Files.exists(target) && !ours && files.read().isEmpty()) {
      throw new EnrollmentException(new Failure.ForeignFile(target));
    }
    CertificateStore store = new Pkcs12File(target, profile, person);
    store.requireWritable();
    return store;
  }
}
