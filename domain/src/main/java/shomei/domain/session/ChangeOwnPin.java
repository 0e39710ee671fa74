package shomei.domain.session;

import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import shomei.domain.credential.Pin;
import shomei.domain.credential.PinKind;
import shomei.domain.credential.PinVerifier;
import shomei.domain.credential.TokenSecret;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.history.History;
import shomei.domain.history.Origin;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Policies;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.subscriber.PinCheck;
import shomei.domain.subscriber.PinTry;
import shomei.domain.subscriber.Subscriber;
import shomei.domain.subscriber.Subscribers;
import shomei.domain.subscriber.TryPin;

/// Changes a holder's own PIN, with the one that it takes the place of (seeds 001, 004). It is an
/// act on the seat, so the session ends with it.
///
/// *Threat:* somebody at the holder's PC, logged in, guesses the PIN here. *Answer:* the current
/// one is tried as at login, or as at an act that it confirms, in the same counts ([TryPin]).
/// *Threat:* who knows the one PIN learns the other by asking for it as a new one. *Answer:* each
/// guess that is not it has changed the PIN, ended the session and been told to the holder by mail.
public final class ChangeOwnPin {
  private final Policies policies;
  private final TryPin pins;
  private final PinCheck check;
  private final TokenSecret token;
  private final SubmitOnce once;
  private final Subscribers subscribers;
  private final History history;
  private final InstantSource clock;

  public ChangeOwnPin(
      Policies policies,
      TryPin pins,
      PinCheck check,
      TokenSecret token,
      SubmitOnce once,
      Subscribers subscribers,
      History history,
      InstantSource clock) {
    this.policies = policies;
    this.pins = pins;
    this.check = check;
    this.token = token;
    this.once = once;
    this.subscribers = subscribers;
    this.history = history;
    this.clock = clock;
  }

  /// @param form 16 random octets or more, drawn for the page that was filled in
  public record Submitted(Octets form, PinKind kind, Pin current, Pin next) {}

  public enum Outcome {
    CHANGED,
    WRONG_PIN,
    LOCKED,
    /// The new PIN is the current one.
    UNCHANGED,
    /// Login and confirmation PIN must differ.
    SAME_AS_OTHER
  }

  /// @throws Refusal MALFORMED where the new PIN breaks the rule, and no try is counted;
  ///   UNAUTHORIZED where the confirmation PIN is to be changed without a certificate; SUSPENDED;
  ///   RATE_LIMITED as [LogIn]
  public Outcome change(
      Institution institution, ContinueSession.Outcome.Good holder, Submitted form, Origin origin) {
    form.next().requireForm(policies.of(institution).pins());
    if (form.kind() == PinKind.CONFIRMATION && holder.certificate().isEmpty()) {
      throw new Refusal(
          Reason.UNAUTHORIZED, "the confirmation PIN is changed with a certificate alone");
    }
    byte[] content =
        Framed.join(
            Framed.text(institution.id().value()),
            Framed.text(holder.seat().name().toString()),
            form.form().octets(),
            Framed.text(form.kind().name()),
            form.current().utf8(),
            form.next().utf8());
    Origin by =
        holder
            .certificate()
            .<Origin>map(used -> new Origin.SignedIn(origin, used.serial()))
            .orElse(origin);
    return Outcome.valueOf(
        once.submit(
            Octets.of(token.mac(TokenSecret.Purpose.SUBMISSION, content)),
            () -> attempt(institution, holder, form, by).name()));
  }

  private Outcome attempt(
      Institution institution, ContinueSession.Outcome.Good holder, Submitted form, Origin origin) {
    Subscriber seat = holder.seat();
    Policy.Pins rule = policies.of(institution).pins();
    PinTry tried =
        new PinTry(
            institution.id(), seat.name(), by(holder, form.kind(), origin), rule, clock.instant());
    return switch (pins.attempt(tried, form.current())) {
      case TryPin.Tried.Locked locked -> {
        note(locked, seat, form.kind(), origin);
        yield locked.attempt().known() ? Outcome.LOCKED : Outcome.WRONG_PIN;
      }
      case TryPin.Tried.Wrong wrong -> {
        note(wrong, seat, form.kind(), origin);
        yield Outcome.WRONG_PIN;
      }
      case TryPin.Tried.Right right -> {
        Outcome outcome = pins.decide(right, () -> write(right.seat(), form, rule, origin));
        subscribers.forget(right.attempt());
        yield outcome;
      }
    };
  }

  private static PinTry.By by(ContinueSession.Outcome.Good holder, PinKind kind, Origin origin) {
    if (kind == PinKind.CONFIRMATION) {
      return new PinTry.By.Administrator();
    }
    return holder.certificate().isPresent()
        ? new PinTry.By.Holder()
        : new PinTry.By.Outsider(origin.network(), Optional.empty());
  }

  private Outcome write(Subscriber seat, Submitted form, Policy.Pins rule, Origin origin) {
    if (seat.suspended()) {
      throw new Refusal(Reason.SUSPENDED, "the seat is suspended");
    }
    if (form.next().sameAs(form.current())) {
      return Outcome.UNCHANGED;
    }
    PinVerifier kept = verifier(seat, form.kind());
    PinKind other = form.kind() == PinKind.LOGIN ? PinKind.CONFIRMATION : PinKind.LOGIN;
    if (check.matches(form.next(), seat.id(), verifier(seat, other))) {
      return Outcome.SAME_AS_OTHER;
    }
    boolean changed =
        subscribers.changePin(
            seat.id(),
            form.kind(),
            kept,
            check.keep(form.next(), seat.id(), rule),
            entry(seat, Act.PIN_CHANGED, form.kind(), "own", origin));
    return changed ? Outcome.CHANGED : Outcome.WRONG_PIN;
  }

  private static PinVerifier verifier(Subscriber seat, PinKind kind) {
    return switch (kind) {
      case LOGIN -> seat.loginPin();
      case CONFIRMATION -> seat.confirmationPin();
    };
  }

  private void note(TryPin.Tried tried, Subscriber seat, PinKind kind, Origin origin) {
    for (TryPin.Told told : tried.told()) {
      history.add(entry(seat, told.act(), kind, told.what(), origin));
    }
  }

  private Entry entry(Subscriber seat, Act act, PinKind kind, String what, Origin origin) {
    return new Entry(
        clock.instant(),
        seat.institution(),
        Actor.subscriber(seat.name(), origin),
        act,
        "subscriber:" + seat.name(),
        Map.of("pin", kind.name().toLowerCase(Locale.ROOT), "what", what));
  }
}
