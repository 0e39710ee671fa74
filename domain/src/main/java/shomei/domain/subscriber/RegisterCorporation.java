package shomei.domain.subscriber;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import shomei.domain.credential.Pin;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Policies;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.MailAddress;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SingleLine;
import shomei.domain.kernel.SubscriberId;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.kernel.TimeOrderedId;

/// Registers a customer of an institution with its administrator's seat; the right to acquire opens
/// at once (seed 003), or with the login ID where that is acquired first (seed 004).
public final class RegisterCorporation {
  private final Policies policies;
  private final Subscribers subscribers;
  private final PinCheck pins;
  private final LetterCodes letters;
  private final InstantSource clock;
  private final RandomGenerator random;

  public RegisterCorporation(
      Policies policies,
      Subscribers subscribers,
      PinCheck pins,
      LetterCodes letters,
      InstantSource clock,
      RandomGenerator random) {
    this.policies = policies;
    this.subscribers = subscribers;
    this.pins = pins;
    this.letters = letters;
    this.clock = clock;
    this.random = random;
  }

  /// @param name the corporation's
  /// @param mail the administrator's address
  /// @param loginPin temporary: it is changed at its first use
  /// @param account by which the administrator is known until the login ID is acquired, where the
  ///   policy says so; empty otherwise
  public record NewCorporation(
      String contractId,
      String name,
      String mail,
      Subscriber.Language language,
      Pin loginPin,
      Pin confirmationPin,
      Optional<BankAccount> account) {
    /// Without an account.
    public NewCorporation(
        String contractId,
        String name,
        String mail,
        Subscriber.Language language,
        Pin loginPin,
        Pin confirmationPin) {
      this(contractId, name, mail, language, loginPin, confirmationPin, Optional.empty());
    }
  }

  /// @return with the administrator's seat
  /// @throws Refusal MALFORMED where something is not of its form, or the contract ID or the
  ///   account is taken
  public Registered register(Institution institution, NewCorporation wanted, Actor operator) {
    check(institution, wanted);
    Policy policy = policies.of(institution);
    SubscriberName name = SubscriberName.administrator(wanted.contractId());
    String mail = MailAddress.require(wanted.mail());
    Instant now = clock.instant();
    SubscriberId id = new SubscriberId(TimeOrderedId.make(now, random));
    boolean activated = policy.login().activation().isEmpty();
    Optional<LetterCodes.Made> letter =
        activated ? letters.make(policy.acquisition(), id) : Optional.empty();
    Subscriber administrator =
        new Subscriber(
            id,
            institution.id(),
            name,
            wanted.name(),
            "",
            mail,
            wanted.language(),
            false,
            pins.keep(wanted.loginPin(), id, policy.pins()),
            pins.keep(wanted.confirmationPin(), id, policy.pins()),
            true,
            !activated,
            activated ? Optional.of(now) : Optional.empty(),
            letter.map(LetterCodes.Made::digest),
            activated,
            0);
    Entry entry =
        new Entry(
            now,
            institution.id(),
            operator,
            Act.CORPORATION_REGISTERED,
            "subscriber:" + name,
            Map.of("name", wanted.name()));
    Corporation corporation =
        new Corporation(
            institution.id(), wanted.contractId(), wanted.name(), List.of(), wanted.account());
    if (!subscribers.add(corporation, administrator, entry)) {
      throw taken();
    }
    return new Registered(administrator, letter.map(LetterCodes.Made::code));
  }

  /// Refuses what [#register] would refuse, and writes nothing.
  public void check(Institution institution, NewCorporation wanted) {
    Policy policy = policies.of(institution);
    SubscriberName name = SubscriberName.administrator(wanted.contractId());
    LoginId.of(policy.login().form(), name);
    SingleLine.require("a corporation's name", wanted.name(), 100);
    MailAddress.require(wanted.mail());
    wanted.loginPin().requireForm(policy.pins());
    wanted.confirmationPin().requireForm(policy.pins());
    boolean byAccount =
        policy
            .login()
            .activation()
            .filter(activation -> activation.reference() == Policy.Reference.ACCOUNT)
            .isPresent();
    if (wanted.account().isPresent() != byAccount) {
      throw new Refusal(
          Reason.MALFORMED,
          byAccount
              ? "the policy knows a corporation by its account, which is missing"
              : "the policy knows no corporation by its account");
    }
    if (subscribers.corporation(institution.id(), wanted.contractId()).isPresent()
        || wanted.account().flatMap(one -> subscribers.of(institution.id(), one)).isPresent()) {
      throw taken();
    }
  }

  private static Refusal taken() {
    return new Refusal(Reason.MALFORMED, "the contract ID or the account is registered already");
  }
}
