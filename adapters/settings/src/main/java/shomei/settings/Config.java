package shomei.settings;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// The server's configuration, checked. It names the files that hold secrets and never the secrets.
///
/// @param journal the folder of this node's revocation journal
/// @param login nowhere where empty
/// @param stretchLanes PINs stretched at once
/// @param policies the folder of the operator's policy files
/// @param mailTexts the folder of the institutions' own mail texts
/// @param warnings what is allowed but should not stay so
public record Config(
    URI publicUrl,
    Https https,
    Listen management,
    Status status,
    Optional<Login> login,
    History history,
    Database database,
    Path journal,
    Token token,
    int stretchLanes,
    Optional<Smtp> smtp,
    Optional<Path> mailTexts,
    Optional<Path> policies,
    Acme acme,
    Validation validation,
    Schedule schedule,
    Calendar calendar,
    List<String> warnings) {

  /// @param port 0 for any that is free
  public record Listen(String address, int port) {}

  /// @param certificateFile PEM, the server's first
  /// @param keyFile PKCS#8 in PEM
  /// @param connections most open at once
  /// @param drain how long a stop waits for what is in work
  /// @param trustedProxies whose X-Forwarded-For is believed
  public record Https(
      Listen listen,
      Path certificateFile,
      Path keyFile,
      TlsEngine engine,
      int connections,
      Duration idle,
      Duration drain,
      List<String> trustedProxies) {}

  public enum TlsEngine {
    JDK,
    OPENSSL
  }

  /// @param publicUrl what certificates name
  /// @param crlLook between two looks at whether a CRL is due
  /// @param crlEvery between two CRLs in which nothing changed
  /// @param crlShardSize certificates that point to a part of a CRL before the next one opens
  /// @param completeCrlEvery between two complete CRLs of a CA with several parts, at least
  /// @param backdate of thisUpdate, in CRLs and OCSP answers
  /// @param ocspSignatures a second, at most
  public record Status(
      Listen listen,
      URI publicUrl,
      Duration crlLook,
      Duration crlEvery,
      Duration crlValidity,
      int crlShardSize,
      Duration completeCrlEvery,
      Duration backdate,
      Duration ocspValidity,
      int ocspSignatures,
      int ocspAnswersKept) {}

  /// Where institutions' login servers ask, over mutual TLS.
  ///
  /// @param certificateFile PEM, the server's first
  /// @param keyFile PKCS#8 in PEM
  public record Login(Listen listen, Path certificateFile, Path keyFile) {}

  /// @param seal between two looks at what was added
  /// @param checkpoint between two checkpoints
  public record History(Duration seal, Duration checkpoint) {}

  /// @param url of JDBC
  /// @param connections held open
  public record Database(String url, String user, Optional<Path> passwordFile, int connections) {}

  public sealed interface Token {
    record Pkcs11(Path module, String label, Path pinFile, int lanes) implements Token {}

    record Pkcs12(Path file, Path passwordFile, int lanes) implements Token {}
  }

  /// @param trustFile PEM
  public record Smtp(
      String host,
      int port,
      MailSecurity security,
      Optional<Credentials> credentials,
      Optional<Path> trustFile,
      String from,
      Optional<String> clientName,
      Duration timeout) {}

  public record Credentials(String user, Path passwordFile) {}

  public enum MailSecurity {
    STARTTLS,
    TLS,
    NONE
  }

  /// @param bodyLimit octets
  public record Acme(
      Duration nonceLifetime,
      int requestsAtOnce,
      int bodyLimit,
      Duration bodyTimeout,
      boolean rateLimits) {}

  /// @param resolver that of the machine where empty
  /// @param allow address ranges such as `127.0.0.0/8`
  public record Validation(
      Optional<InetSocketAddress> resolver,
      int http01Port,
      int redirectPort,
      int tlsAlpn01Port,
      List<String> allow,
      Duration timeout,
      int tries,
      Duration pause) {}

  public record Schedule(Duration notices, Duration mail, Duration leftovers, Duration purge) {}

  public record Calendar(List<LocalDate> closed, List<LocalDate> open) {}
}
