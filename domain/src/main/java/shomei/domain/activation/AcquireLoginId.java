package shomei.domain.activation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import shomei.domain.credential.Pin;
import shomei.domain.credential.TokenSecret;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.history.Origin;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Policies;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.MailAddress;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.session.Framed;
import shomei.domain.session.SubmitOnce;
import shomei.domain.subscriber.FirstLogin;
import shomei.domain.subscriber.PinCheck;
import shomei.domain.subscriber.Registration;
import shomei.domain.subscriber.Subscriber;
import shomei.domain.subscriber.Subscribers;

/// Sets up a seat's login ID for who has proven the seat ([ProveFirstLogin]), and opens its right
/// to acquire (seed 004).
///
/// *Threat:* somebody finds a form in a browser that was left, or two set up the same seat.
/// *Answer:* what was proven is worth something for half an hour, and for the seat as it was:
/// whoever is first takes it, and the next begins again and is a stranger. *Threat:* who has stolen
/// the letter names a mail address of their own. *Answer:* the address that was registered is told
/// as well (`TellOfActs`).
///
/// Who chooses an ID hears whether somebody has it: an ID is no secret, and only who has proven a
/// seat may ask, for half an hour.
public final class AcquireLoginId {
  private static final Duration PROVEN = Duration.ofMinutes(30);
  private static final Pattern CHOSEN = Pattern.compile("[A-Za-z0-9]{6,30}");
  private static final String ACQUIRED = "ACQUIRED ";

  private final Policies policies;
  private final PinCheck check;
  private final Slips slips;
  private final TokenSecret token;
  private final SubmitOnce once;
  private final ServiceHours hours;
  private final Subscribers subscribers;
  private final InstantSource clock;

  public AcquireLoginId(
      Policies policies,
      PinCheck check,
      TokenSecret token,
      SubmitOnce once,
      ServiceHours hours,
      Subscribers subscribers,
      InstantSource clock) {
    this.policies = policies;
    this.check = check;
    this.slips = new Slips(token);
    this.token = token;
    this.once = once;
    this.hours = hours;
    this.subscribers = subscribers;
    this.clock = clock;
  }

  /// Whose login ID is set up.
  ///
  /// @param choosesId whether the person chooses it
  public record Proven(SubscriberName seat, boolean choosesId) {}

  /// @param form 16 random octets or more, drawn for the page that was filled in
  /// @param proven as [ProveFirstLogin] gave it
  /// @param id the contract ID or user ID of the person's choice; passed over where it is assigned
  /// @param name in full-width characters
  public record Submitted(
      Octets form,
      String proven,
      String id,
      String name,
      String mail,
      Pin loginPin,
      Pin confirmationPin) {}

  /// What came of it.
  public sealed interface Outcome {
    /// @param seat its name from now on
    record Acquired(SubscriberName seat) implements Outcome {}

    record Refused(Why why) implements Outcome {}
  }

  public enum Why {
    /// It was proven too long ago, or the seat is another by now: begin again.
    OVER,
    ID_TAKEN,
    /// Login and confirmation PIN must differ.
    PINS_SAME,
    /// The login PIN is one of the temporary ones.
    LOGIN_PIN_TEMPORARY,
    /// The confirmation PIN is one of the temporary ones.
    CONFIRMATION_PIN_TEMPORARY
  }

  /// @return empty where it is over
  public Optional<Proven> proven(Institution institution, String slip) {
    Policy.Activation policy = ProveFirstLogin.activation(policies.of(institution));
    return slips
        .proven(institution.id(), slip)
        .flatMap(this::seat)
        .map(seat -> new Proven(seat.name(), choosesId(policy, seat)));
  }

  /// @throws Refusal NOT_FOUND where login IDs are not acquired here; MALFORMED where something is
  ///   not of its form; NOT_YET_ELIGIBLE outside the service hours, with the time at which they
  ///   begin
  public Outcome acquire(Institution institution, Submitted form, Origin origin) {
    Policy policy = policies.of(institution);
    ProveFirstLogin.activation(policy);
    form.loginPin().requireForm(policy.pins());
    form.confirmationPin().requireForm(policy.pins());
    byte[] content =
        Framed.join(
            Framed.text("acquire"),
            Framed.text(institution.id().value()),
            form.form().octets(),
            Framed.text(form.proven()),
            Framed.text(form.id()),
            Framed.text(form.name()),
            Framed.text(form.mail()),
            form.loginPin().utf8(),
            form.confirmationPin().utf8());
    String result =
        once.submit(
            Octets.of(token.mac(TokenSecret.Purpose.SUBMISSION, content)),
            () -> attempt(institution, policy, form, origin));
    return result.startsWith(ACQUIRED)
        ? new Outcome.Acquired(SubscriberName.parse(result.substring(ACQUIRED.length())))
        : new Outcome.Refused(Why.valueOf(result));
  }

  private String attempt(Institution institution, Policy policy, Submitted form, Origin origin) {
    Policy.Activation activation = ProveFirstLogin.activation(policy);
    Instant now = clock.instant();
    Optional<Slips.Proven> proven = slips.proven(institution.id(), form.proven());
    proven.ifPresent(one -> hours.require(activation.hours(), one.begun(), now));
    Optional<Subscriber> found = proven.flatMap(this::seat);
    if (found.isEmpty()) {
      return Why.OVER.name();
    }
    Subscriber seat = found.get();
    SubscriberName name = choosesId(activation, seat) ? named(seat, form.id()) : seat.name();
    Registration registration =
        new Registration(
            Registration.requireName(form.name(), policy.names()),
            seat.kana(),
            MailAddress.require(form.mail()),
            seat.language());
    return wrong(seat, form)
        .map(Why::name)
        .orElseGet(
            () ->
                write(
                    seat,
                    new FirstLogin(
                        name,
                        registration,
                        check.keep(form.loginPin(), seat.id(), policy.pins()),
                        check.keep(form.confirmationPin(), seat.id(), policy.pins()),
                        now),
                    origin));
  }

  /// As it was when it was proven.
  private Optional<Subscriber> seat(Slips.Proven proven) {
    return clock.instant().isAfter(proven.at().plus(PROVEN))
        ? Optional.empty()
        : subscribers
            .find(proven.seat())
            .filter(seat -> !seat.activated() && !seat.suspended())
            .filter(seat -> seat.revision() == proven.revision());
  }

  /// An administrator whose corporation has users keeps the contract ID, which is theirs too.
  private boolean choosesId(Policy.Activation policy, Subscriber seat) {
    return policy.loginId() == Policy.LoginIdChoice.CHOSEN
        && (!seat.name().isAdministrator()
            || subscribers.of(seat.institution(), seat.name().contractId()).size() == 1);
  }

  /// Whether it may be chosen as a login ID: 6 to 30 letters or digits.
  public static boolean isOfForm(String id) {
    return CHOSEN.matcher(id).matches();
  }

  private static SubscriberName named(Subscriber seat, String id) {
    if (!isOfForm(id)) {
      throw new Refusal(Reason.MALFORMED, "a login ID of choice has 6 to 30 letters or digits");
    }
    return seat.name().isAdministrator()
        ? SubscriberName.administrator(id)
        : SubscriberName.user(seat.name().contractId(), id);
  }

  private Optional<Why> wrong(Subscriber seat, Submitted form) {
    if (form.loginPin().sameAs(form.confirmationPin())) {
      return Optional.of(Why.PINS_SAME);
    }
    if (isTemporary(seat, form.loginPin())) {
      return Optional.of(Why.LOGIN_PIN_TEMPORARY);
    }
    return isTemporary(seat, form.confirmationPin())
        ? Optional.of(Why.CONFIRMATION_PIN_TEMPORARY)
        : Optional.empty();
  }

  private boolean isTemporary(Subscriber seat, Pin pin) {
    return Stream.of(seat.loginPin(), seat.confirmationPin())
        .anyMatch(kept -> check.matches(pin, seat.id(), kept));
  }

  private String write(Subscriber seat, FirstLogin to, Origin origin) {
    Map<String, String> details = new HashMap<>();
    if (!seat.mail().equals(to.registration().mail())) {
      details.put("mailBefore", seat.mail());
    }
    if (!seat.name().equals(to.name())) {
      details.put("seatBefore", seat.name().toString());
    }
    Entry entry =
        new Entry(
            to.opens(),
            seat.institution(),
            Actor.subscriber(to.name(), origin),
            Act.LOGIN_ID_ACQUIRED,
            "subscriber:" + to.name(),
            details);
    if (subscribers.activate(seat, to, entry)) {
      return ACQUIRED + to.name();
    }
    boolean asItWas =
        subscribers
            .find(seat.id())
            .filter(one -> !one.activated() && one.revision() == seat.revision())
            .isPresent();
    return (asItWas ? Why.ID_TAKEN : Why.OVER).name();
  }
}
