package shomei.pages.open;

import io.netty.handler.codec.http.QueryStringEncoder;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import shomei.domain.institution.Policies;
import shomei.domain.institution.Policy;
import shomei.pages.activation.FirstLoginPages;
import shomei.pages.download.DownloadPages;
import shomei.pages.pairing.PairingPages;
import shomei.pages.tenant.InstitutionCache;
import shomei.pages.tenant.Tenants;
import shomei.pages.text.Preferences;
import shomei.pages.view.Assets;
import shomei.pages.view.ErrorPage;
import shomei.pages.view.Layout;
import shomei.pages.view.SecurityHeaders;
import shomei.pages.view.Templates;
import shomei.pages.visit.Cookies;
import shomei.pages.visit.PageRoutes;
import shomei.pages.visit.ReturnTo;
import shomei.pages.visit.Visit;
import shomei.pages.visit.Visitors;
import shomei.pages.why.WhyPage;
import shomei.web.http.HttpError;
import shomei.web.http.Mountable;
import shomei.web.http.Request;
import shomei.web.http.Response;
import shomei.web.http.Routes;
import shomei.web.http.Site;

/// The pages that everybody sees: the entrance with its doors, why somebody cannot come in, and how
/// a certificate is acquired.
public final class OpenPages implements Site {
  private static final int LABEL_OCTETS = 10;

  private final Visitors visitors;
  private final Policies policies;
  private final PairingPages pairing;
  private final FirstLoginPages firstLogin;
  private final Optional<DownloadPages> downloads;
  private final Mountable beside;
  private final InstantSource clock;
  private final RandomGenerator random;

  /// @param downloads where the client app is handed out
  /// @param beside what else is on the listener
  /// @param random unpredictable: it draws the labels of fresh hosts
  public OpenPages(
      Tenants tenants,
      InstitutionCache institutions,
      Policies policies,
      PairingPages pairing,
      FirstLoginPages firstLogin,
      Optional<DownloadPages> downloads,
      Mountable beside,
      InstantSource clock,
      RandomGenerator random) {
    this.visitors = new Visitors(tenants::open, institutions);
    this.policies = policies;
    this.pairing = pairing;
    this.firstLogin = firstLogin;
    this.downloads = downloads;
    this.beside = beside;
    this.clock = clock;
    this.random = random;
  }

  /// @param pinAlone whether ID and PIN are a way in while no certificate is held
  /// @param firstLogin how login IDs are acquired first, where they are
  /// @param singleId whether one login ID names a seat
  /// @param notice the bank's own words
  /// @param download where the client app is, where it is handed out
  public record Doors(
      boolean pinAlone,
      Optional<Policy.Activation> firstLogin,
      boolean freshHosts,
      boolean singleId,
      Optional<String> notice,
      Optional<String> download) {}

  @Override
  public void mount(Routes routes) {
    Assets.mount(routes);
    PageRoutes pages = new PageRoutes(routes, visitors, SecurityHeaders::addedTo);
    pages.get("entrance", "/", this::entrance);
    pages.get("why", "/why", visit -> WhyPage.withoutCertificate(visit, "/why", clock.instant()));
    pages.get("door", "/login", this::door);
    pairing.mountOpen(pages);
    firstLogin.mount(pages);
    downloads.ifPresent(them -> them.mount(pages));
    beside.mount(routes);
  }

  @Override
  public Response error(Request request, HttpError error) {
    return ErrorPage.of(visitors, request, error, clock.instant());
  }

  private Response entrance(Visit visit) {
    Policy.Login login = policies.of(visit.institution()).login();
    return Templates.page(
        200,
        "entrance",
        Layout.of(visit, "O1", "entrance.title", "/", clock.instant()),
        new Doors(
            login.pinAloneWhileNoCertificate(),
            login.activation(),
            visit.tenant().freshHosts(),
            login.form() == Policy.LoginIdForm.SINGLE,
            visit.words().notice(),
            visit.tenant().downloadPage()));
  }

  /// To a host that the browser has not been at, so that it asks anew which certificate to show.
  /// What the reader chose goes with them: cookies stay at their host.
  private Response door(Visit visit) {
    byte[] label = new byte[LABEL_OCTETS];
    random.nextBytes(label);
    Preferences preferences = visit.preferences();
    String door = visit.query("door").orElse("");
    QueryStringEncoder page = new QueryStringEncoder(door.equals("id") ? "/login/id" : "/login");
    if (door.equals("administrator") || door.equals("user")) {
      page.addParam("door", door);
    }
    if (!visit.returnTo().isHome()) {
      page.addParam(ReturnTo.FIELD, visit.returnTo().query());
    }
    page.addParam("lang", preferences.language().tag());
    page.addParam("size", preferences.size().tag());
    String host = HexFormat.of().formatHex(label);
    Response there =
        Response.empty(303)
            .with("Location", visit.tenant().signedInPage(host, page.toString()))
            .with("Cache-Control", "no-store");
    return visit.tenant().freshHosts()
        ? there.with(List.of(Cookies.loginHost(visit.institution().id(), host)))
        : there;
  }
}
