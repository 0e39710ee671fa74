package shomei.pages.activation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import shomei.domain.activation.AcquireLoginId;
import shomei.domain.activation.ProveFirstLogin;
import shomei.domain.activation.ServiceHours;
import shomei.domain.credential.Pin;
import shomei.domain.institution.Policies;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.pages.form.Errors;
import shomei.pages.form.Form;
import shomei.pages.form.Forms;
import shomei.pages.view.Layout;
import shomei.pages.view.Templates;
import shomei.pages.visit.Fields;
import shomei.pages.visit.PageRoutes;
import shomei.pages.visit.Visit;
import shomei.web.http.HttpError;
import shomei.web.http.Response;

/// O9: the first login ID (seed 004), where the policy has it. *Prove*, *set up*, *done*: each the
/// answer to the form before, with nothing kept between, so that whoever is cut off begins again.
public final class FirstLoginPages {
  static final String PATH = "/firstlogin";
  private static final String SET_UP = PATH + "/setup";

  private final Policies policies;
  private final UseCases use;
  private final Forms forms;
  private final InstantSource clock;

  /// What they ask.
  public record UseCases(ProveFirstLogin prove, AcquireLoginId acquire, ServiceHours hours) {}

  public FirstLoginPages(Policies policies, UseCases use, Forms forms, InstantSource clock) {
    this.policies = policies;
    this.use = use;
    this.forms = forms;
    this.clock = clock;
  }

  public void mount(PageRoutes pages) {
    pages.get("first-login", PATH, this::show);
    pages.post("first-login", PATH, this::prove);
    pages.get("first-login-setup", SET_UP, this::show);
    pages.post("first-login-setup", SET_UP, this::setUp);
  }

  private Policy.Login login(Visit visit) {
    Policy.Login login = policies.of(visit.institution()).login();
    if (login.activation().isEmpty()) {
      throw HttpError.notFound();
    }
    return login;
  }

  private Response show(Visit visit) {
    Optional<Instant> opens =
        use.hours.opens(login(visit).activation().orElseThrow().hours(), clock.instant());
    return opens.isPresent()
        ? closed(visit, opens.get(), 200)
        : ask(visit, visit.asked(), new Errors(visit.texts()), Optional.empty());
  }

  private Response closed(Visit visit, Instant opens, int status) {
    return Templates.page(
        status, "firstclosed", layout(visit, "first.title", ""), visit.texts().time(opens));
  }

  private Response ask(Visit visit, Fields typed, Errors errors, Optional<String> over) {
    String kind = References.kind(login(visit), typed);
    boolean ofUser = typed.text(References.FOR).equals(References.USER);
    String own = ofUser ? "?" + References.FOR + "=" + References.USER : "";
    String other = ofUser ? "" : "?" + References.FOR + "=" + References.USER;
    Form form = form(visit, typed, errors);
    return Templates.page(
        over.isPresent() ? 409 : form.status(),
        "firstprove",
        layout(visit, "first.title", own),
        new ProveView(
            form,
            use.prove.begin(visit.institution()),
            visit.tenant().path() + PATH,
            kind,
            visit.tenant().path() + PATH + other,
            over));
  }

  private Response prove(Visit visit) {
    Fields filledIn = visit.submitted();
    Policy.Login login = login(visit);
    Errors errors = new Errors(visit.texts());
    Optional<ProveFirstLogin.Reference> reference = References.read(login, filledIn, errors);
    errors.addIf(filledIn.text("login").isEmpty(), "login", "form.empty");
    errors.addIf(filledIn.text("confirmation").isEmpty(), "confirmation", "form.empty");
    if (reference.isEmpty() || !errors.isEmpty()) {
      return ask(visit, filledIn, errors, Optional.empty());
    }
    ProveFirstLogin.Submitted submitted =
        new ProveFirstLogin.Submitted(
            Forms.read(filledIn.text("form")),
            filledIn.text("begun"),
            reference.get(),
            Pin.attempt(filledIn.text("login")),
            Pin.attempt(filledIn.text("confirmation")));
    try {
      return use.prove
          .prove(visit.institution(), submitted, visit.origin())
          .map(proven -> askMore(visit, proven, Fields.NONE, errors))
          .orElseGet(
              () -> ask(visit, filledIn, errors.add("login", "first.wrong"), Optional.empty()));
    } catch (Refusal refusal) {
      return refused(visit, refusal);
    }
  }

  private Response refused(Visit visit, Refusal refusal) {
    if (refusal.reason() == Reason.MALFORMED) {
      throw HttpError.of(400, "The form is incomplete.");
    }
    if (refusal.reason() != Reason.NOT_YET_ELIGIBLE) {
      throw refusal;
    }
    return closed(visit, refusal.failure().notBefore().orElseThrow(), 403);
  }

  /// The second step, or the first again where it is over.
  private Response askMore(Visit visit, String slip, Fields typed, Errors errors) {
    return use.acquire
        .proven(visit.institution(), slip)
        .map(proven -> askMore(visit, slip, proven, form(visit, typed, errors)))
        .orElseGet(() -> over(visit));
  }

  private Response askMore(Visit visit, String slip, AcquireLoginId.Proven proven, Form form) {
    return Templates.page(
        form.status(),
        "firstsetup",
        layout(visit, "first.setup.title", ""),
        new SetUpView(
            form,
            slip,
            visit.tenant().path() + SET_UP,
            proven.choosesId(),
            NameLine.of(login(visit).form(), proven.seat())));
  }

  private Response over(Visit visit) {
    return ask(visit, Fields.NONE, new Errors(visit.texts()), Optional.of("first.over"));
  }

  private Response setUp(Visit visit) {
    Fields filledIn = visit.submitted();
    login(visit);
    String slip = filledIn.text("proven");
    Errors errors =
        SetUpFields.check(filledIn, policies.of(visit.institution()), new Errors(visit.texts()));
    if (!errors.isEmpty()) {
      return askMore(visit, slip, filledIn, errors);
    }
    AcquireLoginId.Submitted submitted =
        new AcquireLoginId.Submitted(
            Forms.read(filledIn.text("form")),
            slip,
            filledIn.text("id"),
            filledIn.text("name"),
            filledIn.text("mail"),
            Pin.attempt(filledIn.text("login")),
            Pin.attempt(filledIn.text("confirmation")));
    try {
      return switch (use.acquire.acquire(visit.institution(), submitted, visit.origin())) {
        case AcquireLoginId.Outcome.Acquired done -> done(visit, done, filledIn.text("mail"));
        case AcquireLoginId.Outcome.Refused(AcquireLoginId.Why why) ->
            switch (why) {
              case OVER -> over(visit);
              case ID_TAKEN -> askMore(visit, slip, filledIn, errors.add("id", "first.id.taken"));
              case PINS_SAME ->
                  askMore(visit, slip, filledIn, errors.add("confirmation", "pins.same"));
              case LOGIN_PIN_TEMPORARY ->
                  askMore(visit, slip, filledIn, errors.add("login", "first.pin.temporary"));
              case CONFIRMATION_PIN_TEMPORARY ->
                  askMore(visit, slip, filledIn, errors.add("confirmation", "first.pin.temporary"));
            };
      };
    } catch (Refusal refusal) {
      return refused(visit, refusal);
    }
  }

  private Response done(Visit visit, AcquireLoginId.Outcome.Acquired done, String mail) {
    return Templates.page(
        200,
        "firstdone",
        layout(visit, "first.done.title", ""),
        new DoneView(NameLine.of(login(visit).form(), done.seat()), mail));
  }

  private Form form(Visit visit, Fields typed, Errors errors) {
    return new Form(forms.draw(), typed, errors, policies.of(visit.institution()).pins());
  }

  private Layout layout(Visit visit, String title, String query) {
    return Layout.of(visit, "O9", title, PATH + query, clock.instant());
  }
}
