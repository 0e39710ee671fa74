package shomei.command;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import shomei.domain.account.Account;
import shomei.domain.account.Binding;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.partner.Partner;
import shomei.domain.subscriber.Subscriber;
import shomei.settings.binding.Faulty;

@Command(name = "account", description = "ACME accounts.")
final class AccountCommands {
  private static final int PAGE = 1000;

  private final Context context;

  AccountCommands(Context context) {
    this.context = context;
  }

  @Command(description = "Lists an institution's accounts.")
  void list(
      @Mixin InstitutionOption institution,
      @Option(names = "--partner", paramLabel = "NAME", description = "Only that partner's.")
          Optional<String> partner,
      @Option(names = "--json", description = "One JSON object a line.") boolean json)
      throws Faulty {
    context.work(
        backend -> {
          Institution of = institution.of(backend);
          if (partner.isPresent()) {
            Partner found = PartnerCommands.partner(backend, of, partner.get());
            table(backend, backend.accounts().of(found.id())).print(context.out(), json);
            return;
          }
          Optional<AccountId> after = Optional.empty();
          List<Account> page;
          do {
            page = backend.accounts().of(of.id(), after, PAGE);
            table(backend, page).print(context.out(), json);
            after = page.isEmpty() ? after : Optional.of(page.getLast().id());
          } while (page.size() == PAGE);
        });
  }

  @Command(description = "Shows an account.")
  void show(
      @Parameters(paramLabel = "ACCOUNT", description = "The last part of its URL.") String id,
      @Mixin InstitutionOption institution,
      @Option(names = "--json", description = "One JSON object a line.") boolean json)
      throws Faulty {
    AccountId account = id(id);
    context.work(
        backend -> {
          Institution of = institution.of(backend);
          Account found =
              backend
                  .accounts()
                  .find(account)
                  .filter(one -> one.institution().equals(of.id()))
                  .orElseThrow(
                      () -> new Refusal(Reason.NOT_FOUND, "there is no account " + account));
          table(backend, List.of(found)).print(context.out(), json);
        });
  }

  @Command(
      description =
          "Ends an account for good, with its open orders. Its certificates stay as they are.")
  void deactivate(
      @Parameters(paramLabel = "ACCOUNT", description = "The last part of its URL.") String id,
      @Mixin InstitutionOption institution)
      throws Faulty {
    AccountId account = id(id);
    context.work(
        backend -> {
          backend
              .deactivateAccount()
              .byOperator(institution.of(backend).id(), account, context.operator());
          context.out().println("account %s is deactivated".formatted(account));
        });
  }

  private static AccountId id(String text) {
    try {
      return new AccountId(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      throw new Refusal(Reason.MALFORMED, "not an account's id: " + text);
    }
  }

  private static Table table(Backend backend, List<Account> accounts) {
    var table = new Table("account", "status", "boundTo", "contacts", "created");
    for (Account account : accounts) {
      table.row(
          account.id(),
          account.status().name().toLowerCase(Locale.ROOT),
          account.binding().map(binding -> text(backend, binding)).orElse("nobody"),
          String.join(" ", account.contacts()),
          Japan.time(account.created()));
    }
    return table;
  }

  private static String text(Backend backend, Binding binding) {
    return switch (binding) {
      case Binding.ToPartner(var partner, var profiles) ->
          "partner " + backend.partners().find(partner).map(Partner::name).orElse("(removed)");
      case Binding.ToSubscriber(var subscriber, var act) ->
          "subscriber "
              + backend
                  .subscribers()
                  .find(subscriber)
                  .map(Subscriber::name)
                  .map(Object::toString)
                  .orElse("(removed)");
    };
  }
}
