package shomei.domain.session;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import shomei.domain.certificate.Certificate;
import shomei.domain.certificate.Certificates;
import shomei.domain.credential.Pin;
import shomei.domain.credential.PinKind;
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
import shomei.domain.kernel.SubscriberName;
import shomei.domain.subscriber.PinCheck;
import shomei.domain.subscriber.PinTry;
import shomei.domain.subscriber.Subscriber;
import shomei.domain.subscriber.Subscribers;
import shomei.domain.subscriber.TryPin;

/// Logs a seat's holder in, with certificate and login PIN together (seeds 001, 003, 004); with ID
/// and PIN alone only where the policy allows it, and while the seat holds no certificate.
///
/// *Threat:* somebody sits at the holder's PC and guesses the PIN. *Answer:* a try is counted
/// before it is judged, and the seat locks ([TryPin]). *Threat:* somebody without a certificate
/// asks which IDs exist or which PIN is right. *Answer:* a wrong PIN, a name that nobody has, a
/// seat that is locked, suspended or holds a certificate are one answer, counted alike; networks
/// and institutions bound the tries. *Threat:* a form is sent twice. *Answer:* the session's secret
/// follows from the form and all that was typed into it, so the same form opens the same session,
/// and a wrong PIN counts once; another PIN in the same form is another try.
public final class LogIn {
  private final Policies policies;
  private final JudgeHolder judge;
  private final TryPin pins;
  private final PinCheck check;
  private final TokenSecret token;
  private final SubmitOnce once;
  private final Sessions sessions;
  private final Subscribers subscribers;
  private final Certificates certificates;
  private final RetireOlder older;
  private final History history;
  private final InstantSource clock;

  public LogIn(
      Policies policies,
      JudgeHolder judge,
      TryPin pins,
      PinCheck check,
      TokenSecret token,
      SubmitOnce once,
      Sessions sessions,
      Subscribers subscribers,
      Certificates certificates,
      History history,
      InstantSource clock) {
    this.policies = policies;
    this.judge = judge;
    this.pins = pins;
    this.check = check;
    this.token = token;
    this.once = once;
    this.sessions = sessions;
    this.subscribers = subscribers;
    this.certificates = certificates;
    this.older = new RetireOlder(certificates);
    this.history = history;
    this.clock = clock;
  }

  /// Through which door somebody comes in.
  public enum Door {
    ADMINISTRATOR,
    USER
  }

  /// As what somebody comes.
  public sealed interface Who {
    /// @param sha256 over the DER of the certificate whose key TLS has proven
    record Holder(Octets sha256, Door door) implements Who {}

    /// By ID alone.
    record Named(SubscriberName seat) implements Who {}
  }

  /// @param form 16 random octets or more, drawn for the page that was filled in
  /// @param host that it was sent to
  /// @param next in the place of a temporary PIN
  public record Submitted(Octets form, Who who, String host, Pin pin, Optional<Pin> next) {}

  /// @param secret of the session, where one was opened
  public record Result(Outcome outcome, Optional<Octets> secret) {}

  /// What came of it.
  public enum Outcome {
    OPENED,
    /// There is an obstacle, which [JudgeHolder] tells.
    OBSTACLE,
    /// An administrator's certificate at the users' door, or the other way round.
    OTHER_DOOR,
    WRONG_PIN,
    LOCKED,
    /// The PIN is right and temporary: a new one must come with it.
    PIN_CHANGE_REQUIRED,
    /// The new PIN is the temporary one.
    PIN_UNCHANGED
  }

  /// @throws Refusal NOT_FOUND where nobody logs in by ID at this institution; RATE_LIMITED where
  ///   whoever has no certificate must wait before the next try; MALFORMED where the new PIN breaks
  ///   the rule, and no try is counted
  public Result logIn(Institution institution, Submitted form, Origin origin) {
    Policy policy = policies.of(institution);
    if (form.who() instanceof Who.Named && !policy.login().pinAloneWhileNoCertificate()) {
      throw new Refusal(Reason.NOT_FOUND, "nobody logs in without a certificate here");
    }
    form.next().ifPresent(next -> next.requireForm(policy.pins()));
    Login login = new Login(institution, policy, form, origin);
    return switch (form.who()) {
      case Who.Holder(Octets sha256, Door door) -> login.holder(sha256, door);
      case Who.Named(SubscriberName seat) -> login.submit(seat, Optional.empty());
    };
  }

  /// Nobody derives it without the token, who knows all that was sent.
  private Octets secret(Institution institution, Submitted form) {
    byte[] who =
        switch (form.who()) {
          case Who.Holder(Octets sha256, Door door) ->
              Framed.join(sha256.octets(), Framed.text(door.name()));
          case Who.Named(SubscriberName seat) -> Framed.text(seat.toString());
        };
    byte[] next = form.next().map(Pin::utf8).orElse(new byte[0]);
    byte[] framed =
        Framed.join(
            Framed.text(institution.id().value()),
            form.form().octets(),
            who,
            Framed.text(form.host()),
            form.pin().utf8(),
            next);
    return Octets.of(token.mac(TokenSecret.Purpose.SESSION, framed));
  }

  /// One login.
  private final class Login {
    private final Institution institution;
    private final Policy policy;
    private final Submitted form;
    private final Origin origin;
    private final Instant now = clock.instant();

    private Login(Institution institution, Policy policy, Submitted form, Origin origin) {
      this.institution = institution;
      this.policy = policy;
      this.form = form;
      this.origin = origin;
    }

    /// Nothing is kept of whoever shows a certificate that is no seat's here, or at another door.
    private Result holder(Octets sha256, Door door) {
      HolderStatus holderStatus = judge.judge(institution, sha256);
      if (holderStatus.obstacle().isPresent()) {
        holderStatus
            .holder()
            .ifPresent(holder -> noteHourly(holder, holderStatus.obstacle().get()));
        return new Result(Outcome.OBSTACLE, Optional.empty());
      }
      Sessions.Holder holder = holderStatus.holder().orElseThrow();
      SubscriberName name = holder.seat().name();
      return name.isAdministrator() == (door == Door.ADMINISTRATOR)
          ? submit(name, Optional.of(holder.certificate()))
          : new Result(Outcome.OTHER_DOOR, Optional.empty());
    }

    /// So that nobody fills the history by trying on.
    private void noteHourly(Sessions.Holder holder, HolderStatus.Obstacle obstacle) {
      byte[] hour = Framed.text(now.truncatedTo(ChronoUnit.HOURS).toString());
      Octets certificate = holder.certificate().der();
      byte[] what = Framed.join(certificate.sha256().octets(), Framed.text(obstacle.name()), hour);
      once.submit(
          Octets.of(what).sha256(),
          () -> {
            note(
                holder.seat().name(),
                Act.LOGIN_REFUSED,
                obstacle.name(),
                Optional.of(holder.certificate()));
            return obstacle.name();
          });
    }

    private Result submit(SubscriberName name, Optional<Certificate> certificate) {
      Octets secret = secret(institution, form);
      Outcome outcome =
          Outcome.valueOf(
              once.submit(secret.sha256(), () -> attempt(secret, name, certificate).name()));
      return new Result(
          outcome, outcome == Outcome.OPENED ? Optional.of(secret) : Optional.empty());
    }

    private Outcome attempt(Octets secret, SubscriberName name, Optional<Certificate> certificate) {
      PinTry.By by =
          certificate.isPresent()
              ? new PinTry.By.Holder()
              : new PinTry.By.Outsider(origin.network(), Optional.empty());
      TryPin.Tried tried =
          pins.attempt(new PinTry(institution.id(), name, by, policy.pins(), now), form.pin());
      return switch (tried) {
        case TryPin.Tried.Locked locked -> {
          note(name, locked.told(), certificate);
          yield locked.attempt().known() ? Outcome.LOCKED : Outcome.WRONG_PIN;
        }
        case TryPin.Tried.Wrong wrong -> {
          note(name, wrong.told(), certificate);
          yield Outcome.WRONG_PIN;
        }
        case TryPin.Tried.Right right -> judge(secret, right, certificate);
      };
    }

    /// To a stranger a right PIN that opens nothing looks like a wrong one, also in the count, so
    /// that nobody learns here which PIN is right (`JudgePin`).
    private Outcome judge(
        Octets secret, TryPin.Tried.Right right, Optional<Certificate> certificate) {
      Subscriber seat = right.seat();
      Optional<Reason> obstacle = obstacle(seat, certificate);
      if (obstacle.isEmpty()) {
        Outcome outcome = pins.decide(right, () -> open(secret, seat, certificate));
        subscribers.forget(right.attempt());
        if (outcome == Outcome.OPENED && form.next().isEmpty()) {
          pins.keepAnew(right, form.pin());
        }
        return outcome;
      }
      if (!right.attempt().known()) {
        note(seat.name(), right.toldAsWrong(obstacle.get()), certificate);
        return Outcome.WRONG_PIN;
      }
      subscribers.forget(right.attempt());
      note(seat.name(), Act.LOGIN_REFUSED, obstacle.get().name(), certificate);
      return Outcome.OBSTACLE;
    }

    /// With the right PIN.
    private Optional<Reason> obstacle(Subscriber seat, Optional<Certificate> certificate) {
      if (seat.suspended()) {
        return Optional.of(Reason.SUSPENDED);
      }
      boolean holds =
          certificate.isEmpty()
              && certificates.current(institution.id(), seat.name(), now).isPresent();
      return holds ? Optional.of(Reason.NOT_ELIGIBLE) : Optional.empty();
    }

    private Outcome open(Octets secret, Subscriber seat, Optional<Certificate> certificate) {
      int ownActs = 0;
      if (seat.temporaryPin()) {
        if (form.next().isEmpty()) {
          return Outcome.PIN_CHANGE_REQUIRED;
        }
        if (form.next().get().sameAs(form.pin())) {
          return Outcome.PIN_UNCHANGED;
        }
        if (!change(seat, form.next().get())) {
          return Outcome.WRONG_PIN;
        }
        ownActs++;
      }
      Entry login = entry(seat.name(), Act.LOGGED_IN, "login", certificate);
      ownActs += certificate.map(used -> older.than(used, seat.name(), policy, login)).orElse(0);
      // any other act on the seat since the PIN was judged makes another revision, and ends it
      Session session =
          new Session(
              secret.sha256(),
              new Session.Binding(
                  institution.id(),
                  certificate.map(Certificate::der).map(Octets::sha256),
                  form.host()),
              seat.name(),
              seat.revision() + ownActs,
              certificate.flatMap(Certificate::replacedBy).isPresent(),
              now,
              now);
      sessions.begin(session, login);
      return Outcome.OPENED;
    }

    /// @return false where the PIN is another one by now
    private boolean change(Subscriber seat, Pin next) {
      return subscribers.changePin(
          seat.id(),
          PinKind.LOGIN,
          seat.loginPin(),
          check.keep(next, seat.id(), policy.pins()),
          entry(seat.name(), Act.PIN_CHANGED, "first use", Optional.empty()));
    }

    private void note(
        SubscriberName name, List<TryPin.Told> told, Optional<Certificate> certificate) {
      for (TryPin.Told one : told) {
        // what at a challenge would be its end
        Act act = one.act() == Act.CHALLENGE_INVALID ? Act.LOGIN_REFUSED : one.act();
        note(name, act, one.what(), certificate);
      }
    }

    private void note(
        SubscriberName name, Act act, String what, Optional<Certificate> certificate) {
      history.add(entry(name, act, what, certificate));
    }

    private Entry entry(
        SubscriberName name, Act act, String what, Optional<Certificate> certificate) {
      Map<String, String> details = new HashMap<>();
      details.put("what", what);
      certificate.ifPresent(one -> details.put("certificate", one.serial().hex()));
      return new Entry(
          now,
          institution.id(),
          Actor.subscriber(name, origin),
          act,
          "subscriber:" + name,
          details);
    }
  }
}
