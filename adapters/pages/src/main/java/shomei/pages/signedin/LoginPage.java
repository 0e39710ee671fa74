package shomei.pages.signedin;

import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import shomei.domain.credential.Pin;
import shomei.domain.institution.Policies;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.session.HolderStatus;
import shomei.domain.session.JudgeHolder;
import shomei.domain.session.LogIn;
import shomei.domain.session.LogIn.Door;
import shomei.pages.form.Forms;
import shomei.pages.view.CertificateCard;
import shomei.pages.view.Layout;
import shomei.pages.view.Templates;
import shomei.pages.visit.Cookies;
import shomei.pages.visit.ReturnTo;
import shomei.pages.visit.Visit;
import shomei.pages.why.WhyPage;
import shomei.web.http.Response;

/// C1 and C2: the login PIN, and another in the place of a temporary one. No session is opened
/// between the two: the temporary PIN is typed again with the new one.
final class LoginPage {
  private final Policies policies;
  private final JudgeHolder judge;
  private final LogIn logIn;
  private final InstantSource clock;
  private final Forms forms;

  LoginPage(Policies policies, JudgeHolder judge, LogIn logIn, InstantSource clock, Forms forms) {
    this.policies = policies;
    this.judge = judge;
    this.logIn = logIn;
    this.clock = clock;
    this.forms = forms;
  }

  Response show(Visit visit) {
    if (visit.query("door").isEmpty() && !visit.returnTo().isHome()) {
      return visit
          .certificate()
          .map(certificate -> judge.judge(visit.institution(), certificate))
          .map(status -> ask(visit, status, ownDoor(status), "login", Optional.empty()))
          .orElseGet(() -> WhyPage.withoutCertificate(visit, "/login", clock.instant()));
    }
    Door door =
        visit.query("door").orElse("").equals("administrator") ? Door.ADMINISTRATOR : Door.USER;
    return ask(visit, door, "login", Optional.empty());
  }

  Response why(Visit visit) {
    return visit
        .certificate()
        .map(certificate -> judge.judge(visit.institution(), certificate))
        .map(
            holderStatus ->
                holderStatus.obstacle().isPresent()
                    ? WhyPage.withCertificate(visit, holderStatus, "/why", clock.instant())
                    : ask(visit, holderStatus, door(holderStatus), "login", Optional.empty()))
        .orElseGet(() -> WhyPage.withoutCertificate(visit, "/why", clock.instant()));
  }

  private static Door ownDoor(HolderStatus holderStatus) {
    return holderStatus.obstacle().isPresent() ? Door.USER : door(holderStatus);
  }

  private static Door door(HolderStatus holderStatus) {
    return holderStatus.holder().orElseThrow().seat().name().isAdministrator()
        ? Door.ADMINISTRATOR
        : Door.USER;
  }

  /// The form, or what is in the way.
  private Response ask(Visit visit, Door door, String template, Optional<String> error) {
    return visit
        .certificate()
        .map(
            certificate ->
                ask(visit, judge.judge(visit.institution(), certificate), door, template, error))
        .orElseGet(() -> WhyPage.withoutCertificate(visit, "/login", clock.instant()));
  }

  private Response ask(
      Visit visit, HolderStatus holderStatus, Door door, String template, Optional<String> error) {
    ReturnTo returnTo = visit.returnTo();
    String path = returnTo.after("/login?door=" + name(door));
    if (holderStatus.obstacle().isPresent()) {
      return WhyPage.withCertificate(visit, holderStatus, path, clock.instant());
    }
    if (door(holderStatus) != door) {
      return Templates.page(
          403,
          "otherdoor",
          Layout.of(visit, "C1", "login.title", path, clock.instant()),
          new OtherDoorView(
              name(door),
              visit.tenant().path() + returnTo.after("/login?door=" + name(door(holderStatus))),
              visit.tenant().openPage(returnTo.door(name(door)))));
    }
    Policy.Pins rule = policies.of(visit.institution()).pins();
    boolean change = template.equals("pin");
    LoginView view =
        new LoginView(
            visit.tenant().path() + (change ? "/pin" : "/login"),
            name(door),
            returnTo.query(),
            CertificateCard.of(holderStatus.holder().orElseThrow().certificate(), visit.texts()),
            forms.draw(),
            error,
            rule.shortest(),
            rule.longest(),
            visit.tenant().openPage(returnTo.door(name(door))));
    return Templates.page(
        error.isPresent() ? 422 : 200,
        template,
        Layout.of(
            visit,
            change ? "C2" : "C1",
            change ? "pin.title" : "login." + name(door) + ".title",
            path,
            clock.instant()),
        view);
  }

  Response submit(Visit visit) {
    return submit(visit, visit.form(), Optional.empty());
  }

  Response submitChange(Visit visit) {
    Map<String, String> form = visit.form();
    String next = form.getOrDefault("new", "").strip();
    if (!next.equals(form.getOrDefault("repeated", "").strip())) {
      return ask(visit, door(form), "pin", Optional.of("pin.unlike"));
    }
    return submit(visit, form, Optional.of(next));
  }

  private Response submit(Visit visit, Map<String, String> form, Optional<String> next) {
    Door door = door(form);
    Optional<Octets> certificate = visit.certificate();
    if (certificate.isEmpty()) {
      return WhyPage.withoutCertificate(visit, "/login", clock.instant());
    }
    LogIn.Submitted submitted =
        new LogIn.Submitted(
            Forms.read(form.getOrDefault("form", "")),
            new LogIn.Who.Holder(certificate.get(), door),
            visit.host(),
            Pin.attempt(form.getOrDefault("pin", "").strip()),
            next.map(Pin::attempt));
    LogIn.Result result;
    try {
      result = logIn.logIn(visit.institution(), submitted, visit.origin());
    } catch (Refusal refusal) {
      if (refusal.reason() != Reason.MALFORMED) {
        throw refusal;
      }
      return ask(visit, door, "pin", Optional.of("pin.form"));
    }
    String again = next.isPresent() ? "pin" : "login";
    return switch (result.outcome()) {
      case OPENED -> opened(visit, result.secret().orElseThrow());
      case WRONG_PIN -> ask(visit, door, again, Optional.of("login.wrong"));
      case PIN_CHANGE_REQUIRED ->
          ask(visit, door, "pin", next.isPresent() ? Optional.of("pin.form") : Optional.empty());
      case PIN_UNCHANGED -> ask(visit, door, "pin", Optional.of("pin.same"));
      case OBSTACLE, OTHER_DOOR, LOCKED -> ask(visit, door, again, Optional.empty());
    };
  }

  static Response opened(Visit visit, Octets secret) {
    return Response.empty(303)
        .with("Location", visit.tenant().path() + visit.returnTo().after("/renewal"))
        .with("Cache-Control", "no-store")
        .with("Set-Cookie", Cookies.session(RequireSession.cookie(secret)).value());
  }

  private static Door door(Map<String, String> form) {
    return form.getOrDefault("door", "").equals("administrator") ? Door.ADMINISTRATOR : Door.USER;
  }

  private static String name(Door door) {
    return door.name().toLowerCase(Locale.ROOT);
  }
}
