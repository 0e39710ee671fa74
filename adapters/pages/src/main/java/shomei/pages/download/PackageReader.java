package shomei.pages.download;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import shomei.domain.kernel.Octets;
import shomei.pages.download.Finding.Offered;
import shomei.pages.download.Finding.States;
import shomei.pages.download.Finding.Withheld;

/// Reads files of the folder, and judges whether they can be offered.
///
/// @param signer without whom packages are offered unsigned
record PackageReader(Optional<Signer> signer) {
  private static final long LONGEST = 1L << 30;
  private static final int LONGEST_SIGNATURE = 1 << 16;

  /// @param before what was found last time: where nothing has changed since, it is so still
  Finding read(Path file, Optional<Finding> before) {
    try {
      States states = States.of(file);
      return before
          .filter(finding -> finding.states().equals(states))
          .orElseGet(() -> judge(file, states));
    } catch (IOException e) {
      return unreadable(e, States.NONE);
    }
  }

  private Finding judge(Path file, States states) {
    Optional<PackageName> name = PackageName.of(file.getFileName().toString());
    if (name.isEmpty()) {
      return new Withheld(
          "it is not named as a package (shomei-1.2.3-setup.exe, shomei-1.2.3.msi,"
              + " shomei_1.2.3_amd64.deb, shomei-1.2.3-macos.tar.gz)",
          states);
    }
    if (states.file().isEmpty() || states.file().get().length() > LONGEST) {
      return new Withheld("it is no plain file, or one of more than 1 GiB", states);
    }
    if (signer.isPresent() != states.signature().isPresent()) {
      return new Withheld(
          signer.isPresent()
              ? "its signature, the file with .p7s behind the name, is not there"
              : "it is signed, but pages.downloads.signerFile does not say by whom",
          states);
    }
    try {
      return judge(file, name.get(), states);
    } catch (IOException e) {
      return unreadable(e, states);
    }
  }

  private Finding judge(Path file, PackageName name, States states) throws IOException {
    Optional<Octets> signature =
        signer.isPresent() ? Optional.of(signature(States.signature(file))) : Optional.empty();
    Octets sha256 = sha256(file);
    if (!States.of(file).equals(states)) {
      // at the next look it is read again
      return new Withheld("it was written while it was read", States.NONE);
    }
    if (signer.isPresent() && !signer.get().signed().test(signature.orElseThrow(), sha256)) {
      return new Withheld(
          "it is not what %s has signed, or its signature is broken".formatted(signer.get().name()),
          states);
    }
    FileState state = states.file().orElseThrow();
    return new Offered(new Download(name, state.length(), sha256, signature, state), states);
  }

  private static Withheld unreadable(IOException why, States states) {
    return new Withheld("it cannot be read: " + why, states);
  }

  private static Octets signature(Path file) throws IOException {
    try (InputStream in = open(file)) {
      return Octets.of(in.readNBytes(LONGEST_SIGNATURE));
    }
  }

  private static Octets sha256(Path file) throws IOException {
    try (DigestInputStream in =
        new DigestInputStream(open(file), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return Octets.of(in.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK lacks SHA-256", e);
    }
  }

  private static InputStream open(Path file) throws IOException {
    return Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  }
}
