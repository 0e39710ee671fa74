package shomei.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.loginserver.LoginServer;
import shomei.settings.binding.Faulty;

@Command(
    name = "login-server",
    description = "Institutions' own servers that may ask for the status of certificates.")
final class LoginServerCommands {
  private final Context context;

  LoginServerCommands(Context context) {
    this.context = context;
  }

  @Command(
      description =
          "Registers a login server by its TLS client certificate. Register the next one before removing the one in use.")
  void add(
      @Parameters(paramLabel = "NAME") String name,
      @Mixin InstitutionOption institution,
      @Option(
              names = "--certificate",
              required = true,
              paramLabel = "FILE",
              description = "The client certificate, in PEM or DER, of whatever issuer.")
          Path file)
      throws Faulty {
    X509Certificate certificate = read(file);
    context.work(
        backend -> {
          LoginServer server =
              backend
                  .registerLoginServer()
                  .register(
                      institution.of(backend).id(),
                      name,
                      der(certificate),
                      certificate.getNotBefore().toInstant(),
                      certificate.getNotAfter().toInstant(),
                      context.operator());
          context
              .out()
              .println(
                  "login server %s may ask about certificates of %s until %s"
                      .formatted(name, server.institution(), Japan.time(server.notAfter())));
        });
  }

  @Command(description = "Lists the login servers.")
  void list(@Mixin InstitutionOption institution, @Option(names = "--json") boolean json)
      throws Faulty {
    context.work(
        backend -> {
          var table = new Table("name", "sha256", "from", "until", "added");
          for (LoginServer server : backend.loginServers().of(institution.of(backend).id())) {
            table.row(
                server.name(),
                server.certificate().sha256().hex(),
                Japan.time(server.notBefore()),
                Japan.time(server.notAfter()),
                Japan.time(server.added()));
          }
          table.print(context.out(), json);
        });
  }

  @Command(description = "Removes a login server: its next question is refused.")
  void remove(@Parameters(paramLabel = "NAME") String name, @Mixin InstitutionOption institution)
      throws Faulty {
    context.work(
        backend -> {
          backend
              .registerLoginServer()
              .remove(institution.of(backend).id(), name, context.operator());
          context.out().println("login server %s is removed".formatted(name));
        });
  }

  private static X509Certificate read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    } catch (IOException | CertificateException e) {
      throw new Refusal(Reason.MALFORMED, "--certificate: no certificate can be read from " + file);
    }
  }

  private static Octets der(X509Certificate certificate) {
    try {
      return Octets.of(certificate.getEncoded());
    } catch (CertificateException e) {
      throw new IllegalStateException(e);
    }
  }
}
