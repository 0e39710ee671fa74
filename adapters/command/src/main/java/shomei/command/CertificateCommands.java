package shomei.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import shomei.domain.certificate.Certificate;
import shomei.domain.certificate.Certificates;
import shomei.domain.certificate.RevocationReason;
import shomei.domain.institution.Institution;
import shomei.domain.issuance.AuditCertificates.Acknowledged;
import shomei.domain.issuance.AuditCertificates.Report;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.Serial;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.revocation.RevokeInBulk;
import shomei.settings.binding.Faulty;

@Command(name = "certificate", description = "Certificates.")
final class CertificateCommands {
  private static final int PAGE = 1000;

  private final Context context;

  CertificateCommands(Context context) {
    this.context = context;
  }

  @Command(description = "Lists an institution's certificates with their state.")
  void list(
      @Mixin InstitutionOption institution,
      @Option(names = "--subscriber", paramLabel = "SEAT", description = "Only that seat's.")
          Optional<String> seat,
      @Option(names = "--state", description = "Only those: ${COMPLETION-CANDIDATES}.")
          Optional<Certificate.State> state,
      @Option(names = "--json", description = "One JSON object a line.") boolean json)
      throws Faulty {
    context.work(
        backend -> {
          Institution of = institution.of(backend);
          Certificates certificates = backend.certificates();
          if (seat.isPresent()) {
            print(certificates.of(of.id(), SubscriberName.parse(seat.get())), state, json);
            return;
          }
          Optional<Serial> after = Optional.empty();
          List<Certificate> page;
          do {
            page = certificates.of(of.id(), after, PAGE);
            print(page, state, json);
            after = page.isEmpty() ? after : Optional.of(page.getLast().serial());
          } while (page.size() == PAGE);
        });
  }

  private void print(List<Certificate> page, Optional<Certificate.State> wanted, boolean json) {
    Instant now = context.clock().instant();
    table(
            page.stream()
                .filter(c -> wanted.map(state -> c.stateAt(now) == state).orElse(true))
                .toList(),
            now)
        .print(context.out(), json);
  }

  @Command(description = "Prints a certificate in PEM.")
  void show(@Parameters(paramLabel = "SERIAL", description = "In hexadecimal.") String serial)
      throws Faulty {
    context.work(
        backend ->
            context
                .out()
                .print(
                    Pem.certificate(
                        backend
                            .certificates()
                            .find(serial(serial))
                            .orElseThrow(() -> new Refusal(Reason.NOT_FOUND, "no such certificate"))
                            .der())));
  }

  @Command(description = "Revokes a certificate, at once and for good.")
  void revoke(
      @Parameters(paramLabel = "SERIAL", description = "In hexadecimal.") String serial,
      @Option(names = "--reason", description = "${COMPLETION-CANDIDATES}; none where absent.")
          Optional<RevocationReason> reason)
      throws Faulty {
    context.work(
        backend -> {
          backend.revoke().byOperator(serial(serial), reason, context.operator());
          context.out().println("certificate %s is revoked".formatted(serial));
        });
  }

  @Command(
      name = "revoke-all",
      description = {
        "Revokes all certificates of an institution, or of one of its CAs, batch after batch.",
        "Where it is cut off a running server goes on; the same command shows how far it has come."
      })
  void revokeAll(
      @Mixin InstitutionOption institution,
      @Option(names = "--ca", paramLabel = "ID", description = "Only those of this CA.")
          Optional<String> ca,
      @Option(names = "--reason", description = "${COMPLETION-CANDIDATES}; none where absent.")
          Optional<RevocationReason> reason,
      @Option(names = "--yes", description = "Does not ask whether that is meant.") boolean yes)
      throws Faulty {
    context.work(
        backend -> {
          Institution of = institution.of(backend);
          Optional<IssuerId> issuer = ca.map(IssuerId::new);
          RevokeInBulk bulk = backend.revokeInBulk();
          long count = bulk.count(of, issuer);
          String question =
              "this revokes %d certificates of %s for good"
                  .formatted(count, ca.orElse(of.id().value()));
          if (!yes) {
            context.confirm(question, ca.orElse(of.id().value()));
          }
          BulkProgress.show(
              bulk, bulk.begin(of, issuer, reason, context.operator()), backend, context.out());
        });
  }

  @Command(
      name = "revocations",
      description = "Lists the bulk revocations of an institution and how far they have come.")
  void revocations(
      @Mixin InstitutionOption institution,
      @Option(names = "--json", description = "One JSON object a line.") boolean json)
      throws Faulty {
    context.work(
        backend ->
            BulkProgress.table(backend.bulkRevocations().of(institution.of(backend).id()))
                .print(context.out(), json));
  }

  @Command(
      description = {
        "Holds a list of certificates that clients were given against what is kept: each must be"
            + " there, and be told once in the history; none may be on the list twice, and no order"
            + " may be left unfinished.",
        "Ends with 1 where it is otherwise."
      })
  int audit(
      @Parameters(
              paramLabel = "FILE|-",
              description =
                  "One certificate a line: its serial number and, where known, a blank and the"
                      + " SHA-256 of its DER, both in hexadecimal.")
          String file)
      throws Faulty, IOException {
    try (BufferedReader list = list(file)) {
      var passed = new AtomicBoolean();
      context.work(
          backend -> {
            Report report =
                backend
                    .audit()
                    .audit(
                        list.lines()
                            .filter(line -> !line.isBlank())
                            .map(CertificateCommands::acknowledged)
                            .iterator());
            AuditText.print(report, context.out());
            passed.set(report.passed());
          });
      return passed.get() ? ExitCode.DONE : ExitCode.REFUSED;
    } catch (NoSuchFileException e) {
      throw new Refusal(Reason.MALFORMED, file + ": there is no such file");
    } catch (UncheckedIOException | MalformedInputException e) {
      throw new Refusal(Reason.MALFORMED, file + ": is not a list in ASCII");
    }
  }

  private BufferedReader list(String file) throws IOException {
    return file.equals("-")
        ? new BufferedReader(new InputStreamReader(context.in(), StandardCharsets.US_ASCII))
        : Files.newBufferedReader(Path.of(file), StandardCharsets.US_ASCII);
  }

  private static Acknowledged acknowledged(String line) {
    String[] words = line.strip().split("\\s+", 2);
    try {
      return new Acknowledged(
          serial(words[0]),
          words.length == 2 ? Optional.of(Octets.ofHex(words[1])) : Optional.empty());
    } catch (IllegalArgumentException garbled) {
      throw new Refusal(Reason.MALFORMED, "not a serial number and a digest: " + line);
    }
  }

  private static Serial serial(String text) {
    return Serial.ofHex(text.replace(":", "").toLowerCase(Locale.ROOT))
        .orElseThrow(() -> new Refusal(Reason.MALFORMED, "not a serial number of ours: " + text));
  }

  static Table table(List<Certificate> certificates, Instant now) {
    var table = new Table("serial", "for", "profile", "state", "from", "until", "replaced");
    for (Certificate c : certificates) {
      table.row(
          c.serial(),
          c.identifiers().stream().map(i -> i.value()).collect(Collectors.joining(" ")),
          c.profile(),
          state(c, now),
          Japan.time(c.notBefore()),
          Japan.time(c.notAfter()),
          c.replacedBy().isPresent() ? "yes" : "no");
    }
    return table;
  }

  static String state(Certificate certificate, Instant now) {
    String reason =
        certificate
            .revocation()
            .flatMap(Certificate.Revocation::reason)
            .map(r -> " (" + r.name().toLowerCase(Locale.ROOT) + ")")
            .orElse("");
    return certificate.stateAt(now).name().toLowerCase(Locale.ROOT) + reason;
  }
}
