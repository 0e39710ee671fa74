package shomei.domain.subscriber;

import java.time.Instant;
import java.time.InstantSource;
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

/// Registers a user's seat at a corporation, by the counter or its administrator; the right to
/// acquire opens at once (seeds 001, 004), or with the login ID where that is acquired first; both
/// PINs are temporary then.
public final class RegisterUser {
  private final Policies policies;
  private final Subscribers subscribers;
  private final PinCheck pins;
  private final LetterCodes letters;
  private final InstantSource clock;
  private final RandomGenerator random;

  public RegisterUser(
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

  /// @param kana empty where nobody gave it
  /// @param temporary whether both PINs are changed at their first use
  public record NewUser(
      String contractId,
      String userId,
      String displayName,
      String kana,
      String mail,
      Subscriber.Language language,
      Pin loginPin,
      boolean temporary,
      Pin confirmationPin) {
    /// Without kana.
    public NewUser(
        String contractId,
        String userId,
        String displayName,
        String mail,
        Subscriber.Language language,
        Pin loginPin,
        boolean temporary,
        Pin confirmationPin) {
      this(
          contractId,
          userId,
          displayName,
          "",
          mail,
          language,
          loginPin,
          temporary,
          confirmationPin);
    }
  }

  /// @throws Refusal NOT_FOUND where there is no such corporation, MALFORMED where something is not
  ///   of its form, or the user ID is taken
  public Registered register(Institution institution, NewUser wanted, Actor operator) {
    check(institution, wanted);
    Policy policy = policies.of(institution);
    SubscriberName name = SubscriberName.user(wanted.contractId(), wanted.userId());
    String mail = MailAddress.require(wanted.mail());
    Instant now = clock.instant();
    SubscriberId id = new SubscriberId(TimeOrderedId.make(now, random));
    boolean activated = policy.login().activation().isEmpty();
    Optional<LetterCodes.Made> letter =
        activated ? letters.make(policy.acquisition(), id) : Optional.empty();
    Subscriber user =
        new Subscriber(
            id,
            institution.id(),
            name,
            wanted.displayName(),
            wanted.kana(),
            mail,
            wanted.language(),
            false,
            pins.keep(wanted.loginPin(), id, policy.pins()),
            pins.keep(wanted.confirmationPin(), id, policy.pins()),
            wanted.temporary() || !activated,
            wanted.temporary() || !activated,
            activated ? Optional.of(now) : Optional.empty(),
            letter.map(LetterCodes.Made::digest),
            activated,
            0);
    Entry entry =
        new Entry(
            now,
            institution.id(),
            operator,
            Act.USER_REGISTERED,
            "subscriber:" + name,
            Map.of("name", wanted.displayName()));
    if (!subscribers.add(user, entry)) {
      throw taken();
    }
    return new Registered(user, letter.map(LetterCodes.Made::code));
  }

  /// Refuses what [#register] would refuse, and writes nothing.
  public void check(Institution institution, NewUser wanted) {
    requireForm(institution, wanted);
    if (subscribers.corporation(institution.id(), wanted.contractId()).isEmpty()) {
      throw new Refusal(Reason.NOT_FOUND, "no corporation has that contract ID");
    }
    SubscriberName name = SubscriberName.user(wanted.contractId(), wanted.userId());
    if (subscribers.everNamed(institution.id(), name).isPresent()) {
      throw taken();
    }
  }

  /// @throws Refusal MALFORMED where something is not of its form
  public void requireForm(Institution institution, NewUser wanted) {
    Policy policy = policies.of(institution);
    SubscriberName name = SubscriberName.user(wanted.contractId(), wanted.userId());
    LoginId.of(policy.login().form(), name);
    SingleLine.require("a user's name", wanted.displayName(), 100);
    if (!wanted.kana().isEmpty()) {
      Registration.requireKana(wanted.kana());
    }
    MailAddress.require(wanted.mail());
    wanted.loginPin().requireForm(policy.pins());
    wanted.confirmationPin().requireForm(policy.pins());
  }

  private static Refusal taken() {
    return new Refusal(Reason.MALFORMED, "the user ID is registered already, or was");
  }
}
