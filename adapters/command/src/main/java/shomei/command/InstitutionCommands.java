package shomei.command;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import shomei.domain.ca.Issuer;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.InstitutionId;
import shomei.settings.binding.Faulty;

@Command(name = "institution", description = "Institutions and their CAs.")
final class InstitutionCommands {
  private final Context context;

  InstitutionCommands(Context context) {
    this.context = context;
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
    context.work(
        backend -> {
          backend
              .putInstitution()
              .put(
                  new Institution(
                      new InstitutionId(id), nameJa, nameEn, organization, unit, policy),
                  context.operator());
          context.out().println("institution " + id + " is registered");
        });
  }

  @Command(description = "Lists the institutions.")
  void list(@Option(names = "--json") boolean json) throws Faulty {
    context.work(
        backend -> {
          var table = new Table("id", "policy", "cas", "organization", "unit", "name");
          for (Institution i : backend.institutions().all()) {
            table.row(
                i.id(), i.policy(), issuers(backend, i), i.organization(), i.unit(), i.nameEn());
          }
          table.print(context.out(), json);
        });
  }

  private static long issuers(Backend backend, Institution institution) {
    return backend.issuers().all().stream()
        .filter(issuer -> issuer.institution().equals(institution.id()))
        .count();
  }

  /// The commands about CAs.
  @Command(name = "ca", description = "Issuing CAs.")
  static final class Ca {
    private final Context context;

    Ca(Context context) {
      this.context = context;
    }

    @Command(
        description =
            "Makes an institution's next issuing CA on the token, and the root above it where there is none.")
    void create(
        @Mixin InstitutionOption institution,
        @Option(
                names = "--key",
                defaultValue = "P256",
                description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
            Backend.CaKey key,
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
      context.work(
          backend -> {
            Institution of = institution.of(backend);
            Optional<Backend.SharedRoot> shared =
                root.map(
                    label ->
                        new Backend.SharedRoot(
                            label,
                            rootOrganization.orElse(of.organization()),
                            rootName.orElse(label)));
            Issuer issuer = backend.createCa(of, key, shared, context.operator());
            context.out().println("CA %s is made; its key is on the token".formatted(issuer.id()));
          });
    }

    @Command(description = "Lists the issuing CAs.")
    void list(@Option(names = "--json") boolean json) throws Faulty {
      context.work(
          backend -> {
            var table = new Table("id", "institution", "generation", "key");
            backend
                .issuers()
                .all()
                .forEach(i -> table.row(i.id(), i.institution(), i.generation(), i.keyLabel()));
            table.print(context.out(), json);
          });
    }

    @Command(description = "Prints the CA certificates in PEM, for relying parties to trust.")
    void show(
        @Parameters(paramLabel = "CA", description = "e.g. kita-g1") String id,
        @Option(names = "--root", description = "Only the root.") boolean rootOnly)
        throws Faulty {
      context.work(
          backend -> {
            Issuer issuer =
                backend.issuers().all().stream()
                    .filter(i -> i.id().value().equals(id))
                    .findFirst()
                    .orElseThrow(() -> Pem.unknown(id));
            if (!rootOnly) {
              context.out().print(Pem.certificate(issuer.certificate()));
              issuer.above().subList(0, issuer.above().size() - 1).stream()
                  .map(Pem::certificate)
                  .forEach(context.out()::print);
            }
            context.out().print(Pem.certificate(issuer.above().getLast()));
          });
    }
  }
}
