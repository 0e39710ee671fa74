package shomei.pages.signedin;

import java.time.InstantSource;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import shomei.domain.kernel.Octets;
import shomei.domain.session.ContinueSession;
import shomei.domain.session.Session;
import shomei.pages.view.Layout;
import shomei.pages.view.Templates;
import shomei.pages.visit.Cookies;
import shomei.pages.visit.Page;
import shomei.pages.visit.SeatPage;
import shomei.pages.visit.Visit;
import shomei.web.http.Response;

/// Lets in who has a session that is still good, asked anew with every request: TLS proves no more
/// than the key, and a connection or a resumed TLS session outlives what they were opened by.
public final class RequireSession {
  private static final int SECRET_OCTETS = 32;

  private final ContinueSession sessions;
  private final InstantSource clock;

  public RequireSession(ContinueSession sessions, InstantSource clock) {
    this.sessions = sessions;
    this.clock = clock;
  }

  /// @param inside what is answered to whoever is logged in
  Page page(SeatPage inside) {
    return visit ->
        switch (outcome(visit)) {
          case ContinueSession.Outcome.Good good -> inside.answer(visit, good);
          case ContinueSession.Outcome.Over(ContinueSession.Why why) -> over(visit, why);
        };
  }

  static Session.Binding binding(Visit visit) {
    return new Session.Binding(visit.institution().id(), visit.certificate(), visit.host());
  }

  static String cookie(Octets secret) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(secret.octets());
  }

  /// How it stands with the session that the request shows.
  public ContinueSession.Outcome outcome(Visit visit) {
    return secret(visit)
        .map(secret -> sessions.judge(secret, binding(visit), visit.origin()))
        .orElseGet(() -> new ContinueSession.Outcome.Over(ContinueSession.Why.NONE));
  }

  private static Optional<Octets> secret(Visit visit) {
    try {
      return visit
          .cookie(Cookies.SESSION)
          .map(Base64.getUrlDecoder()::decode)
          .filter(octets -> octets.length == SECRET_OCTETS)
          .map(Octets::of);
    } catch (IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  private Response over(Visit visit, ContinueSession.Why why) {
    OverView over = new OverView(why.name().toLowerCase(Locale.ROOT), visit.tenant().openPage("/"));
    return Templates.page(
            403, "over", Layout.of(visit, "C0", "over.title", "/", clock.instant()), over)
        .with("Set-Cookie", Cookies.noSession().value());
  }
}
