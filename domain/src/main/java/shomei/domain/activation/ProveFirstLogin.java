package shomei.domain.activation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import shomei.domain.credential.Pin;
import shomei.domain.credential.TokenSecret;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.history.History;
import shomei.domain.history.Origin;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Policies;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.session.Framed;
import shomei.domain.session.SubmitOnce;
import shomei.domain.subscriber.BankAccount;
import shomei.domain.subscriber.Corporation;
import shomei.domain.subscriber.PinTry;
import shomei.domain.subscriber.Subscribers;
import shomei.domain.subscriber.TryPin;

/// Judges who acquires a seat's login ID: by what the seat is known by until then, and both
/// temporary PINs (seed 004). Nothing is kept of it: who is cut off begins again.
///
/// *Threat:* somebody asks which corporations exist, or guesses the PINs of a letter. *Answer:* a
/// try is counted before it is judged, in the seat's count of strangers that login and `pin-01`
/// have too ([TryPin]); a reference that nobody has, a wrong PIN, a seat that is locked, suspended
/// or was activated before are one answer, for the same work, counted alike. *Threat:* the form is
/// kept for after hours. *Answer:* it says when it was begun, under the token's secret.
public final class ProveFirstLogin {
  private static final String WRONG = "WRONG";

  private final Policies policies;
  private final TryPin pins;
  private final Slips slips;
  private final TokenSecret token;
  private final SubmitOnce once;
  private final ServiceHours hours;
  private final Subscribers subscribers;
  private final History history;
  private final InstantSource clock;

  public ProveFirstLogin(
      Policies policies,
      TryPin pins,
      TokenSecret token,
      SubmitOnce once,
      ServiceHours hours,
      Subscribers subscribers,
      History history,
      InstantSource clock) {
    this.policies = policies;
    this.pins = pins;
    this.slips = new Slips(token);
    this.token = token;
    this.once = once;
    this.hours = hours;
    this.subscribers = subscribers;
    this.history = history;
    this.clock = clock;
  }

  /// What a seat is known by.
  public sealed interface Reference {
    /// An administrator's, where the policy says so.
    record OfAccount(BankAccount account) implements Reference {}

    /// A user's; an administrator's where the policy knows them by the contract ID.
    record OfSeat(SubscriberName name) implements Reference {}
  }

  /// @param form 16 random octets or more, drawn for the page that was filled in
  /// @param begun as [#begin] gave it
  public record Submitted(
      Octets form, String begun, Reference reference, Pin loginPin, Pin confirmationPin) {}

  /// What a form that is drawn now carries, to come back with it.
  public String begin(Institution institution) {
    return slips.begun(institution.id(), clock.instant());
  }

  /// @return what [AcquireLoginId] takes; empty where it is wrong
  /// @throws Refusal NOT_FOUND where login IDs are not acquired here; MALFORMED where the form was
  ///   not drawn here, or the policy does not know an administrator by that; NOT_YET_ELIGIBLE
  ///   outside the service hours, with the time at which they begin; RATE_LIMITED as in `LogIn`. No
  ///   try is counted then
  public Optional<String> prove(Institution institution, Submitted form, Origin origin) {
    Policy.Activation policy = activation(policies.of(institution));
    Instant begun =
        slips
            .begun(institution.id(), form.begun())
            .orElseThrow(() -> new Refusal(Reason.MALFORMED, "not a form of ours"));
    requireKnown(policy, form.reference());
    byte[] content =
        Framed.join(
            Framed.text("prove"),
            Framed.text(institution.id().value()),
            form.form().octets(),
            Framed.text(form.reference().toString()),
            form.loginPin().utf8(),
            form.confirmationPin().utf8());
    String result =
        once.submit(
            Octets.of(token.mac(TokenSecret.Purpose.SUBMISSION, content)),
            () -> attempt(institution, policy, form, begun, origin));
    // the slip is a way in, which what is kept of a form may not be
    return result.equals(WRONG)
        ? Optional.empty()
        : Optional.of(slips.sign(institution.id(), result));
  }

  static Policy.Activation activation(Policy policy) {
    return policy
        .login()
        .activation()
        .orElseThrow(() -> new Refusal(Reason.NOT_FOUND, "no login ID is acquired here"));
  }

  private static void requireKnown(Policy.Activation policy, Reference reference) {
    boolean known =
        switch (reference) {
          case Reference.OfAccount _ -> policy.reference() == Policy.Reference.ACCOUNT;
          case Reference.OfSeat(SubscriberName name) ->
              !name.isAdministrator() || policy.reference() == Policy.Reference.CONTRACT_ID;
        };
    if (!known) {
      throw new Refusal(Reason.MALFORMED, "administrators are known by something else here");
    }
  }

  private String attempt(
      Institution institution,
      Policy.Activation policy,
      Submitted form,
      Instant begun,
      Origin origin) {
    Instant now = clock.instant();
    hours.require(policy.hours(), begun, now);
    SubscriberName name = name(institution.id(), form.reference());
    PinTry tried =
        new PinTry(
            institution.id(),
            name,
            new PinTry.By.Outsider(origin.network(), Optional.empty()),
            policies.of(institution).pins(),
            now);
    return switch (pins.attemptFirst(tried, form.loginPin(), form.confirmationPin())) {
      case TryPin.Tried.Locked locked -> {
        locked.told().forEach(told -> note(tried, told, origin));
        yield WRONG;
      }
      case TryPin.Tried.Wrong wrong -> {
        wrong.told().forEach(told -> note(tried, told, origin));
        yield WRONG;
      }
      case TryPin.Tried.Right right -> {
        if (right.seat().suspended()) {
          right.toldAsWrong(Reason.SUSPENDED).forEach(told -> note(tried, told, origin));
          yield WRONG;
        }
        subscribers.forget(right.attempt());
        yield Slips.text(new Slips.Proven(right.seat().id(), right.seat().revision(), begun, now));
      }
    };
  }

  /// An account that nobody has is counted at a name that nobody has.
  private SubscriberName name(InstitutionId institution, Reference reference) {
    return switch (reference) {
      case Reference.OfSeat(SubscriberName name) -> name;
      case Reference.OfAccount(BankAccount account) ->
          SubscriberName.administrator(
              subscribers
                  .of(institution, account)
                  .map(Corporation::contractId)
                  .orElse(
                      "account"
                          + account.branch()
                          + account.kind().name().charAt(0)
                          + account.number()));
    };
  }

  private void note(PinTry tried, TryPin.Told told, Origin origin) {
    history.add(
        new Entry(
            tried.at(),
            tried.institution(),
            Actor.subscriber(tried.seat(), origin),
            // what at a challenge would be its end
            told.act() == Act.CHALLENGE_INVALID ? Act.LOGIN_REFUSED : told.act(),
            "subscriber:" + tried.seat(),
            Map.of("what", told.what())));
  }
}
