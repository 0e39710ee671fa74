package shomei.pages.signedin;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import shomei.domain.certificate.Certificate;
import shomei.domain.history.Act;
import shomei.domain.history.Entry;
import shomei.domain.institution.Policies;
import shomei.domain.renewal.RenewalPeriod;
import shomei.domain.session.ContinueSession.Outcome.Good;
import shomei.domain.session.LogOut;
import shomei.domain.session.Overviews;
import shomei.pages.history.ActGroup;
import shomei.pages.text.Texts;
import shomei.pages.view.CertificateCard;
import shomei.pages.view.Layout;
import shomei.pages.view.Onward;
import shomei.pages.view.Templates;
import shomei.pages.visit.Cookies;
import shomei.pages.visit.Visit;
import shomei.web.http.Response;

/// C3, C8 and C12: what somebody who is logged in sees of the own seat, and the way out.
final class SeatPages {
  /// But for the logins that worked, which are shown beside them.
  private static final Set<Act> RECENT =
      ActGroup.allActs().stream()
          .filter(act -> act != Act.LOGGED_IN)
          .collect(Collectors.toUnmodifiableSet());

  private final Policies policies;
  private final Overviews overviews;
  private final LogOut logOut;
  private final InstantSource clock;

  SeatPages(Policies policies, Overviews overviews, LogOut logOut, InstantSource clock) {
    this.policies = policies;
    this.overviews = overviews;
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
                    layout(
                        visit,
                        good,
                        "C3",
                        "renewal.title",
                        visit.returnTo().after("/renewal"),
                        now),
                    new RenewalView(
                        CertificateCard.of(certificate, visit.texts()),
                        period(visit, certificate).daysLeft(now),
                        visit.tenant().path() + visit.returnTo().page(),
                        visit.returnTo().query())))
        .orElseGet(
            () ->
                visit.returnTo().isHome()
                    ? Response.empty(303)
                        .with("Location", visit.tenant().path() + "/")
                        .with("Cache-Control", "no-store")
                    : Onward.to(visit, visit.returnTo().page(), now));
  }

  Response home(Visit visit, Good good) {
    Instant now = clock.instant();
    Optional<Certificate> certificate = good.certificate();
    Overviews.Overview overview = overviews.of(good.seat(), RECENT);
    HomeView home =
        new HomeView(
            certificate.map(one -> CertificateCard.of(one, visit.texts())),
            certificate.map(one -> period(visit, one).daysLeft(now)).orElse(0L),
            certificate.filter(one -> isDue(visit, one, now)).isPresent(),
            overview.unread(),
            good.seat().temporaryConfirmationPin() && good.certificate().isPresent(),
            lines(visit, overview.logins()),
            lines(visit, overview.recent()));
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
    return Layout.of(visit, screen, title, path, now).heldBy(good);
  }

  private boolean isDue(Visit visit, Certificate certificate, Instant now) {
    return certificate.replacedBy().isEmpty() && !now.isBefore(period(visit, certificate).opens());
  }

  private RenewalPeriod period(Visit visit, Certificate certificate) {
    return RenewalPeriod.of(policies.of(visit.institution()), certificate);
  }

  private static List<HomeView.Line> lines(Visit visit, List<Entry> entries) {
    return entries.stream().map(entry -> line(entry, visit.texts())).toList();
  }

  private static HomeView.Line line(Entry entry, Texts texts) {
    String from = entry.actor().origin().ip().orElse("");
    return new HomeView.Line(texts.time(entry.at()), texts.of("act." + entry.act()), from);
  }
}
