package shomei.enrollment.store;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.Failure;
import shomei.enrollment.Failure.Obstacle;
import shomei.enrollment.KeyType;
import shomei.enrollment.Secret;
import shomei.enrollment.StoreLocation;
import shomei.enrollment.computer.Commands;
import shomei.enrollment.computer.Commands.Answer;
import shomei.enrollment.computer.Computer;
import shomei.enrollment.file.DurableFile;
import shomei.enrollment.state.Profile;
import shomei.sdk.Csr;

/// A keychain of macOS. The key is made in memory, signs its request, and is put into the keychain
/// with a placeholder by `security`; its certificate follows when it comes. The old one stays until
/// the next run, by when the new one has been used: macOS keeps no copies.
///
/// Threat: a passphrase in a command line is everybody's to read. Answer: `security -i` reads its
/// commands from standard input; no command line holds a secret.
public final class MacKeychain implements CertificateStore {
  private static final List<Saying> WORDS =
      List.of(
          new Saying("user canceled", Obstacle.CANCELLED),
          new Saying("user interaction is not allowed", Obstacle.LOCKED),
          new Saying("passphrase you entered is not correct", Obstacle.DENIED),
          new Saying("write permissions", Obstacle.READ_ONLY),
          new Saying("no space left", Obstacle.FULL));

  private final StoreLocation.Mac location;
  private final Profile profile;
  private final Commands commands;
  private final RandomGenerator random;
  private final PendingRequest request;
  private final SystemCertificates certificates;
  private final Path transfer;

  public MacKeychain(
      StoreLocation.Mac location, Profile profile, Computer computer, RandomGenerator random) {
    this.location = location;
    this.profile = profile;
    this.commands = computer.commands();
    this.random = random;
    this.request = new PendingRequest(profile);
    this.certificates = new SystemCertificates(computer.keys(), profile, description());
    this.transfer = profile.file("transfer.p12");
  }

  /// Removes what an earlier run left: a file on its way, and the certificate before the one in
  /// use.
  @Override
  public void requireWritable() {
    TransferFile.wipe(transfer);
    certificates
        .replaced()
        .filter(before -> certificates.find(before).isPresent())
        .ifPresent(
            before ->
                require(security("delete-identity", "-Z", SystemCertificates.thumbprint(before))));
  }

  @Override
  public WaitingKey makeKey(String name, KeyType type) {
    if (type == KeyType.ED25519) {
      throw new EnrollmentException(new Failure.NotInStore(type, description()));
    }
    discard(name);
    KeyPair keys = generate(type);
    Secret password = RandomPassword.by(random);
    TransferFile.write(transfer, name, keys, Placeholder.of(keys, name), password);
    try {
      Answer answer =
          commands.run(
              "import %s -k %s -f pkcs12 -P %s\n"
                  .formatted(
                      quoted(transfer.toString()),
                      quoted(location.keychain()),
                      quoted(password.text())),
              "security",
              "-i");
      // told by what is there: the status of `security -i` is not that of its commands
      if (!isThere(name)) {
        throw fault(answer);
      }
    } finally {
      TransferFile.wipe(transfer);
    }
    return request.keep(Csr.ofSubscriber(keys));
  }

  private static KeyPair generate(KeyType type) {
    try {
      return type.generator().generateKeyPair();
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("the Java platform makes no such key: " + type, missing);
    }
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private boolean isThere(String name) {
    return security("find-certificate", "-c", name).isWell();
  }

  @Override
  public Optional<WaitingKey> waitingKey(String name, boolean mayDiscard) {
    return request.read();
  }

  @Override
  public KeyPair currentKey(X509Certificate certificate) {
    return certificates.key(certificate);
  }

  @Override
  public void backUp(String name) {
    certificates.noteCurrent();
  }

  @Override
  public void install(String name, List<X509Certificate> chain) {
    if (certificates.find(chain.getFirst()).isPresent()) {
      return;
    }
    Path come = profile.file("come.pem");
    Profile.keepChain(come, chain);
    try {
      Answer answer =
          commands.run("", "security", "import", come.toString(), "-k", location.keychain());
      // an authority's certificate may be there already, which `security` takes for a fault
      if (certificates.find(chain.getFirst()).isEmpty()) {
        throw fault(answer);
      }
    } finally {
      DurableFile.delete(come);
    }
  }

  @Override
  public void discard(String name) {
    if (isThere(name)) {
      require(security("delete-identity", "-c", name));
    }
    request.delete();
  }

  /// The placeholder goes; the key stays with its certificate.
  @Override
  public void tidy(String name) {
    if (isThere(name)) {
      require(security("delete-certificate", "-c", name));
    }
    request.delete();
  }

  /// @param arguments of one command, before the keychain
  private Answer security(String... arguments) {
    String[] line = Arrays.copyOf(arguments, arguments.length + 1);
    line[arguments.length] = location.keychain();
    return commands.run("", "security", line);
  }

  private void require(Answer answer) {
    if (!answer.isWell()) {
      throw fault(answer);
    }
  }

  private EnrollmentException fault(Answer answer) {
    String said = answer.said();
    if (said.isBlank()) {
      return new EnrollmentException(new Failure.KeyGone(description()));
    }
    return new EnrollmentException(
        new Failure.StoreFault(description(), Saying.meaning(WORDS, said), said));
  }

  @Override
  public String description() {
    return location.description();
  }
}
