package shomei.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import shomei.domain.account.Account;
import shomei.domain.account.Binding;
import shomei.domain.account.ExternalAccountKey;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.partner.MintExternalAccountKey.Minted;
import shomei.domain.partner.Partner;
import shomei.settings.binding.Faulty;
import shomei.settings.binding.Units;

@Command(name = "partner", description = "Partners, whose systems enroll over ACME.")
final class PartnerCommands {
  private final Context context;

  PartnerCommands(Context context) {
    this.context = context;
  }

  @Command(
      description =
          "Registers a partner with the names that it may order, or gives the partner of that name others.")
  void put(
      @Parameters(paramLabel = "NAME") String name,
      @Mixin InstitutionOption institution,
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
    context.work(
        backend -> {
          Institution of = institution.of(backend);
          backend.putPartner().put(of, name, names, context.operator());
          context
              .out()
              .println("partner %s may order %d names or domains".formatted(name, names.size()));
        });
  }

  @Command(description = "Lists the partners.")
  void list(@Mixin InstitutionOption institution, @Option(names = "--json") boolean json)
      throws Faulty {
    context.work(
        backend -> {
          Institution of = institution.of(backend);
          var table = new Table("partner", "names");
          for (Partner partner : backend.partners().of(of.id())) {
            table.row(
                partner.name(),
                partner.names().stream()
                    .map(PartnerCommands::text)
                    .collect(Collectors.joining(" ")));
          }
          table.print(context.out(), json);
        });
  }

  @Command(
      description =
          "Removes a partner, revokes its keys and ends its accounts. Its certificates stay as they are.")
  void remove(
      @Parameters(paramLabel = "NAME") String name,
      @Mixin InstitutionOption institution,
      @Option(names = "--yes", description = "Does not ask for confirmation.") boolean yes)
      throws Faulty {
    context.work(
        backend -> {
          Institution of = institution.of(backend);
          long accounts = valid(backend.accounts().of(partner(backend, of, name).id()));
          if (!yes) {
            context.confirm(
                "this ends partner %s with its keys and its accounts (%d)"
                    .formatted(name, accounts),
                name);
          }
          int ended = backend.removePartner().remove(of, name, context.operator()).size();
          context.out().println("partner %s is removed; accounts: %d ended".formatted(name, ended));
        });
  }

  /// An option that was not given has no list.
  private static List<String> given(@Nullable List<String> values) {
    return values == null ? List.of() : values;
  }

  private static String text(Partner.Names names) {
    return (names.below() ? "**." : "") + names.domain() + (names.vetted() ? "(vetted)" : "");
  }

  static long valid(List<Account> accounts) {
    return accounts.stream().filter(account -> account.status() == Account.Status.VALID).count();
  }

  static Partner partner(Backend backend, Institution institution, String name) {
    return backend
        .partners()
        .find(institution.id(), name)
        .orElseThrow(() -> new Refusal(Reason.NOT_FOUND, "there is no partner " + name));
  }

  /// The commands about external account keys.
  @Command(name = "eab", description = "Keys for external account binding (RFC 8555 §7.3.4).")
  static final class Eab {
    private static final int MOST_KEYS = 10_000;

    private final Context context;

    Eab(Context context) {
      this.context = context;
    }

    @Command(description = "Creates keys for a partner. Their secrets are shown only now.")
    void add(
        @Mixin InstitutionOption institution,
        @Option(names = "--partner", required = true, paramLabel = "NAME") String partner,
        @Option(
                names = "--count",
                defaultValue = "1",
                description = "How many (default: ${DEFAULT-VALUE}).")
            int count,
        @Option(names = "--reusable", description = "For any number of accounts, not just one.")
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
      if (count < 1 || count > MOST_KEYS) {
        throw new Refusal(Reason.MALFORMED, "--count is not between 1 and " + MOST_KEYS);
      }
      Optional<Duration> lifetime = expires.map(Eab::duration);
      context.work(
          backend -> {
            Institution of = institution.of(backend);
            Partner to = partner(backend, of, partner);
            var keys = new Table("kid", "hmacKey");
            for (int i = 0; i < count; i++) {
              Minted minted =
                  backend
                      .mintKey()
                      .forPartner(
                          of,
                          to,
                          Set.copyOf(given(profiles)),
                          !reusable,
                          lifetime,
                          context.operator());
              keys.row(minted.key().kid(), minted.secret());
            }
            keys.print(context.out(), json);
          });
    }

    private static Duration duration(String text) {
      try {
        return Units.duration(text);
      } catch (IllegalArgumentException e) {
        throw new Refusal(Reason.MALFORMED, "--expires is not a duration such as 30d or 12h");
      }
    }

    @Command(description = "Lists a partner's keys, newest first, without their secrets.")
    void list(
        @Mixin InstitutionOption institution,
        @Option(names = "--partner", required = true, paramLabel = "NAME") String partner,
        @Option(names = "--json") boolean json)
        throws Faulty {
      context.work(
          backend -> {
            Institution of = institution.of(backend);
            var table = new Table("kid", "state", "use", "created", "expires", "profiles");
            for (ExternalAccountKey key :
                backend.externalAccountKeys().of(partner(backend, of, partner).id())) {
              table.row(
                  key.kid(),
                  key.state().name().toLowerCase(Locale.ROOT),
                  key.singleUse() ? "once" : "reusable",
                  Japan.time(key.created()),
                  key.expires().map(Japan::time).orElse("never"),
                  profiles(key.binding()));
            }
            table.print(context.out(), json);
          });
    }

    private static String profiles(Binding binding) {
      return switch (binding) {
        case Binding.ToPartner(var partner, var profiles) ->
            profiles.isEmpty() ? "all" : String.join(" ", profiles);
        case Binding.ToSubscriber subscriber -> "subscriber";
      };
    }

    @Command(
        description = {
          "Ends a key, and tells what becomes of the accounts that were created with it: they stay,"
              + " unless --accounts ends them too.",
          "Certificates stay as they are."
        })
    void revoke(
        @Parameters(paramLabel = "KID") String kid,
        @Mixin InstitutionOption institution,
        @Option(names = "--accounts", description = "Ends the accounts created with it, too.")
            boolean accounts)
        throws Faulty {
      context.work(
          backend -> {
            InstitutionId of = institution.of(backend).id();
            boolean ended =
                backend
                    .externalAccountKeys()
                    .find(of, kid)
                    .filter(key -> !key.usableAt(context.clock().instant()))
                    .isPresent();
            if (!ended || !accounts) {
              backend.revokeKey().revoke(of, kid, context.operator());
              context.out().println("key %s is revoked".formatted(kid));
            }
            if (accounts) {
              int gone =
                  backend.deactivateAccount().createdWith(of, kid, context.operator()).size();
              context.out().println("accounts created with it: %d ended".formatted(gone));
            } else {
              long stay = PartnerCommands.valid(backend.accounts().createdWith(of, kid));
              context
                  .out()
                  .println(
                      "accounts created with it: %d stay; --accounts ends them".formatted(stay));
            }
          });
    }
  }
}
