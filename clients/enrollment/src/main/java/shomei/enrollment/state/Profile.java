package shomei.enrollment.state;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.Failure;
import shomei.enrollment.file.DurableFile;
import shomei.protocol.json.Json;
import shomei.protocol.problem.ProblemException;
import shomei.sdk.CertificateFacts;

/// One subscriber at one server, as a folder of the state directory.
public final class Profile {
  private final Path folder;
  private ProfileSettings settings;

  private Profile(Path folder, ProfileSettings settings) {
    this.folder = folder;
    this.settings = settings;
  }

  static Profile read(Path folder) {
    return new Profile(folder, parse(folder.resolve("profile.json"), ProfileSettings.class));
  }

  static Profile create(Path folder, ProfileSettings settings) {
    DurableFile.makeFolder(folder);
    Profile profile = new Profile(folder, settings);
    profile.write(settings);
    return profile;
  }

  public ProfileSettings settings() {
    return settings;
  }

  /// Readable, and one profile's alone.
  public String name() {
    return String.valueOf(folder.getFileName());
  }

  /// A file of the profile's folder.
  public Path file(String name) {
    return folder.resolve(name);
  }

  public void write(ProfileSettings changed) {
    DurableFile.write(folder.resolve("profile.json"), Json.write(changed));
    settings = changed;
  }

  public Optional<KeyPair> accountKey() {
    return accountKeyFile().read();
  }

  /// In memory only.
  public KeyPair newAccountKey() {
    return AccountKey.generate();
  }

  public void keepAccountKey(KeyPair keys) {
    accountKeyFile().write(keys);
  }

  private AccountKey accountKeyFile() {
    return new AccountKey(folder.resolve("account.json"));
  }

  /// The chain of the certificate that is installed, its own first; empty where none is held.
  public List<X509Certificate> held() {
    return chain(folder.resolve("certificate.pem"));
  }

  public void hold(List<X509Certificate> chain) {
    keepChain(folder.resolve("certificate.pem"), chain);
  }

  public static List<X509Certificate> chain(Path file) {
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      return CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(DurableFile.read(file)))
          .stream()
          .map(X509Certificate.class::cast)
          .toList();
    } catch (CertificateException broken) {
      throw damaged(file, broken);
    }
  }

  public static void keepChain(Path file, List<X509Certificate> chain) {
    StringBuilder pem = new StringBuilder();
    Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
    for (X509Certificate certificate : chain) {
      pem.append("-----BEGIN CERTIFICATE-----\n")
          .append(lines.encodeToString(CertificateFacts.der(certificate)))
          .append("\n-----END CERTIFICATE-----\n");
    }
    DurableFile.write(file, pem.toString().getBytes(StandardCharsets.US_ASCII));
  }

  /// Reads a JSON file of the engine's own.
  public static <T> T parse(Path file, Class<T> kind) {
    try {
      return Json.read(Files.readAllBytes(file), kind);
    } catch (IOException | ProblemException broken) {
      throw damaged(file, broken);
    }
  }

  static EnrollmentException damaged(Path file, Exception why) {
    return new EnrollmentException(new Failure.Damaged(file), why);
  }
}
