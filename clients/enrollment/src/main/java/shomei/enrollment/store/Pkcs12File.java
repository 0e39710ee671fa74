package shomei.enrollment.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.Event;
import shomei.enrollment.Failure;
import shomei.enrollment.KeyType;
import shomei.enrollment.Secret;
import shomei.enrollment.UserInterface;
import shomei.enrollment.file.DurableFile;
import shomei.enrollment.state.Profile;

/// A PKCS#12 file. The key that waits is in a file of the same kind, under the same password, in
/// the profile's folder; so is the copy of the file before its last change.
///
/// The file may hold what somebody else put there, so only entries of this profile are ever
/// replaced: those that it named, and the one of the certificate in use.
public final class Pkcs12File implements CertificateStore {
  private static final Pattern TRY = Pattern.compile("-[0-9a-f]{8}$");

  private final Path file;
  private final Profile profile;
  private final Path waiting;
  private final FilePassword password;
  private final UserInterface person;
  // what was opened in this run: each opening costs what a guess costs
  private @Nullable KeyPair waitingKey;
  private @Nullable KeyPair currentKey;
  private byte[] openedOctets = {};
  private @Nullable Pkcs12 opened;

  public Pkcs12File(Path file, Profile profile, UserInterface person) {
    this.file = file;
    this.profile = profile;
    this.waiting = profile.file("pending.p12");
    this.password = new FilePassword(person);
    this.person = person;
  }

  @Override
  public void requireWritable() {
    DurableFile.requireReplaceable(file);
    if (DurableFile.hasOtherNames(file)) {
      person.show(new Event.OtherNamesKeepTheOld(file));
    }
  }

  @Override
  public WaitingKey makeKey(String name, KeyType type) {
    Secret secret = password.forWriting();
    try {
      KeyPair keys = type.generator().generateKeyPair();
      Pkcs12 content = Pkcs12.empty(secret);
      content.put(name, keys, List.of(Placeholder.of(keys, name)));
      DurableFile.write(waiting, content.octets());
      waitingKey = keys;
      return WaitingKey.of(keys);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("the Java platform makes no such key: " + type, missing);
    }
  }

  @Override
  public Optional<WaitingKey> waitingKey(String name, boolean mayDiscard) {
    if (!Files.exists(waiting)) {
      return Optional.empty();
    }
    Optional<Pkcs12> content = opening(waiting, DurableFile.read(waiting));
    if (content.isEmpty() && !mayDiscard) {
      throw new EnrollmentException(new Failure.WrongPassword(waiting));
    }
    waitingKey = content.flatMap(Pkcs12File::onlyKey).orElse(null);
    return Optional.ofNullable(waitingKey).map(WaitingKey::of);
  }

  private static Optional<KeyPair> onlyKey(Pkcs12 content) {
    return content.entries().stream().findFirst().flatMap(entry -> content.key(entry.name()));
  }

  @Override
  public KeyPair currentKey(X509Certificate certificate) {
    KeyPair known = currentKey;
    if (known != null && known.getPublic().equals(certificate.getPublicKey())) {
      return known;
    }
    if (!Files.exists(file)) {
      throw new EnrollmentException(new Failure.KeyGone(file.toString()));
    }
    Pkcs12 content =
        openedFile().orElseThrow(() -> new EnrollmentException(new Failure.WrongPassword(file)));
    KeyPair found =
        keyOf(content, certificate)
            .orElseThrow(
                () -> new EnrollmentException(new Failure.OtherCertificate(file.toString())));
    currentKey = found;
    return found;
  }

  /// Keeps a copy in the profile's folder, in the place of the last one; but one that holds what is
  /// somebody else's, or that the password does not open, is kept for good.
  @Override
  public void backUp(String name) {
    if (!Files.exists(file)) {
      return;
    }
    keyToInstall(); // so that its password is known: the file's may be another, and lost
    Optional<Pkcs12> content = openedFile();
    boolean ours = content.isPresent() && content.get().entries().stream().allMatch(this::isOurs);
    Path copy = profile.file(ours ? "previous.p12" : "previous" + suffix(name) + ".p12");
    DurableFile.write(copy, DurableFile.read(file));
    if (content.isEmpty()) {
      person.show(new Event.CopyKept(file, copy));
    }
  }

  @Override
  public void install(String name, List<X509Certificate> chain) {
    KeyPair keys = keyToInstall();
    if (!keys.getPublic().equals(chain.getFirst().getPublicKey())) {
      throw new EnrollmentException(new Failure.OtherCertificate(waiting.toString()));
    }
    Pkcs12 content =
        Optional.of(file)
            .filter(Files::exists)
            .flatMap(there -> openedFile())
            .orElseGet(() -> Pkcs12.empty(password.forWriting()));
    opened = null;
    content.entries().stream().filter(this::isOurs).forEach(entry -> content.remove(entry.name()));
    content.put(name, keys, chain);
    byte[] octets = content.octets();
    DurableFile.replace(file, octets);
    // not opened again: each opening costs what a guess costs
    if (!Arrays.equals(DurableFile.read(file), octets)) {
      throw new EnrollmentException(new Failure.OtherCertificate(file.toString()));
    }
  }

  private KeyPair keyToInstall() {
    KeyPair known = waitingKey;
    if (known == null) {
      known =
          opening(waiting, DurableFile.read(waiting))
              .flatMap(Pkcs12File::onlyKey)
              .orElseThrow(() -> new EnrollmentException(new Failure.WrongPassword(waiting)));
      waitingKey = known;
    }
    return known;
  }

  @Override
  public void discard(String name) {
    waitingKey = null;
    DurableFile.delete(waiting);
  }

  @Override
  public void tidy(String name) {
    DurableFile.delete(waiting);
  }

  @Override
  public String description() {
    return file.toString();
  }

  /// @return empty where the password is wrong
  private Optional<Pkcs12> openedFile() {
    byte[] octets = DurableFile.read(file);
    Pkcs12 before = opened;
    if (before != null && Arrays.equals(openedOctets, octets)) {
      return Optional.of(before);
    }
    Optional<Pkcs12> content = opening(file, octets);
    openedOctets = octets;
    opened = content.orElse(null);
    return content;
  }

  private Optional<Pkcs12> opening(Path source, byte[] octets) {
    return password.opening(source.toString(), secret -> Pkcs12.open(source, octets, secret));
  }

  private static Optional<KeyPair> keyOf(Pkcs12 content, X509Certificate certificate) {
    return content.entries().stream()
        .filter(entry -> certificate.equals(entry.certificate()))
        .findFirst()
        .flatMap(entry -> content.key(entry.name()));
  }

  /// Names are compared without case: PKCS#12 files of the Java platform have them in lower case.
  private boolean isOurs(Pkcs12.Entry entry) {
    String family = profile.name() + "-";
    return entry.name().regionMatches(true, 0, family, 0, family.length())
            && TRY.matcher(entry.name()).find()
        || profile.held().stream().limit(1).anyMatch(held -> held.equals(entry.certificate()));
  }

  /// E.g. `-1a2b3c4d`.
  private static String suffix(String name) {
    return name.substring(name.lastIndexOf('-'));
  }
}
