package shomei.server.command;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import shomei.domain.ca.Issuer;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.InstitutionId;
import shomei.pki.authority.Root;
import shomei.pki.key.KeyKind;
import shomei.server.Parts;
import shomei.settings.Faulty;

@Command(name = "institution", description = "Institutions and their CAs.")
final class InstitutionCommands {
  private final Office office;

  InstitutionCommands(Office office) {
    this.office = office;
  }

  @Command(description = "Registers an institution, or changes the one of that id.")
  void put(
      @Parameters(paramLabel = "ID", description = "Its name in addresses, e.g. kita.") String id,
      @Option(names = "--policy", required = true, description = "e.g. biznet") String policy,
      @Option(names = "--name-ja", required = true, description = "Its name in Japanese.")
          String nameJa,
      @Option(names = "--name-en", required = true, description = "Its name in English.")
          String nameEn,
      @Option(names = "--organization", required = true, description = "O of its subjects.")
          String organization,
      @Option(
              names = "--unit",
              required = true,
              description = "OU of its subjects, without the CA's generation.")
          String unit)
      throws Faulty {
    office.work(
        parts -> {
          parts
              .acts()
              .putInstitution()
              .put(
                  new Institution(
                      new InstitutionId(id), nameJa, nameEn, organization, unit, policy),
                  office.operator());
          office.out().println("institution " + id + " is registered");
        });
  }

  @Command(description = "Lists the institutions.")
  void list(@Option(names = "--json") boolean json) throws Faulty {
    office.work(
        parts -> {
          var table = new Table("id", "policy", "cas", "organization", "unit", "name");
          for (Institution i : parts.database().institutions().all()) {
            table.row(
                i.id(), i.policy(), issuers(parts, i), i.organization(), i.unit(), i.nameEn());
          }
          table.print(office.out(), json);
        });
  }

  private static long issuers(Parts parts, Institution institution) {
    return parts.database().issuers().all().stream()
        .filter(issuer -> issuer.institution().equals(institution.id()))
        .count();
  }

  /// The commands about CAs.
  @Command(name = "ca", description = "Issuing CAs.")
  static final class Ca {
    private final Office office;

    Ca(Office office) {
      this.office = office;
    }

    @Command(
        description =
            "Makes an institution's next issuing CA on the token, and the root above it where there is none.")
    void create(
        @Option(
                names = {"-i", "--institution"},
                paramLabel = "ID")
            Optional<String> institution,
        @Option(
                names = "--key",
                defaultValue = "P256",
                description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
            KeyKind key,
        @Option(
                names = "--root",
                paramLabel = "LABEL",
                description = "The root's label, to share one; an own one where absent.")
            Optional<String> root,
        @Option(names = "--root-organization", description = "O of a new shared root.")
            Optional<String> rootOrganization,
        @Option(names = "--root-name", description = "CN of a new shared root.")
            Optional<String> rootName)
        throws Faulty {
      office.work(
          parts -> {
            Institution of = Office.institution(parts, institution);
            Optional<Root> shared =
                root.map(
                    label ->
                        new Root(
                            label,
                            rootOrganization.orElse(of.organization()),
                            rootName.orElse(label),
                            key));
            Issuer issuer = parts.acts().createCa().create(of, key, shared, office.operator());
            office.out().println("CA %s is made; its key is on the token".formatted(issuer.id()));
          });
    }

    @Command(description = "Lists the issuing CAs.")
    void list(@Option(names = "--json") boolean json) throws Faulty {
      office.work(
          parts -> {
            var table = new Table("id", "institution", "generation", "key");
            parts
                .database()
                .issuers()
                .all()
                .forEach(i -> table.row(i.id(), i.institution(), i.generation(), i.keyLabel()));
            table.print(office.out(), json);
          });
    }

    @Command(description = "Prints the CA certificates in PEM, for relying parties to trust.")
    void show(
        @Parameters(paramLabel = "CA", description = "e.g. kita-g1") String id,
        @Option(names = "--root", description = "Only the root.") boolean rootOnly)
        throws Faulty {
      office.work(
          parts -> {
            Issuer issuer =
                parts.database().issuers().all().stream()
                    .filter(i -> i.id().value().equals(id))
                    .findFirst()
                    .orElseThrow(() -> Pem.unknown(id));
            if (!rootOnly) {
              office.out().print(Pem.certificate(issuer.certificate()));
              issuer.above().subList(0, issuer.above().size() - 1).stream()
                  .map(Pem::certificate)
                  .forEach(office.out()::print);
            }
            office.out().print(Pem.certificate(issuer.above().getLast()));
          });
    }
  }
}
