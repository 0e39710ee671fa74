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
import shomei.load.run.Tally;
import shomei.load.wire.Failed;
import shomei.load.wire.Faults;
import shomei.load.wire.Session;
import shomei.load.wire.Target;
import shomei.load.work.Accounts;
import shomei.load.work.Acknowledged;
import shomei.load.work.Applicants;
import shomei.load.work.Binding;
import shomei.load.work.Enroll;
import shomei.load.work.Http01;
import shomei.load.work.Mix;
import shomei.load.work.Ocsp;
import shomei.load.work.Renew;
import shomei.load.work.Subscriber;
import shomei.load.work.Wallet;
import shomei.load.work.Workload;
import shomei.protocol.message.Directory;

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
      names = "--wallet",
      paramLabel = "FILE",
      description = {
        "For enroll with --subscribers: written; keys, certificates and PINs of those who enrolled.",
        "For renew: read, each renewed once, and written again. The policy must have opened renewal."
      })
  @Nullable Path walletFile;

  /// What subscribers hold when the run is over.
  Wallet wallet = new Wallet();

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
  Map<Act, Integer> mix = new LinkedHashMap<>();

  Http01 responder() throws IOException {
    InetSocketAddress address = TargetOptions.address(responder);
    return new Http01(new InetSocketAddress(address.getHostString(), address.getPort()));
  }

  /// Whether `act` needs an ACME directory.
  boolean enrolls(Act act) {
    return act == Act.MIX
        ? mix.keySet().stream().anyMatch(part -> part != Act.MIX && enrolls(part))
        : act != Act.OCSP;
  }

  /// @param run tells this run's names from those of others
  Workload workload(
      Act act,
      String run,
      List<Target> targets,
      Optional<Binding> binding,
      Http01 prover,
      Acknowledged acknowledged)
      throws IOException, Failed {
    return switch (act) {
      case ENROLL ->
          new Enroll(
              act.toString(),
              applicants(run, prover),
              Accounts.fresh(binding(binding, targets), keys),
              acknowledged,
              wallet);
      case ENROLL_EXISTING ->
          new Enroll(
              act.toString(),
              applicants(run, prover),
              existing(targets, binding(binding, targets)),
              acknowledged,
              wallet);
      case RENEW -> {
        wallet = Wallet.read(needed(walletFile, "--wallet"));
        yield new Renew(wallet, renewalPin, acknowledged);
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
        for (Map.Entry<Act, Integer> part : mix.entrySet()) {
          if (part.getKey() == Act.MIX || part.getValue() < 1) {
            throw new IllegalArgumentException("not in a mix: " + part);
          }
          parts.add(
              new Mix.Part(
                  workload(part.getKey(), run, targets, binding, prover, acknowledged),
                  part.getValue()));
        }
        if (parts.isEmpty()) {
          throw new IllegalArgumentException("say --mix");
        }
        yield new Mix(parts);
      }
    };
  }

  private Applicants applicants(String run, Http01 prover) throws IOException {
    return subscribers == null
        ? Applicants.dns(run, domain, prover, keys)
        : Applicants.subscribers(Subscriber.read(subscribers));
  }

  /// Names are a partner's; subscribers' accounts are bound only where every account must be.
  private Optional<Binding> binding(Optional<Binding> binding, List<Target> targets) {
    boolean required =
        targets.stream()
            .map(target -> target.directory().meta())
            .anyMatch(WorkloadOptions::externalAccountRequired);
    return subscribers == null || required ? binding : Optional.empty();
  }

  private static boolean externalAccountRequired(Directory.@Nullable Meta meta) {
    return meta != null && Boolean.TRUE.equals(meta.externalAccountRequired());
  }

  private Accounts existing(List<Target> targets, Optional<Binding> binding)
      throws IOException, Failed {
    List<Session> sessions =
        targets.stream().map(one -> new Session(one, Faults.none(), new Tally())).toList();
    try {
      return Accounts.existing(sessions, binding, accounts);
    } finally {
      sessions.forEach(Session::close);
    }
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
