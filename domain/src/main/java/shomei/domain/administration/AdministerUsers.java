package shomei.domain.administration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import shomei.domain.credential.LetterCode;
import shomei.domain.credential.Pin;
import shomei.domain.history.Actor;
import shomei.domain.history.Origin;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Policies;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SeatVersion;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.session.ContinueSession;
import shomei.domain.subscriber.ChangeUser;
import shomei.domain.subscriber.DeleteUser;
import shomei.domain.subscriber.RegisterUser;
import shomei.domain.subscriber.Registration;
import shomei.domain.subscriber.ResetPin;
import shomei.domain.subscriber.RevokeUser;
import shomei.domain.subscriber.SuspendSubscriber;
import shomei.domain.subscriber.UnlockSubscriber;

/// What an administrator does to users of the own corporation, with a certificate's session and the
/// confirmation PIN, once however often it is sent.
///
/// Whose users is not asked but known by the session: nobody else's can be named.
public final class AdministerUsers {
  private static final int MOST_AT_ONCE = 100;

  private final Policies policies;
  private final ConfirmedForm confirmed;
  private final Acts acts;

  /// The acts themselves, which the counter's are too.
  public record Acts(
      RegisterUser register,
      ChangeUser change,
      DeleteUser delete,
      SuspendSubscriber suspension,
      UnlockSubscriber unlock,
      ResetPin resetPin,
      RevokeUser revoke) {}

  public AdministerUsers(Policies policies, ConfirmedForm confirmed, Acts acts) {
    this.policies = policies;
    this.confirmed = confirmed;
    this.acts = acts;
  }

  /// @param form 16 random octets or more, drawn for the page that was filled in
  public record Submitted(Octets form, Pin confirmation, UserAct act) {}

  /// @param users what became of each, in the order in which they were chosen; empty where outcome
  ///   is not DONE
  /// @param letterCode where the act opened a right whose acquisition needs one; nobody can show it
  ///   again (empty on a repeat)
  public record Result(Outcome outcome, List<Done> users, Optional<LetterCode> letterCode) {
    public Result {
      users = List.copyOf(users);
    }
  }

  public record Done(String userId, Became became) {}

  public enum Outcome {
    DONE,
    WRONG_PIN,
    LOCKED,
    /// The confirmation PIN is right and temporary: change it first (`ChangeOwnPin`).
    PIN_CHANGE_REQUIRED
  }

  public enum Became {
    DONE,
    AS_IT_WAS,
    /// The screen was old: nothing was done.
    CHANGED_MEANWHILE,
    NOT_FOUND,
    NOTHING_TO_REVOKE
  }

  /// @throws Refusal UNAUTHORIZED where there is no certificate or who asks is no administrator;
  ///   MALFORMED (before any PIN is counted) where a value is not of its form
  public Result administer(
      Institution institution,
      ContinueSession.Outcome.Good administrator,
      Submitted form,
      Origin origin) {
    Actor by = confirmed.authorised(administrator, origin);
    Act act = new Act(institution, administrator.seat().name().contractId());
    act.requireForm(form.act());
    String result =
        confirmed.submit(
            institution,
            administrator,
            by,
            form.form(),
            form.confirmation(),
            UserActs.framed(form.act()),
            actor -> act.done(form.act(), actor));
    return result(result, act.letterCode);
  }

  private static Result result(String kept, Optional<LetterCode> letterCode) {
    List<String> words = Arrays.asList(kept.split(" "));
    return new Result(
        Outcome.valueOf(words.getFirst()),
        words.stream().skip(1).map(AdministerUsers::one).toList(),
        letterCode);
  }

  private static Done one(String kept) {
    String[] parts = kept.split("=", 2);
    return new Done(parts[0], Became.valueOf(parts[1]));
  }

  /// One act.
  private final class Act {
    private final Institution institution;
    private final String contract;
    private Optional<LetterCode> letterCode = Optional.empty();

    private Act(Institution institution, String contract) {
      this.institution = institution;
      this.contract = contract;
    }

    private SubscriberName name(String userId) {
      return SubscriberName.user(contract, userId);
    }

    private RegisterUser.NewUser wanted(UserAct.Register act) {
      Registration registration = act.registration().require(policies.of(institution).names());
      return new RegisterUser.NewUser(
          contract,
          act.userId(),
          registration.name(),
          registration.kana(),
          registration.mail(),
          registration.language(),
          act.loginPin(),
          true,
          act.confirmationPin());
    }

    private void requireForm(UserAct act) {
      Policy policy = policies.of(institution);
      switch (act) {
        case UserAct.Register register -> acts.register.requireForm(institution, wanted(register));
        case UserAct.Change(UserAct.Seen user, _, Registration to, _) -> {
          name(user.userId());
          to.require(policy.names());
        }
        case UserAct.ResetPins(UserAct.Seen user, Pin login, Pin confirmation) -> {
          name(user.userId());
          login.requireForm(policy.pins());
          confirmation.requireForm(policy.pins());
        }
        case UserAct.Delete(UserAct.Seen user) -> name(user.userId());
        case UserAct.Unlock(UserAct.Seen user) -> name(user.userId());
        case UserAct.Reissue(UserAct.Seen user) -> name(user.userId());
        case UserAct.Suspend(List<UserAct.Seen> users) -> requireForm(users, MOST_AT_ONCE);
        case UserAct.Resume(List<UserAct.Seen> users) -> requireForm(users, MOST_AT_ONCE);
        case UserAct.Revoke(List<UserAct.Seen> users) -> {
          // each code is shown once, and there is room for one
          var rule = policy.acquisition();
          requireForm(users, rule.revocationOpens() && rule.letterCode() ? 1 : MOST_AT_ONCE);
        }
      }
    }

    private void requireForm(List<UserAct.Seen> users, int most) {
      users.forEach(user -> name(user.userId()));
      boolean once =
          new HashSet<>(users.stream().map(UserAct.Seen::userId).toList()).size() == users.size();
      if (users.isEmpty() || users.size() > most || !once) {
        throw new Refusal(
            Reason.MALFORMED, "choose 1 to %d users, each of them once".formatted(most));
      }
    }

    private String done(UserAct act, Actor by) {
      return Stream.concat(
              Stream.of(Outcome.DONE.name()),
              each(act, by).stream().map(one -> one.userId() + "=" + one.became().name()))
          .collect(Collectors.joining(" "));
    }

    private List<Done> each(UserAct act, Actor by) {
      return switch (act) {
        case UserAct.Register register -> {
          letterCode = acts.register.register(institution, wanted(register), by).letterCode();
          yield List.of(new Done(register.userId(), Became.DONE));
        }
        case UserAct.Change change -> each(change.user(), (name, seen) -> change(name, change, by));
        case UserAct.Delete(UserAct.Seen user) ->
            each(user, (name, seen) -> done(() -> acts.delete.delete(institution, name, seen, by)));
        case UserAct.Suspend(List<UserAct.Seen> users) ->
            each(users, (name, seen) -> suspended(name, seen, true, by));
        case UserAct.Resume(List<UserAct.Seen> users) ->
            each(users, (name, seen) -> suspended(name, seen, false, by));
        case UserAct.Unlock(UserAct.Seen user) ->
            each(
                user,
                (name, seen) -> done(() -> acts.unlock.unlock(institution.id(), name, seen, by)));
        case UserAct.ResetPins(UserAct.Seen user, Pin login, Pin confirmation) ->
            each(
                user,
                (name, seen) ->
                    done(
                        () ->
                            acts.resetPin.both(institution, name, seen, login, confirmation, by)));
        case UserAct.Reissue(UserAct.Seen user) ->
            each(user, (name, seen) -> opened(acts.revoke.reissue(institution, name, seen, by)));
        case UserAct.Revoke(List<UserAct.Seen> users) ->
            each(users, (name, seen) -> opened(acts.revoke.revoke(institution, name, seen, by)));
      };
    }

    /// What is done to one user.
    private interface ToUser {
      Became act(SubscriberName name, SeatVersion seen);
    }

    private List<Done> each(UserAct.Seen user, ToUser act) {
      return each(List.of(user), act);
    }

    private List<Done> each(List<UserAct.Seen> users, ToUser act) {
      List<Done> done = new ArrayList<>();
      for (UserAct.Seen user : users) {
        Supplier<Became> it = () -> act.act(name(user.userId()), user.version());
        done.add(new Done(user.userId(), became(it)));
      }
      return done;
    }

    private static Became became(Supplier<Became> act) {
      try {
        return act.get();
      } catch (Refusal refused) {
        return switch (refused.reason()) {
          case NOT_FOUND -> Became.NOT_FOUND;
          case ALREADY_REPLACED -> Became.CHANGED_MEANWHILE;
          case ALREADY_REVOKED -> Became.NOTHING_TO_REVOKE;
          default -> throw refused;
        };
      }
    }

    private static Became done(Runnable act) {
      act.run();
      return Became.DONE;
    }

    private Became opened(RevokeUser.Outcome outcome) {
      letterCode = outcome.letterCode();
      return Became.DONE;
    }

    private Became suspended(SubscriberName name, SeatVersion seen, boolean so, Actor by) {
      boolean done = acts.suspension.suspend(institution.id(), name, seen, so, by);
      return done ? Became.DONE : Became.AS_IT_WAS;
    }

    /// A reissue follows on the change, as a second transaction: where somebody acts on the seat
    /// between the two, or the node dies, the change stands and nothing was revoked, which the list
    /// shows.
    private Became change(SubscriberName name, UserAct.Change act, Actor by) {
      SeatVersion seen = act.user().version();
      boolean changed = acts.change.change(institution, name, seen, act.from(), act.to(), by);
      if (!act.reissue()) {
        return changed ? Became.DONE : Became.AS_IT_WAS;
      }
      SeatVersion next = changed ? new SeatVersion(seen.revision() + 1, seen.newest()) : seen;
      return opened(acts.revoke.reissue(institution, name, next, by));
    }
  }
}
