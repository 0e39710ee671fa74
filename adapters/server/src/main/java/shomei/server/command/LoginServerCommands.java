package shomei.server.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.loginserver.LoginServer;
import shomei.settings.Faulty;

@Command(
    name = "login-server",
    description = "Institutions' own servers that may ask for the status of certificates.")
final class LoginServerCommands {
  private final Office office;

  LoginServerCommands(Office office) {
    this.office = office;
  }

  @Command(
      description =
          "Registers a login server by its TLS client certificate. Register the next one before removing the one in use.")
  void add(
      @Parameters(paramLabel = "NAME") String name,
      @Option(
              names = {"-i", "--institution"},
              paramLabel = "ID")
          Optional<String> institution,
      @Option(
              names = "--certificate",
              required = true,
              paramLabel = "FILE",
              description = "The client certificate, in PEM or DER, of whatever issuer.")
          Path file)
      throws Faulty {
    X509Certificate certificate = read(file);
    office.work(
        parts -> {
          LoginServer server =
              parts
                  .acts()
                  .registerLoginServer()
                  .register(
                      Office.institution(parts, institution).id(),
                      name,
                      der(certificate),
                      certificate.getNotBefore().toInstant(),
                      certificate.getNotAfter().toInstant(),
                      office.operator());
          office
              .out()
              .println(
                  "login server %s may ask about certificates of %s until %s"
                      .formatted(name, server.institution(), Japan.time(server.notAfter())));
        });
  }

  @Command(description = "Lists the login servers.")
  void list(
      @Option(
              names = {"-i", "--institution"},
              paramLabel = "ID")
          Optional<String> institution,
      @Option(names = "--json") boolean json)
      throws Faulty {
    office.work(
        parts -> {
          var table = new Table("name", "sha256", "from", "until", "added");
          for (LoginServer server :
              parts.database().loginServers().of(Office.institution(parts, institution).id())) {
            table.row(
                server.name(),
                server.certificate().sha256().hex(),
                Japan.time(server.notBefore()),
                Japan.time(server.notAfter()),
                Japan.time(server.added()));
          }
          table.print(office.out(), json);
        });
  }

  @Command(description = "Removes a login server: its next question is refused.")
  void remove(
      @Parameters(paramLabel = "NAME") String name,
      @Option(
              names = {"-i", "--institution"},
              paramLabel = "ID")
          Optional<String> institution)
      throws Faulty {
    office.work(
        parts -> {
          parts
              .acts()
              .registerLoginServer()
              .remove(Office.institution(parts, institution).id(), name, office.operator());
          office.out().println("login server %s is removed".formatted(name));
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
