package shomei.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import shomei.command.Backend;
import shomei.domain.credential.Pin;
import shomei.domain.history.Actor;
import shomei.domain.history.Origin;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.partner.MintExternalAccountKey.Minted;
import shomei.domain.partner.Partner;
import shomei.domain.subscriber.RegisterCorporation.NewCorporation;
import shomei.domain.subscriber.RegisterUser.NewUser;
import shomei.domain.subscriber.Registered;
import shomei.server.Adapters;
import shomei.server.OperatorBackend;

/// What the banks' operators do in the demo, through the same acts as their commands. What an
/// earlier run has done is left as it is.
public final class Counter {
  private static final Actor OPERATOR =
      Actor.operator("demo", new Origin.Command(System.getProperty("user.name", "demo")));

  /// The PINs that holders get on paper, and what they choose instead at first use.
  static final String TEMPORARY_PIN = "first123";

  static final String TEMPORARY_CONFIRMATION_PIN = "then5678";

  static final String CHOSEN_PIN = "mine4567";
  static final String CONFIRMATION_PIN = "sure8901";

  /// The institution that authors of ACME clients test against.
  public static final Institution TEST =
      new Institution(
          new InstitutionId("acme"),
          "ACMEテスト",
          "ACME test",
          "Shomei demo",
          "Shomei demo ACME CA",
          "acme");

  private final Adapters adapters;
  private final Backend acts;
  private final Consumer<String> say;

  public Counter(Adapters adapters, Consumer<String> say) {
    this.adapters = adapters;
    this.acts = new OperatorBackend(adapters);
    this.say = say;
  }

  /// Registers the bank with its CA, its customer and the customer's people.
  void register(Bank bank) {
    institution(bank.institution());
    for (Bank.Person person : bank.people()) {
      if (adapters
          .database()
          .subscribers()
          .find(bank.institution().id(), bank.seat(person))
          .isEmpty()) {
        seat(bank, person, TEMPORARY_PIN, true);
      }
    }
  }

  /// Registers a user who acquires nothing by themselves: whoever tries the window does. Their PIN
  /// is the one that the others choose.
  SubscriberName leaveOne(Bank bank) {
    Bank.Person person = bank.left();
    SubscriberName seat = bank.seat(person);
    if (adapters.database().subscribers().find(bank.institution().id(), seat).isEmpty()) {
      seat(bank, person, CHOSEN_PIN, false);
    }
    return seat;
  }

  /// Registers a partner that may order every name under the usual example domains, and mints a key
  /// for it.
  ///
  /// @return the key's `kid` and secret, as kept in the file
  public List<String> openTestBench(Path keyFile) {
    institution(TEST);
    Partner partner =
        acts.putPartner()
            .put(
                TEST,
                "client-authors",
                List.of(
                    new Partner.Names("example.com", true, false),
                    new Partner.Names("example.org", true, false),
                    new Partner.Names("example.net", true, false),
                    new Partner.Names("shomei.example", true, false),
                    new Partner.Names("shomei.test", true, false)),
                OPERATOR);
    try {
      if (!Files.exists(keyFile)) {
        Minted minted =
            acts.mintKey().forPartner(TEST, partner, Set.of(), false, Optional.empty(), OPERATOR);
        Home.ownersFile(keyFile, minted.key().kid() + "\n" + minted.secret() + "\n");
      }
      return Files.readAllLines(keyFile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void institution(Institution institution) {
    if (adapters.database().institution().institutions().find(institution.id()).isPresent()) {
      return;
    }
    acts.putInstitution().put(institution, OPERATOR);
    var issuer = acts.createCa(institution, Backend.CaKey.P256, Optional.empty(), OPERATOR);
    say.accept(
        "registered the institution %s (policy %s) and made its CA %s"
            .formatted(institution.id(), institution.policy(), issuer.id()));
  }

  private void seat(Bank bank, Bank.Person person, String pin, boolean temporary) {
    Policy.Pins rule = adapters.policies().of(bank.institution()).pins();
    Pin login = Pin.choose(pin, rule);
    Pin confirmation =
        Pin.choose(
            bank.account().isPresent() ? TEMPORARY_CONFIRMATION_PIN : CONFIRMATION_PIN, rule);
    Registered registered =
        person
            .userId()
            .map(
                user ->
                    acts.registerUser()
                        .register(
                            bank.institution(),
                            new NewUser(
                                bank.contractId(),
                                user,
                                person.name(),
                                person.mail(),
                                person.language(),
                                login,
                                temporary,
                                confirmation),
                            OPERATOR))
            .orElseGet(
                () ->
                    acts.registerCorporation()
                        .register(
                            bank.institution(),
                            new NewCorporation(
                                bank.contractId(),
                                bank.corporation(),
                                person.mail(),
                                person.language(),
                                login,
                                confirmation,
                                bank.account()),
                            OPERATOR));
    say.accept(
        "registered %s at %s%s"
            .formatted(
                registered.seat().name(),
                bank.institution().id(),
                temporary ? " with a temporary PIN" : ""));
  }
}
