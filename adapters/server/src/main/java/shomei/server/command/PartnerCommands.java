package shomei.server.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import shomei.domain.account.Binding;
import shomei.domain.account.ExternalAccountKey;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.partner.MintExternalAccountKey.Minted;
import shomei.domain.partner.Partner;
import shomei.server.Parts;
import shomei.settings.Faulty;
import shomei.settings.Forms;

@Command(name = "partner", description = "Partners, whose systems enroll over ACME.")
final class PartnerCommands {
  private final Office office;

  PartnerCommands(Office office) {
    this.office = office;
  }

  @Command(
      description =
          "Registers a partner with the names that it may order, or gives the partner of that name others.")
  void put(
      @Parameters(paramLabel = "NAME") String name,
      @Option(
              names = {"-i", "--institution"},
              paramLabel = "ID")
          Optional<String> institution,
      @Option(
              names = "--domain",
              paramLabel = "DNS-NAME",
              description = "A name that it may order and proves.")
          @Nullable List<String> domains,
      @Option(
              names = "--below",
              paramLabel = "DNS-NAME",
              description = "The same with every name below it.")
          @Nullable List<String> below,
      @Option(
              names = "--vetted-domain",
              paramLabel = "DNS-NAME",
              description = "A name that you have made sure of: no challenge is asked.")
          @Nullable List<String> vettedDomains,
      @Option(
              names = "--vetted-below",
              paramLabel = "DNS-NAME",
              description = "The same with every name below it.")
          @Nullable List<String> vettedBelow)
      throws Faulty {
    var names = new ArrayList<Partner.Names>();
    given(domains).forEach(d -> names.add(new Partner.Names(d, false, false)));
    given(below).forEach(d -> names.add(new Partner.Names(d, true, false)));
    given(vettedDomains).forEach(d -> names.add(new Partner.Names(d, false, true)));
    given(vettedBelow).forEach(d -> names.add(new Partner.Names(d, true, true)));
    office.work(
        parts -> {
          Institution of = Office.institution(parts, institution);
          parts.acts().putPartner().put(of, name, names, office.operator());
          office
              .out()
              .println("partner %s may order %d names or domains".formatted(name, names.size()));
        });
  }

  @Command(description = "Lists the partners.")
  void list(
      @Option(
              names = {"-i", "--institution"},
              paramLabel = "ID")
          Optional<String> institution,
      @Option(names = "--json") boolean json)
      throws Faulty {
    office.work(
        parts -> {
          Institution of = Office.institution(parts, institution);
          var table = new Table("partner", "names");
          for (Partner partner : parts.database().partners().of(of.id())) {
            table.row(
                partner.name(),
                partner.names().stream()
                    .map(PartnerCommands::text)
                    .collect(Collectors.joining(" ")));
          }
          table.print(office.out(), json);
        });
  }

  /// An option that was not given has no list.
  private static List<String> given(@Nullable List<String> values) {
    return values == null ? List.of() : values;
  }

  private static String text(Partner.Names names) {
    return (names.below() ? "**." : "") + names.domain() + (names.vetted() ? "(vetted)" : "");
  }

  private static Partner partner(Parts parts, Institution institution, String name) {
    return parts
        .database()
        .partners()
        .find(institution.id(), name)
        .orElseThrow(() -> new Refusal(Reason.NOT_FOUND, "there is no partner " + name));
  }

  /// The commands about external account keys.
  @Command(name = "eab", description = "Keys for external account binding (RFC 8555 §7.3.4).")
  static final class Eab {
    private final Office office;

    Eab(Office office) {
      this.office = office;
    }

    @Command(description = "Mints a key for a partner. Its secret is shown this once.")
    void add(
        @Option(
                names = {"-i", "--institution"},
                paramLabel = "ID")
            Optional<String> institution,
        @Option(names = "--partner", required = true, paramLabel = "NAME") String partner,
        @Option(names = "--reusable", description = "For any number of accounts, not for one.")
            boolean reusable,
        @Option(
                names = "--expires",
                paramLabel = "DURATION",
                description = "After how long it ends, e.g. 30d; never where absent.")
            Optional<String> expires,
        @Option(
                names = "--profile",
                paramLabel = "NAME",
                description =
                    "What its accounts may order; every profile for DNS names where absent.")
            @Nullable List<String> profiles,
        @Option(names = "--json") boolean json)
        throws Faulty {
      Optional<Duration> lifetime = expires.map(Eab::duration);
      office.work(
          parts -> {
            Institution of = Office.institution(parts, institution);
            Minted minted =
                parts
                    .acts()
                    .mintKey()
                    .forPartner(
                        of,
                        partner(parts, of, partner),
                        Set.copyOf(given(profiles)),
                        !reusable,
                        lifetime,
                        office.operator());
            if (json) {
              new Table("kid", "hmacKey")
                  .row(minted.key().kid(), minted.secret())
                  .print(office.out(), true);
            } else {
              office.out().println("kid       " + minted.key().kid());
              office.out().println("hmac key  " + minted.secret());
            }
          });
    }

    private static Duration duration(String text) {
      try {
        return Forms.durationOf(text);
      } catch (IllegalArgumentException e) {
        throw new Refusal(Reason.MALFORMED, "--expires " + e.getMessage());
      }
    }

    @Command(description = "Lists a partner's keys, newest first, without their secrets.")
    void list(
        @Option(
                names = {"-i", "--institution"},
                paramLabel = "ID")
            Optional<String> institution,
        @Option(names = "--partner", required = true, paramLabel = "NAME") String partner,
        @Option(names = "--json") boolean json)
        throws Faulty {
      office.work(
          parts -> {
            Institution of = Office.institution(parts, institution);
            var table = new Table("kid", "state", "use", "created", "expires", "profiles");
            for (ExternalAccountKey key :
                parts.database().externalAccountKeys().of(partner(parts, of, partner).id())) {
              table.row(
                  key.kid(),
                  key.state().name().toLowerCase(Locale.ROOT),
                  key.singleUse() ? "once" : "reusable",
                  Japan.time(key.created()),
                  key.expires().map(Japan::time).orElse("never"),
                  profiles(key.binding()));
            }
            table.print(office.out(), json);
          });
    }

    private static String profiles(Binding binding) {
      return switch (binding) {
        case Binding.ToPartner(var partner, var profiles) ->
            profiles.isEmpty() ? "all" : String.join(" ", profiles);
        case Binding.ToSubscriber subscriber -> "subscriber";
      };
    }

    @Command(description = "Ends a key. Accounts that were made with it stay.")
    void revoke(
        @Parameters(paramLabel = "KID") String kid,
        @Option(
                names = {"-i", "--institution"},
                paramLabel = "ID")
            Optional<String> institution)
        throws Faulty {
      office.work(
          parts -> {
            parts
                .acts()
                .revokeKey()
                .revoke(Office.institution(parts, institution).id(), kid, office.operator());
            office.out().println("key %s is revoked".formatted(kid));
          });
    }
  }
}
