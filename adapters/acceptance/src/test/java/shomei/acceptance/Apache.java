package shomei.acceptance;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import shomei.embedded.FreePorts;

/// An application of the bank that is none of ours: Debian's Apache with its mod_auth_openidc,
/// which lets in who is logged in at the bank and shows what it was told.
final class Apache implements AutoCloseable {
  private static final String PAGE =
      """
      <!DOCTYPE html><title>application</title>
      <main>contract=<!--#echo var="OIDC_CLAIM_contract" -->;
      user=<!--#echo var="OIDC_CLAIM_user" -->;
      role=<!--#echo var="OIDC_CLAIM_role" -->;
      acr=<!--#echo var="OIDC_CLAIM_acr" -->;
      iss=<!--#echo var="OIDC_CLAIM_iss" --></main>
      """;

  private final Path folder;
  private final int port;
  private @Nullable Process process;

  private Apache(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /// One that does not run yet.
  ///
  /// @param folder of its own
  static Apache in(Path folder) throws IOException {
    Path content = Files.createDirectories(folder.resolve("content/app"));
    Files.writeString(content.resolve("index.shtml"), PAGE);
    Files.writeString(
        folder.resolve("content/bye.html"), "<!DOCTYPE html><title>bye</title><main>bye</main>");
    return new Apache(folder, FreePorts.next());
  }

  /// Where codes come back to.
  String redirectUri() {
    return page("/app/redirect");
  }

  String page(String path) {
    return "https://localhost:" + port + path;
  }

  /// @param issuer of the bank's provider
  /// @param tls folder with the certificate that both have, and its CA
  void start(String issuer, String secret, Path tls) throws IOException, InterruptedException {
    Path configuration = folder.resolve("apache.conf");
    Files.writeString(
        configuration,
        """
        ServerRoot "%1$s"
        ServerName localhost
        PidFile apache.pid
        ErrorLog error.log
        Listen 127.0.0.1:%2$d
        %3$s
        User nobody
        Group nogroup
        DocumentRoot "%1$s/content"
        DirectoryIndex index.shtml
        TypesConfig /dev/null
        AddType text/html .shtml .html
        AddOutputFilter INCLUDES .shtml
        SSLEngine on
        SSLCertificateFile "%4$s/web.pem"
        SSLCertificateKeyFile "%4$s/web.key"
        OIDCProviderMetadataURL %5$s/.well-known/openid-configuration
        OIDCClientID apache
        OIDCClientSecret %6$s
        OIDCRedirectURI %7$s
        OIDCPKCEMethod S256
        OIDCCryptoPassphrase tests
        OIDCCABundlePath "%4$s/web-ca.pem"
        OIDCSSLValidateServer On
        OIDCPassClaimsAs environment
        OIDCSessionType client-cookie:store_id_token
        <Directory "%1$s/content">
          Options +Includes
          Require all granted
        </Directory>
        <Location "/app">
          AuthType openid-connect
          Require claim contract:%8$s
        </Location>
        """
            .formatted(folder, port, modules(), tls, issuer, secret, redirectUri(), Rig.CONTRACT));
    readableForNobody(folder);
    Process started =
        new ProcessBuilder(
                "apache2", "-f", configuration.toString(), "-D", "FOREGROUND", "-k", "start")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.log").toFile())
            .start();
    process = started;
    awaitListening(started);
  }

  private static String modules() {
    return String.join(
        "\n",
        List.of(
                "mpm_event",
                "authn_core",
                "authz_core",
                "authz_user",
                "dir",
                "mime",
                "include",
                "ssl",
                "auth_openidc")
            .stream()
            .map(
                name ->
                    "LoadModule %1$s_module /usr/lib/apache2/modules/mod_%1$s.so".formatted(name))
            .toList());
  }

  /// Apache answers as another user than root.
  private static void readableForNobody(Path folder) throws IOException {
    for (Path up = folder; up != null && up.getNameCount() > 1; up = up.getParent()) {
      Files.setPosixFilePermissions(up, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  /// Its connections wait until it answers, once the port is open.
  private void awaitListening(Process started) throws IOException, InterruptedException {
    URI there = URI.create(page("/"));
    while (started.isAlive()) {
      try (var socket = new Socket(there.getHost(), there.getPort())) {
        if (socket.isConnected()) {
          return;
        }
      } catch (IOException notYet) {
        started.waitFor(50, TimeUnit.MILLISECONDS);
      }
    }
    throw new IllegalStateException(
        "Apache did not start: "
            + Files.readString(folder.resolve("output.log"))
            + Files.readString(folder.resolve("error.log")));
  }

  /// What it has to complain about.
  String complaints() throws IOException {
    return Files.readString(folder.resolve("error.log"));
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroy();
      process.onExit().join();
    }
  }
}
