package shomei.pages.signedin;

import java.time.InstantSource;
import java.util.random.RandomGenerator;
import shomei.domain.history.History;
import shomei.domain.institution.Policies;
import shomei.domain.session.ContinueSession;
import shomei.domain.session.JudgeHolder;
import shomei.domain.session.LogIn;
import shomei.domain.session.LogOut;
import shomei.pages.tenant.InstitutionCache;
import shomei.pages.tenant.Tenants;
import shomei.pages.view.Assets;
import shomei.pages.view.ErrorPage;
import shomei.pages.view.SecurityHeaders;
import shomei.pages.visit.PageRoutes;
import shomei.pages.visit.Visit;
import shomei.pages.visit.Visitors;
import shomei.web.http.HttpError;
import shomei.web.http.Request;
import shomei.web.http.Response;
import shomei.web.http.Routes;
import shomei.web.http.Site;

/// The pages at which browsers are asked for a certificate: login, and all behind it.
public final class SignedInPages implements Site {
  private final Visitors visitors;
  private final LoginPage login;
  private final IdLoginPage idLogin;
  private final RequireSession loggedIn;
  private final SeatPages seat;
  private final InstantSource clock;

  /// @param random unpredictable: it draws forms
  public SignedInPages(
      Tenants tenants,
      InstitutionCache institutions,
      Policies policies,
      UseCases use,
      InstantSource clock,
      RandomGenerator random) {
    this.visitors = new Visitors(tenants::signedIn, institutions);
    this.login = new LoginPage(policies, use.judge(), use.logIn(), clock, random);
    this.idLogin = new IdLoginPage(policies, use.logIn(), clock, random);
    this.loggedIn = new RequireSession(use.sessions(), clock);
    this.seat = new SeatPages(policies, use.history(), use.logOut(), clock);
    this.clock = clock;
  }

  /// What these pages ask of the domain.
  public record UseCases(
      JudgeHolder judge, LogIn logIn, ContinueSession sessions, LogOut logOut, History history) {}

  @Override
  public void mount(Routes routes) {
    Assets.mount(routes);
    PageRoutes pages = new PageRoutes(routes, visitors, SecurityHeaders::addedTo);
    pages.get("login", "/login", login::show);
    pages.post("login", "/login", login::submit);
    pages.get("login-by-id", "/login/id", idLogin::show);
    pages.post("login-by-id", "/login/id", idLogin::submit);
    pages.get("pin", "/pin", login::show);
    pages.post("pin", "/pin", login::submitChange);
    pages.get("why", "/why", login::why);
    pages.get("renewal", "/renewal", loggedIn.page(seat::renewal));
    pages.get("home", "/", loggedIn.page(seat::home));
    pages.post("logout", "/logout", this::logOut);
    pages.get("goodbye", "/goodbye", seat::goodbye);
  }

  private Response logOut(Visit visit) {
    visit.form();
    return loggedIn.page(seat::logOut).answer(visit);
  }

  @Override
  public Response error(Request request, HttpError error) {
    return ErrorPage.of(visitors, request, error, clock.instant());
  }
}
