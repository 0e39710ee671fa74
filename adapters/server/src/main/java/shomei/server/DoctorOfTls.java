package shomei.server;

import java.net.URI;
import java.nio.file.Path;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import shomei.command.Finding;
import shomei.settings.Config;
import shomei.settings.binding.SecretFile;
import shomei.web.listener.ListenerSettings.ClientCertificate;
import shomei.web.listener.ShownCertificate;

/// Looks at what the listeners would show: whether it can be used, for how long, and by what names.
final class DoctorOfTls {
  private static final String ABOUT = "TLS";

  private final Config config;
  private final Instant now;
  private final Consumer<Finding> findings;

  DoctorOfTls(Config config, Instant now, Consumer<Finding> findings) {
    this.config = config;
    this.now = now;
    this.findings = findings;
  }

  void examine() {
    look("acme", Optional.empty(), Optional.empty(), List.of(config.publicUrl().getHost()));
    config
        .login()
        .ifPresent(login -> look("login", login.certificateFile(), login.keyFile(), List.of()));
    config.pages().ifPresent(this::pages);
  }

  private void pages(Config.Pages pages) {
    look(
        "pages",
        pages.certificateFile(),
        pages.keyFile(),
        Stream.concat(
                Stream.of(pages.publicUrl()),
                pages.institutions().values().stream().flatMap(bank -> bank.publicUrl().stream()))
            .map(URI::getHost)
            .distinct()
            .toList());
    Config.SignedIn signedIn = pages.signedIn();
    List<String> hosts = new ArrayList<>();
    Stream.concat(
            Stream.of(signedIn.publicUrl()),
            pages.institutions().values().stream().flatMap(bank -> bank.signedInUrl().stream()))
        .map(URI::getHost)
        .distinct()
        .forEach(
            host -> {
              hosts.add(host);
              if (signedIn.freshHosts()) {
                hosts.add("fresh." + host);
              }
            });
    look("signed-in", signedIn.certificateFile(), signedIn.keyFile(), hosts);
  }

  private void look(
      String listener, Optional<Path> chain, Optional<SecretFile> key, List<String> hosts) {
    X509Certificate certificate;
    try {
      certificate =
          ShownCertificate.of(
                  Listeners.tls(
                      listener,
                      config,
                      config.https(),
                      chain.orElse(config.https().certificateFile()),
                      key.orElse(config.https().keyFile()).path(),
                      new ClientCertificate.None()))
              .orElseThrow()
              .certificate();
    } catch (IllegalStateException broken) {
      wrong(listener + ": " + broken.getMessage(), "put a certificate and its key there");
      return;
    }
    Instant end = certificate.getNotAfter().toInstant();
    if (end.isBefore(now.plus(TlsCertificates.MONTH))) {
      wrong(listener + ": the certificate ends at " + end, "renew it; it is read again by itself");
    }
    Collection<String> names = names(certificate);
    List<String> missing = hosts.stream().filter(host -> !covered(host, names)).toList();
    missing.forEach(
        host ->
            wrong(
                "%s: the certificate is not for %s".formatted(listener, shown(host)),
                "have one made with that name; browsers and clients refuse this one"));
    if (missing.isEmpty() && !end.isBefore(now.plus(TlsCertificates.MONTH))) {
      findings.accept(Finding.well(ABOUT, listener + ": shows its certificate until " + end));
    }
  }

  private static String shown(String host) {
    return host.startsWith("fresh.") ? "*" + host.substring("fresh".length()) : host;
  }

  private void wrong(String told, String todo) {
    findings.accept(Finding.wrong(ABOUT, told, todo));
  }

  /// Names and addresses that it is for (RFC 5280 §4.2.1.6).
  private static List<String> names(X509Certificate certificate) {
    try {
      return Objects.requireNonNullElse(
              certificate.getSubjectAlternativeNames(), List.<List<?>>of())
          .stream()
          .map(name -> String.valueOf(name.get(1)).toLowerCase(Locale.ROOT))
          .toList();
    } catch (CertificateParsingException broken) {
      return List.of();
    }
  }

  /// A wildcard is one whole label (RFC 9525 §6.3).
  private static boolean covered(String host, Collection<String> names) {
    String asked = host.toLowerCase(Locale.ROOT);
    int dot = asked.indexOf('.');
    return names.contains(asked) || dot > 0 && names.contains("*" + asked.substring(dot));
  }
}
