package shomei.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import shomei.load.wire.OperationFailure;
import shomei.load.wire.Target;
import shomei.load.work.AccountSource;
import shomei.load.work.Acknowledged;
import shomei.load.work.Enroll;
import shomei.load.work.Http01Responder;
import shomei.load.work.Mix;
import shomei.load.work.Ocsp;
import shomei.load.work.PreparedOrders;
import shomei.load.work.Renew;
import shomei.load.work.SubscriberCertificates;
import shomei.load.work.SubscriberLogin;
import shomei.load.work.Workload;
import shomei.protocol.message.Directory;
import shomei.sdk.ExternalAccount;
import shomei.sdk.NewAccountTerms;

/// What the workloads need.
final class WorkloadOptions {
  @Option(
      names = "--keys",
      paramLabel = "COUNT",
      defaultValue = "5000",
      description = "Keys and requests made ahead. Default: ${DEFAULT-VALUE}.")
  int keys;

  @Option(
      names = "--domain",
      defaultValue = "load.example.com",
      description = "Enroll names below it. Default: ${DEFAULT-VALUE}.")
  String domain = "";

  @Option(
      names = "--http01",
      paramLabel = "HOST:PORT",
      description = "Where the responder for http-01 listens. Default: 127.0.0.1:5002.")
  String responder = "127.0.0.1:5002";

  @Option(
      names = "--subscribers",
      paramLabel = "FILE",
      description = {
        "Enroll these subscribers, each once, by pin-01, in place of names.",
        "A line each: contractId[/userId] PIN [newPIN]"
      })
  @Nullable Path subscribers;

  @Option(
      names = "--certificates",
      paramLabel = "FILE",
      description = {
        "For enroll with --subscribers: written; keys, certificates and PINs of those who"
            + " enrolled.",
        "For renew: read, each renewed once, and written again. The policy must have opened"
            + " renewal."
      })
  @Nullable Path certificatesFile;

  /// What subscribers hold when the run is over.
  SubscriberCertificates certificates = new SubscriberCertificates();

  @Option(names = "--renewal-pin", description = "For renew: the policy asks for the PIN.")
  boolean renewalPin;

  @Option(
      names = "--accounts",
      defaultValue = "16",
      description = "For enroll-existing: accounts made ahead. Default: ${DEFAULT-VALUE}.")
  int accounts;

  @Option(names = "--ocsp", paramLabel = "URL", description = "For ocsp: the responder.")
  @Nullable URI ocsp;

  @Option(
      names = "--issuer",
      paramLabel = "FILE",
      description = "For ocsp: the certificate of the CA that issued, in PEM.")
  @Nullable Path issuer;

  @Option(
      names = "--serials",
      paramLabel = "FILE",
      description =
          "For ocsp: serial numbers in hexadecimal, a line each, as --acknowledged wrote them.")
  @Nullable Path serials;

  @Option(names = "--ocsp-nonce", description = "For ocsp: a nonce in each request.")
  boolean ocspNonce;

  @Option(
      names = "--mix",
      split = ",",
      paramLabel = "WORKLOAD=WEIGHT",
      description = "For mix, e.g. enroll=1,renew=1,ocsp=98.")
  Map<WorkloadKind, Integer> mix = new LinkedHashMap<>();

  Http01Responder responder() throws IOException {
    InetSocketAddress address = TargetOptions.address(responder);
    return new Http01Responder(new InetSocketAddress(address.getHostString(), address.getPort()));
  }

  /// Whether `kind` needs an ACME directory.
  boolean enrolls(WorkloadKind kind) {
    return kind == WorkloadKind.MIX
        ? mix.keySet().stream().anyMatch(part -> part != WorkloadKind.MIX && enrolls(part))
        : kind != WorkloadKind.OCSP;
  }

  /// @param run tells this run's names from those of others
  Workload workload(
      WorkloadKind kind,
      String run,
      List<Target> targets,
      Optional<ExternalAccount> binding,
      Http01Responder http01,
      Acknowledged acknowledged)
      throws IOException, OperationFailure {
    return switch (kind) {
      case ENROLL ->
          new Enroll(
              kind.toString(),
              orders(run, http01),
              AccountSource.fresh(terms(binding, targets), keys),
              acknowledged,
              certificates);
      case ENROLL_EXISTING ->
          new Enroll(
              kind.toString(),
              orders(run, http01),
              AccountSource.existing(targets, terms(binding, targets), accounts),
              acknowledged,
              certificates);
      case RENEW -> {
        certificates = SubscriberCertificates.read(needed(certificatesFile, "--certificates"));
        yield new Renew(certificates, renewalPin, acknowledged);
      }
      case OCSP ->
          new Ocsp(
              needed(ocsp, "--ocsp"),
              issuer(),
              Files.readAllLines(needed(serials, "--serials")).stream()
                  .map(line -> line.strip().split("\\s+")[0])
                  .filter(serial -> !serial.isEmpty())
                  .toList(),
              ocspNonce);
      case MIX -> {
        List<Mix.Part> parts = new ArrayList<>();
        for (Map.Entry<WorkloadKind, Integer> part : mix.entrySet()) {
          if (part.getKey() == WorkloadKind.MIX || part.getValue() < 1) {
            throw new IllegalArgumentException("not in a mix: " + part);
          }
          parts.add(
              new Mix.Part(
                  workload(part.getKey(), run, targets, binding, http01, acknowledged),
                  part.getValue()));
        }
        if (parts.isEmpty()) {
          throw new IllegalArgumentException("say --mix");
        }
        yield new Mix(parts);
      }
    };
  }

  private PreparedOrders orders(String run, Http01Responder http01) throws IOException {
    return subscribers == null
        ? PreparedOrders.dns(run, domain, http01, keys)
        : PreparedOrders.subscribers(SubscriberLogin.read(subscribers));
  }

  /// Names are a partner's; subscribers' accounts are bound only where every account must be.
  private NewAccountTerms terms(Optional<ExternalAccount> binding, List<Target> targets) {
    boolean required =
        targets.stream()
            .flatMap(target -> target.directory().stream())
            .map(Directory::meta)
            .anyMatch(WorkloadOptions::externalAccountRequired);
    NewAccountTerms plain = NewAccountTerms.plain();
    return subscribers == null || required ? binding.map(plain::with).orElse(plain) : plain;
  }

  private static boolean externalAccountRequired(Directory.@Nullable Meta meta) {
    return meta != null && Boolean.TRUE.equals(meta.externalAccountRequired());
  }

  private X509Certificate issuer() throws IOException {
    try (InputStream in = Files.newInputStream(needed(issuer, "--issuer"))) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    } catch (CertificateException garbled) {
      throw new IOException("no certificate in " + issuer, garbled);
    }
  }

  private static <T> T needed(@Nullable T value, String option) {
    if (value == null) {
      throw new IllegalArgumentException("say " + option);
    }
    return value;
  }
}
