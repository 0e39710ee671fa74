package shomei.pages.signedin;

import java.time.InstantSource;
import java.util.random.RandomGenerator;
import shomei.domain.history.HistorySearch;
import shomei.domain.institution.Policies;
import shomei.domain.notice.Messages;
import shomei.domain.session.ChangeOwnPin;
import shomei.domain.session.ContinueSession;
import shomei.domain.session.JudgeHolder;
import shomei.domain.session.LogIn;
import shomei.domain.session.LogOut;
import shomei.domain.session.Overviews;
import shomei.pages.administrator.AdministratorPages;
import shomei.pages.form.Forms;
import shomei.pages.history.HistoryPages;
import shomei.pages.own.OwnPages;
import shomei.pages.pairing.PairingPages;
import shomei.pages.tenant.InstitutionCache;
import shomei.pages.tenant.Tenants;
import shomei.pages.view.Assets;
import shomei.pages.view.ErrorPage;
import shomei.pages.view.SecurityHeaders;
import shomei.pages.visit.PageRoutes;
import shomei.pages.visit.SeatRoutes;
import shomei.pages.visit.Visitors;
import shomei.web.http.HttpError;
import shomei.web.http.Mountable;
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
  private final OwnPages own;
  private final HistoryPages history;
  private final AdministratorPages administrator;
  private final PairingPages pairing;
  private final Mountable beside;
  private final InstantSource clock;

  /// @param beside what else is on the listener
  /// @param random unpredictable: it draws forms
  public SignedInPages(
      Tenants tenants,
      InstitutionCache institutions,
      Policies policies,
      UseCases use,
      PairingPages pairing,
      Mountable beside,
      InstantSource clock,
      RandomGenerator random) {
    this.visitors = new Visitors(tenants::signedIn, institutions);
    Forms forms = new Forms(random);
    this.login = new LoginPage(policies, use.judge(), use.logIn(), clock, forms);
    this.idLogin = new IdLoginPage(policies, use.logIn(), clock, forms);
    this.loggedIn = new RequireSession(use.sessions(), clock);
    this.seat = new SeatPages(policies, use.overviews(), use.logOut(), clock);
    this.own = new OwnPages(use.messages(), use.changeOwnPin(), policies, forms, clock);
    this.history = new HistoryPages(use.search(), policies, clock);
    this.administrator = new AdministratorPages(use.administrator(), policies, forms, clock);
    this.pairing = pairing;
    this.beside = beside;
    this.clock = clock;
  }

  /// What these pages ask of the domain.
  public record UseCases(
      JudgeHolder judge,
      LogIn logIn,
      ContinueSession sessions,
      LogOut logOut,
      ChangeOwnPin changeOwnPin,
      Overviews overviews,
      HistorySearch search,
      Messages messages,
      AdministratorPages.UseCases administrator) {}

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
    pages.get("goodbye", "/goodbye", seat::goodbye);
    SeatRoutes behindLogin = new SeatRoutes(pages, loggedIn::page);
    mountLoggedIn(behindLogin);
    pairing.mountSignedIn(pages, behindLogin);
    beside.mount(routes);
  }

  /// The pages of whoever is logged in.
  private void mountLoggedIn(SeatRoutes routes) {
    routes.get("renewal", "/renewal", pairing.beginning(seat::renewal));
    routes.get("home", "/", pairing.beginning(seat::home));
    routes.post("logout", "/logout", (visit, good, form) -> seat.logOut(visit, good));
    own.mount(routes);
    history.mount(routes);
    administrator.mount(routes);
  }

  @Override
  public Response error(Request request, HttpError error) {
    return ErrorPage.of(visitors, request, error, clock.instant());
  }
}
