package shomei.settings;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import shomei.settings.binding.Binder;
import shomei.settings.binding.DataSize;
import shomei.settings.binding.Faulty;
import shomei.settings.binding.Key;
import shomei.settings.binding.Rule;
import shomei.settings.binding.SecretFile;
import shomei.settings.binding.Text;

/// The server's configuration. It names the files that hold secrets and never the secrets.
public record Config(
    @Key(text = Text.HTTPS_ORIGIN) URI publicUrl,
    Https https,
    Management management,
    Status status,
    Optional<Login> login,
    Optional<Pages> pages,
    History history,
    Database database,
    Journal journal,
    Token token,
    Pins pins,
    Optional<Smtp> smtp,
    @Key(text = Text.FOLDER) Optional<Path> mailTexts,
    @Key(text = Text.FOLDER) Optional<Path> policies,
    Acme acme,
    Validation validation,
    Schedule schedule,
    Calendar calendar) {

  /// @throws Faulty with everything that is wrong with the file
  public static Config read(Path file) throws Faulty {
    return Binder.bind(Config.class, file);
  }

  /// What is allowed but should not stay so.
  public List<String> warnings() {
    return Warnings.of(this);
  }

  /// Where a site listens.
  public interface Listener {
    String address();

    /// 0 for any that is free.
    int port();
  }

  public record Https(
      String address,
      @Key(range = "0..65535") int port,
      @Key(text = Text.FILE) Path certificateFile,
      SecretFile keyFile,
      TlsEngine engine,
      @Key(range = "1..1000000") int connections,
      @Key(range = "1s..10m") Duration idle,
      @Key(range = "0s..5m") Duration drain,
      Set<InetAddress> trustedProxies,
      boolean proxyProtocol)
      implements Listener {

    @Rule("proxyProtocol")
    public static Optional<String> byProxies(
        Set<InetAddress> trustedProxies, boolean proxyProtocol) {
      return wrong(
          proxyProtocol && trustedProxies.isEmpty(), "needs https.trustedProxies: whom to believe");
    }
  }

  public enum TlsEngine {
    JDK,
    OPENSSL
  }

  public record Management(String address, @Key(range = "0..65535") int port) implements Listener {}

  public record Status(
      String address,
      @Key(range = "0..65535") int port,
      @Key(text = Text.HTTP_ORIGIN) URI publicUrl,
      @Key(range = "100ms..1d") Duration crlLook,
      @Key(range = "1m..7d") Duration crlEvery,
      @Key(range = "2m..30d") Duration crlValidity,
      @Key(range = "1..10000000") int crlShardSize,
      @Key(range = "1s..7d") Duration completeCrlEvery,
      @Key(range = "0s..1h") Duration backdate,
      @Key(range = "1m..7d") Duration ocspValidity,
      @Key(range = "2..1000000") int ocspSignatures,
      @Key(range = "1..10000000") int ocspAnswersKept)
      implements Listener {

    @Rule("crlValidity")
    public static Optional<String> outlives(Duration crlEvery, Duration crlValidity) {
      return wrong(crlEvery.compareTo(crlValidity) >= 0, "must be longer than status.crlEvery");
    }
  }

  /// Where institutions' login servers ask, over mutual TLS.
  public record Login(
      String address,
      @Key(range = "0..65535") int port,
      @Key(text = Text.FILE) Optional<Path> certificateFile,
      Optional<SecretFile> keyFile)
      implements Listener {

    @Rule("keyFile")
    public static Optional<String> pair(
        Optional<Path> certificateFile, Optional<SecretFile> keyFile) {
      return together(certificateFile, keyFile, "login.certificateFile");
    }
  }

  /// The pages of subscribers: those that everybody sees, and those behind the certificate.
  public record Pages(
      @Key(text = Text.HTTPS_ORIGIN) URI publicUrl,
      String address,
      @Key(range = "0..65535") int port,
      @Key(text = Text.FILE) Optional<Path> certificateFile,
      Optional<SecretFile> keyFile,
      SignedIn signedIn,
      Map<String, Bank> institutions)
      implements Listener {

    @Rule("keyFile")
    public static Optional<String> pair(
        Optional<Path> certificateFile, Optional<SecretFile> keyFile) {
      return together(certificateFile, keyFile, "pages.certificateFile");
    }
  }

  public record SignedIn(
      @Key(text = Text.HTTPS_ORIGIN) URI publicUrl,
      boolean freshHosts,
      String address,
      @Key(range = "0..65535") int port,
      @Key(text = Text.FILE) Optional<Path> certificateFile,
      Optional<SecretFile> keyFile)
      implements Listener {

    @Rule("keyFile")
    public static Optional<String> pair(
        Optional<Path> certificateFile, Optional<SecretFile> keyFile) {
      return together(certificateFile, keyFile, "pages.signedIn.certificateFile");
    }
  }

  /// What the pages of one institution have of their own.
  public record Bank(
      @Key(text = Text.COLOUR) String accent,
      @Key(text = Text.LINE) Optional<String> noticeJa,
      @Key(text = Text.LINE) Optional<String> noticeEn,
      @Key(text = Text.LINE) Optional<String> contactJa,
      @Key(text = Text.LINE) Optional<String> contactEn,
      @Key(text = Text.HTTPS_ORIGIN) Optional<URI> publicUrl,
      @Key(text = Text.HTTPS_ORIGIN) Optional<URI> signedInUrl) {

    @Rule("signedInUrl")
    public static Optional<String> pair(Optional<URI> publicUrl, Optional<URI> signedInUrl) {
      return together(publicUrl, signedInUrl, "publicUrl");
    }
  }

  public record History(
      @Key(range = "100ms..1h") Duration seal, @Key(range = "1m..7d") Duration checkpoint) {}

  public record Database(
      @Key(text = Text.POSTGRESQL) String url,
      String user,
      Optional<SecretFile> passwordFile,
      @Key(range = "2..200") int connections) {}

  public record Journal(Path folder) {}

  /// A PKCS#11 token or, for development only, a file.
  public sealed interface Token {
    record Pkcs11(
        @Key(text = Text.FILE) Path module,
        String label,
        SecretFile pinFile,
        @Key(range = "1..64") int lanes)
        implements Token {}

    record Pkcs12(Path file, SecretFile passwordFile) implements Token {}
  }

  public record Pins(@Key(range = "1..64") int lanes) {}

  public record Smtp(
      String host,
      @Key(range = "1..65535") int port,
      MailSecurity security,
      Optional<String> user,
      Optional<SecretFile> passwordFile,
      @Key(text = Text.FILE) Optional<Path> trustFile,
      @Key(text = Text.MAIL_ADDRESS) String from,
      @Key(text = Text.HOST_NAME) Optional<String> clientName,
      @Key(range = "1s..5m") Duration timeout) {

    @Rule("passwordFile")
    public static Optional<String> pair(Optional<String> user, Optional<SecretFile> passwordFile) {
      return wrong(
          user.isPresent() != passwordFile.isPresent(),
          "goes together with smtp.user: give both or neither");
    }
  }

  public enum MailSecurity {
    STARTTLS,
    TLS,
    NONE
  }

  public record Acme(
      @Key(range = "1m..1d") Duration nonceLifetime,
      @Key(range = "1..10000") int requestsAtOnce,
      @Key(range = "8KiB..1MiB") DataSize bodyLimit,
      @Key(range = "1s..5m") Duration bodyTimeout,
      boolean rateLimits) {}

  public record Validation(
      Optional<InetSocketAddress> resolver,
      @Key(range = "1..65535") int http01Port,
      @Key(range = "1..65535") int redirectPort,
      @Key(range = "1..65535") int tlsAlpn01Port,
      @Key(text = Text.ADDRESS_RANGE) List<String> allow,
      @Key(range = "100ms..1m") Duration timeout,
      @Key(range = "1..10") int tries,
      @Key(range = "10ms..1m") Duration pause) {}

  public record Schedule(
      @Key(range = "100ms..1d") Duration notices,
      @Key(range = "100ms..1d") Duration mail,
      @Key(range = "100ms..1d") Duration leftovers,
      @Key(range = "100ms..1d") Duration purge,
      @Key(range = "100ms..7d") Duration orders,
      @Key(range = "31d..3660d") Duration mailsKept) {}

  public record Calendar(List<LocalDate> closed, List<LocalDate> open) {}

  private static Optional<String> together(Optional<?> one, Optional<?> other, String key) {
    return wrong(
        one.isPresent() != other.isPresent(),
        "goes together with %s: give both or neither".formatted(key));
  }

  private static Optional<String> wrong(boolean wrong, String what) {
    return wrong ? Optional.of(what) : Optional.empty();
  }
}
