package shomei.enrollment.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.Event;
import shomei.enrollment.Failure;
import shomei.enrollment.KeyType;
import shomei.enrollment.Secret;
import shomei.enrollment.StoreLocation;
import shomei.enrollment.UserInterface;
import shomei.enrollment.computer.Softoken;
import shomei.enrollment.file.DurableFile;
import shomei.enrollment.file.FileFaults;
import shomei.enrollment.file.TextFile;
import shomei.enrollment.state.CertificateSummary;
import shomei.enrollment.state.Profile;
import shomei.pkcs11.Attribute;
import shomei.pkcs11.TokenSession;

/// A database of NSS, where browsers on Linux look. The key is made in it; no browser shows a key
/// that has no certificate. What a person trusts is not touched: the institution's authorities are
/// put beside the certificate, without any trust.
///
/// Threat: a copy of a database without a password gives the keys to whoever takes it, and so would
/// a mark that keys may not be exported: NSS exports them all the same. Answer: none is promised;
/// the folder is its owner's alone, and a password on the database is asked for and kept up.
public final class NssDatabase implements CertificateStore {
  private static final Pattern TRY = Pattern.compile("-[0-9a-f]{8}$");
  private static final Attribute PRIVATE_KEYS =
      Attribute.ofNumber(Attribute.CKA_CLASS, Attribute.CKO_PRIVATE_KEY);

  private final NssSession database;
  private final Secret password;
  private final Profile profile;
  private final UserInterface person;
  private final RandomGenerator random;
  private final String description;

  private NssDatabase(
      NssSession database,
      Secret password,
      Profile profile,
      UserInterface person,
      RandomGenerator random,
      String description) {
    this.database = database;
    this.password = password;
    this.profile = profile;
    this.person = person;
    this.random = random;
    this.description = description;
  }

  /// Opens the database; where there is none, one without a password is made, but no Firefox
  /// profile is.
  ///
  /// @throws EnrollmentException where it cannot be opened or written, [Failure.WrongPassword]
  public static NssDatabase open(
      StoreLocation.Nss location, Profile profile, UserInterface person, RandomGenerator random) {
    Path folder = Path.of(location.database());
    String description = describe(location);
    if (!Files.isDirectory(folder)) {
      if (location.firefox() != null) {
        throw FileFaults.cannotRead(folder, new NoSuchFileException(folder.toString()));
      }
      DurableFile.makeFolder(folder);
    }
    NssSession database = new NssSession(Softoken.load(), folder, description);
    Secret password =
        database.needsPassword()
            ? new FilePassword(person)
                .opening(description, given -> Optional.of(given).filter(database::opensWith))
                .orElseThrow(() -> new EnrollmentException(new Failure.WrongPassword(folder)))
            : Secret.of("");
    return new NssDatabase(database, password, profile, person, random, description);
  }

  private static String describe(StoreLocation.Nss location) {
    String firefox = location.firefox();
    return firefox == null
        ? location.database()
        : "Firefox " + firefox + " (" + location.database() + ")";
  }

  private <T> T inside(Function<TokenSession, T> work) {
    return database.with(password, work);
  }

  /// Opening it was writing enough: its session may write.
  @Override
  public void requireWritable() {}

  @Override
  public WaitingKey makeKey(String name, KeyType type) {
    if (type == KeyType.ED25519) {
      throw new EnrollmentException(new Failure.NotInStore(type, description));
    }
    inside(
        session -> {
          remove(session, name);
          return NssKeys.make(session, name, type);
        });
    return waiting(name).orElseThrow(this::keyGone);
  }

  @Override
  public Optional<WaitingKey> waitingKey(String name, boolean mayDiscard) {
    return waiting(name);
  }

  private Optional<WaitingKey> waiting(String name) {
    return inside(
            session ->
                labelled(session, name).stream()
                    .findFirst()
                    .map(
                        key ->
                            new NssKeys.Found(
                                NssKeys.publicKey(session, key), NssKeys.id(session, key))))
        .map(found -> WaitingKey.of(pair(found)));
  }

  @Override
  public KeyPair currentKey(X509Certificate certificate) {
    return inside(session -> NssKeys.of(session, certificate))
        .map(this::pair)
        .orElseThrow(this::keyGone);
  }

  private EnrollmentException keyGone() {
    return new EnrollmentException(new Failure.KeyGone(description));
  }

  private KeyPair pair(NssKeys.Found found) {
    PrivateKey opaque =
        new OpaqueKey(
            found.publicKey().getAlgorithm(),
            digest -> inside(session -> NssKeys.sign(session, found, digest)));
    return new KeyPair(found.publicKey(), opaque);
  }

  /// Keeps the certificate in use with its key in the profile's folder, encrypted: `previous.p12`,
  /// in the place of the last one.
  ///
  /// Threat: the copy is easier to get at than the database. Answer: it is under the database's
  /// password. Where the database has none, it is under a random one that lies beside it
  /// (`previous.password`), both for their owner alone, as the database is; so the owner can use
  /// it, and whoever could, could have used the database.
  @Override
  public void backUp(String name) {
    List<X509Certificate> held = profile.held();
    if (held.isEmpty()) {
      return;
    }
    Optional<NssKeys.Found> key = inside(session -> NssKeys.of(session, held.getFirst()));
    if (key.isEmpty()) {
      return;
    }
    Optional<PrivateKey> taken = inside(session -> NssKeys.export(session, key.get(), random));
    if (taken.isEmpty()) {
      Path copy = profile.file("previous.pem");
      Profile.keepChain(copy, held);
      person.show(new Event.OldCertificateKept(description, copy));
      return;
    }
    Pkcs12 content = Pkcs12.empty(copyPassword());
    content.put(profile.name(), new KeyPair(held.getFirst().getPublicKey(), taken.get()), held);
    Path copy = profile.file("previous.p12");
    DurableFile.write(copy, content.octets());
    if (!password.text().isEmpty()) {
      DurableFile.delete(profile.file("previous.password"));
    }
    person.show(new Event.OldOneKept(description, copy));
  }

  /// One that was made stays, so that a run which is cut off here leaves no copy without its
  /// password.
  private Secret copyPassword() {
    if (!password.text().isEmpty()) {
      return password;
    }
    Path file = profile.file("previous.password");
    if (Files.exists(file)) {
      return Secret.of(
          TextFile.firstLine(new String(DurableFile.read(file), StandardCharsets.US_ASCII)));
    }
    Secret made = RandomPassword.by(random);
    DurableFile.write(file, (made.text() + "\n").getBytes(StandardCharsets.US_ASCII));
    return made;
  }

  @Override
  public void install(String name, List<X509Certificate> chain) {
    X509Certificate own = chain.getFirst();
    inside(
        session -> {
          byte[] id =
              labelled(session, name).stream()
                  .findFirst()
                  .map(key -> NssKeys.id(session, key))
                  .orElseThrow(this::keyGone);
          put(session, own, nickname(own), id);
          for (X509Certificate authority : chain.subList(1, chain.size())) {
            put(session, authority, nickname(authority), NssKeys.id(authority.getPublicKey()));
          }
          return name;
        });
    KeyPair stored = currentKey(own);
    if (!stored.getPublic().equals(own.getPublicKey())) {
      throw new EnrollmentException(new Failure.OtherCertificate(description));
    }
  }

  private static void put(
      TokenSession session, X509Certificate certificate, String nickname, byte[] id) {
    if (session.find(TokenCertificate.itself(certificate)).isEmpty()) {
      session.create(TokenCertificate.attributes(certificate, nickname, id));
    }
  }

  /// What Firefox shows in its list, e.g. `12345678901234 taro (Kita Bank)`.
  private static String nickname(X509Certificate certificate) {
    String name = CertificateSummary.part(certificate, "CN");
    String organization = CertificateSummary.part(certificate, "O");
    String first = name == null ? certificate.getSubjectX500Principal().getName() : name;
    return organization == null ? first : first + " (" + organization + ")";
  }

  @Override
  public void discard(String name) {
    inside(
        session -> {
          remove(session, name);
          return name;
        });
  }

  /// Removes this subscriber's earlier keys with their certificates: the names differ in the last
  /// part only.
  @Override
  public void tidy(String name) {
    String family = TRY.matcher(name).replaceFirst("");
    inside(
        session -> {
          for (long key : session.find(PRIVATE_KEYS)) {
            String label = NssKeys.label(session, key);
            if (!label.equals(name)
                && TRY.matcher(label).find()
                && TRY.matcher(label).replaceFirst("").equals(family)) {
              remove(session, key);
            }
          }
          return name;
        });
  }

  private static List<Long> labelled(TokenSession session, String name) {
    return session.find(PRIVATE_KEYS, Attribute.of(Attribute.CKA_LABEL, name));
  }

  private static void remove(TokenSession session, String name) {
    labelled(session, name).forEach(key -> remove(session, key));
  }

  /// The key last: by it the next run finds what is left to remove.
  private static void remove(TokenSession session, long key) {
    byte[] id = NssKeys.id(session, key);
    if (id.length > 0) {
      session
          .find(
              Attribute.ofNumber(Attribute.CKA_CLASS, Attribute.CKO_CERTIFICATE),
              Attribute.of(Attribute.CKA_ID, id))
          .forEach(session::destroy);
    }
    session.destroy(key);
  }

  @Override
  public String description() {
    return description;
  }
}
