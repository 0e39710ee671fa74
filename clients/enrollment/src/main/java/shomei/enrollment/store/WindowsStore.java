package shomei.enrollment.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.Failure;
import shomei.enrollment.Failure.Obstacle;
import shomei.enrollment.KeyType;
import shomei.enrollment.StoreLocation;
import shomei.enrollment.computer.Commands;
import shomei.enrollment.computer.Commands.Answer;
import shomei.enrollment.computer.Computer;
import shomei.enrollment.file.DurableFile;
import shomei.enrollment.state.Profile;

/// The person's own store of Windows. `certreq` makes the key, which cannot be exported, and signs
/// the one request; it waits among Windows' pending requests until `certreq` is given the
/// certificate. From then on the Java platform signs with it.
///
/// Threat: what stands in a script runs as the person. Answer: nothing comes into one but the name
/// of this try and a thumbprint, which are letters, digits and hyphens.
public final class WindowsStore implements CertificateStore {
  /// Windows' codes (winerror.h); around them it speaks the person's language.
  private static final List<Saying> CODES =
      List.of(
          new Saying("0x800704c7", Obstacle.CANCELLED),
          new Saying("0x8010006e", Obstacle.CANCELLED),
          new Saying("0x80070005", Obstacle.DENIED),
          new Saying("0x80090010", Obstacle.DENIED),
          new Saying("0x800b0109", Obstacle.NOT_TRUSTED),
          new Saying("0x800b010a", Obstacle.NOT_TRUSTED),
          new Saying("0x80070070", Obstacle.FULL));

  private final StoreLocation.Windows location;
  private final Profile profile;
  private final Commands commands;
  private final PendingRequest request;
  private final SystemCertificates certificates;

  public WindowsStore(StoreLocation.Windows location, Profile profile, Computer computer) {
    this.location = location;
    this.profile = profile;
    this.commands = computer.commands();
    this.request = new PendingRequest(profile);
    this.certificates = new SystemCertificates(computer.keys(), profile, description());
  }

  /// The store is the person's own.
  @Override
  public void requireWritable() {}

  @Override
  public WaitingKey makeKey(String name, KeyType type) {
    if (type == KeyType.ED25519) {
      throw new EnrollmentException(new Failure.NotInStore(type, description()));
    }
    discard(name);
    Path how = profile.file("pending.inf");
    Path made = profile.file("made.csr");
    DurableFile.write(how, inf(name, type).getBytes(StandardCharsets.US_ASCII));
    DurableFile.delete(made);
    try {
      require(commands.run("", "certreq", "-new", "-q", "-user", how.toString(), made.toString()));
      if (!Files.exists(made)) {
        throw fault(Obstacle.OTHER, "certreq");
      }
      return request.keep(DurableFile.read(made));
    } finally {
      DurableFile.delete(how);
      DurableFile.delete(made);
    }
  }

  /// The subject is for finding the request again; the institution writes the certificate's.
  private String inf(String name, KeyType type) {
    String key =
        switch (type) {
          case P256 -> "KeyAlgorithm = ECDSA_P256\r\nHashAlgorithm = SHA256";
          case P384 -> "KeyAlgorithm = ECDSA_P384\r\nHashAlgorithm = SHA384";
          case RSA2048, RSA3072, RSA4096 ->
              "KeyAlgorithm = RSA\r\nKeyLength = " + type.bits() + "\r\nHashAlgorithm = SHA256";
          case ED25519 -> throw new IllegalStateException("refused before");
        };
    return """
        [Version]
        Signature = "$Windows NT$"

        [NewRequest]
        Subject = "%s"
        ProviderName = "%s"
        KeyUsageProperty = NCRYPT_ALLOW_SIGNING_FLAG
        Exportable = FALSE
        MachineKeySet = FALSE
        RequestType = PKCS10
        Silent = TRUE
        SMIME = FALSE
        """
            .formatted(subject(name), location.provider())
            .replace("\n", "\r\n")
        + key
        + "\r\n";
  }

  /// Of the request, in which a common name has 64 characters at most; e.g. `CN=shomei-1a2b3c4d`.
  private static String subject(String name) {
    return "CN=shomei" + name.substring(name.lastIndexOf('-'));
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
    Path come = profile.file("come.p7b");
    DurableFile.write(come, pkcs7(chain));
    try {
      require(commands.run("", "certreq", "-accept", "-q", "-user", come.toString()));
    } finally {
      DurableFile.delete(come);
    }
    certificates.key(chain.getFirst());
  }

  private static byte[] pkcs7(List<X509Certificate> chain) {
    try {
      return CertificateFactory.getInstance("X.509").generateCertPath(chain).getEncoded("PKCS7");
    } catch (CertificateException never) {
      throw new IllegalStateException("every Java platform writes PKCS#7", never);
    }
  }

  @Override
  public void discard(String name) {
    script(
        "Get-ChildItem Cert:\\CurrentUser\\REQUEST | Where-Object Subject -eq '"
            + subject(name)
            + "' | Remove-Item -DeleteKey");
    request.delete();
  }

  /// Archives the certificate before: Windows shows it to no program that does not ask for old
  /// ones, and keeps it with its key.
  @Override
  public void tidy(String name) {
    certificates
        .replaced()
        .ifPresent(
            before ->
                script(
                    "Get-ChildItem Cert:\\CurrentUser\\My | Where-Object Thumbprint -eq '"
                        + SystemCertificates.thumbprint(before)
                        + "' | ForEach-Object { $_.Archived = $true }"));
    request.delete();
  }

  private void script(String text) {
    require(
        commands.run(
            "",
            "powershell",
            "-NoProfile",
            "-NonInteractive",
            "-Command",
            "$ErrorActionPreference = 'Stop'; " + text));
  }

  private void require(Answer answer) {
    if (!answer.isWell()) {
      throw fault(Saying.meaning(CODES, answer.said()), answer.said());
    }
  }

  private EnrollmentException fault(Obstacle obstacle, String detail) {
    return new EnrollmentException(new Failure.StoreFault(description(), obstacle, detail));
  }

  @Override
  public String description() {
    return location.description();
  }
}
