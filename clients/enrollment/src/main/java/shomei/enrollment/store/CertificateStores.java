package shomei.enrollment.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.Failure;
import shomei.enrollment.StoreLocation;
import shomei.enrollment.UserInterface;
import shomei.enrollment.computer.Computer;
import shomei.enrollment.computer.OperatingSystem;
import shomei.enrollment.state.Profile;

/// Opens the store that a location names.
public final class CertificateStores {
  private final Computer computer;
  private final UserInterface person;
  private final RandomGenerator random;

  public CertificateStores(Computer computer, UserInterface person, RandomGenerator random) {
    this.computer = computer;
    this.person = person;
    this.random = random;
  }

  /// Asks for the password or PIN that opening takes.
  ///
  /// @param begun whether an earlier run has begun to use it already
  /// @throws EnrollmentException where it cannot be opened or written
  public CertificateStore open(StoreLocation location, Profile profile, boolean begun) {
    CertificateStore store =
        switch (location) {
          case StoreLocation.File file -> file(file, profile, begun);
          case StoreLocation.Token token -> Pkcs11Token.open(token.module(), token.token(), person);
          case StoreLocation.Nss nss -> {
            require(OperatingSystem.LINUX, location);
            yield NssDatabase.open(nss, profile, person, random);
          }
          case StoreLocation.Windows windows -> {
            require(OperatingSystem.WINDOWS, location);
            yield new WindowsStore(windows, profile, computer);
          }
          case StoreLocation.Mac mac -> {
            require(OperatingSystem.MACOS, location);
            yield new MacKeychain(mac, profile, computer, random);
          }
        };
    store.requireWritable();
    return store;
  }

  /// A file that is there and is not the profile's is never written to.
  private CertificateStore file(StoreLocation.File file, Profile profile, boolean begun) {
    Path target = Path.of(file.file());
    boolean ours = file.equals(profile.settings().store()) && !profile.held().isEmpty();
    if (Files.exists(target) && !ours && !begun) {
      throw new EnrollmentException(new Failure.ForeignFile(target));
    }
    return new Pkcs12File(target, profile, person);
  }

  private void require(OperatingSystem system, StoreLocation location) {
    if (computer.system() != system) {
      throw new EnrollmentException(new Failure.OtherSystem(location));
    }
  }
}
