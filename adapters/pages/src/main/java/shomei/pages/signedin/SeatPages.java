package shomei.pages.signedin;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import shomei.domain.certificate.Certificate;
import shomei.domain.history.Act;
import shomei.domain.history.Entry;
import shomei.domain.history.History;
import shomei.domain.institution.Policies;
import shomei.domain.renewal.RenewalPeriod;
import shomei.domain.session.ContinueSession.Outcome.Good;
import shomei.domain.session.LogOut;
import shomei.pages.text.Texts;
import shomei.pages.view.CertificateCard;
import shomei.pages.view.Layout;
import shomei.pages.view.Templates;
import shomei.pages.visit.Cookies;
import shomei.pages.visit.Visit;
import shomei.web.http.Response;

/// C3, C8 and C12: what somebody who is logged in sees of the own seat, and the way out.
final class SeatPages {
  private static final Set<Act> LOGINS = Set.of(Act.LOGGED_IN);

  private static final Set<Act> SHOWN =
      Set.of(
          Act.LOGIN_REFUSED,
          Act.PIN_CHANGED,
          Act.PIN_LOCKED,
          Act.PIN_RESET,
          Act.PIN_WRONG,
          Act.RIGHT_CLOSED,
          Act.RIGHT_OPENED,
          Act.SESSION_ENDED,
          Act.SUBSCRIBER_CHANGED,
          Act.SUBSCRIBER_SUSPENDED,
          Act.SUBSCRIBER_UNLOCKED,
          Act.SUBSCRIBER_UNSUSPENDED,
          Act.USER_REGISTERED,
          Act.CORPORATION_REGISTERED);

  private static final int LAST_LOGINS = 3;
  private static final int RECENT_ACTS = 10;

  private final Policies policies;
  private final History history;
  private final LogOut logOut;
  private final InstantSource clock;

  SeatPages(Policies policies, History history, LogOut logOut, InstantSource clock) {
    this.policies = policies;
    this.history = history;
    this.logOut = logOut;
    this.clock = clock;
  }

  /// At every login from the day on which renewal opens until the end; at once to the home page
  /// where it is not open.
  Response renewal(Visit visit, Good good) {
    Instant now = clock.instant();
    Optional<Certificate> due = good.certificate().filter(one -> isDue(visit, one, now));
    return due.map(
            certificate ->
                Templates.page(
                    200,
                    "renewal",
                    layout(visit, good, "C3", "renewal.title", "/renewal", now),
                    new RenewalView(
                        CertificateCard.of(certificate, visit.texts()),
                        period(visit, certificate).daysLeft(now))))
        .orElseGet(
            () ->
                Response.empty(303)
                    .with("Location", visit.tenant().path() + "/")
                    .with("Cache-Control", "no-store"));
  }

  Response home(Visit visit, Good good) {
    Instant now = clock.instant();
    Optional<Certificate> certificate = good.certificate();
    HomeView home =
        new HomeView(
            certificate.map(one -> CertificateCard.of(one, visit.texts())),
            certificate.map(one -> period(visit, one).daysLeft(now)).orElse(0L),
            certificate.filter(one -> isDue(visit, one, now)).isPresent(),
            lines(visit, good, LOGINS, LAST_LOGINS),
            lines(visit, good, SHOWN, RECENT_ACTS));
    return Templates.page(200, "home", layout(visit, good, "C8", "home.title", "/", now), home);
  }

  Response logOut(Visit visit, Good good) {
    logOut.logOut(good.session(), visit.origin());
    return Response.empty(303)
        .with("Location", visit.tenant().path() + "/goodbye")
        .with("Cache-Control", "no-store")
        .with("Set-Cookie", Cookies.noSession().value());
  }

  Response goodbye(Visit visit) {
    return Templates.page(
        200,
        "goodbye",
        Layout.of(visit, "C12", "goodbye.title", "/goodbye", clock.instant()),
        new GoodbyeView(visit.tenant().openPage("/"), visit.tenant().freshHosts()));
  }

  private static Layout layout(
      Visit visit, Good good, String screen, String title, String path, Instant now) {
    return Layout.of(visit, screen, title, path, now).heldBy(good.seat().displayName());
  }

  private boolean isDue(Visit visit, Certificate certificate, Instant now) {
    return certificate.replacedBy().isEmpty() && !now.isBefore(period(visit, certificate).opens());
  }

  private RenewalPeriod period(Visit visit, Certificate certificate) {
    return RenewalPeriod.of(policies.of(visit.institution()), certificate);
  }

  private List<HomeView.Line> lines(Visit visit, Good good, Set<Act> acts, int limit) {
    return history
        .latest(visit.institution().id(), "subscriber:" + good.seat().name(), acts, limit)
        .stream()
        .map(entry -> line(entry, visit.texts()))
        .toList();
  }

  private static HomeView.Line line(Entry entry, Texts texts) {
    String from = entry.actor().origin().ip().orElse("");
    return new HomeView.Line(texts.time(entry.at()), texts.of("act." + entry.act()), from);
  }
}
