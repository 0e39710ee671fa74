package shomei.pages.own;

import java.time.InstantSource;
import shomei.domain.institution.Policies;
import shomei.domain.notice.Messages;
import shomei.domain.session.ChangeOwnPin;
import shomei.pages.form.Forms;
import shomei.pages.visit.SeatRoutes;

/// C9 and C10: notices and PINs of whoever is logged in.
public final class OwnPages {
  private final NoticesPage notices;
  private final PinsPage pins;

  public OwnPages(
      Messages messages, ChangeOwnPin change, Policies policies, Forms forms, InstantSource clock) {
    this.notices = new NoticesPage(messages, clock);
    this.pins = new PinsPage(change, policies, forms, clock);
  }

  public void mount(SeatRoutes routes) {
    routes.get("notices", "/notices", notices::show);
    routes.post("notices", "/notices", notices::read);
    routes.get("pins", "/pins", pins::show);
    routes.post("pins", "/pins", pins::submit);
  }
}
