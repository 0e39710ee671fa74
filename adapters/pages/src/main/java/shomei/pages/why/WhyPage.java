package shomei.pages.why;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import shomei.domain.session.HolderStatus;
import shomei.pages.view.CertificateCard;
import shomei.pages.view.Layout;
import shomei.pages.view.Templates;
import shomei.pages.visit.Visit;
import shomei.web.http.Response;

/// O10. Without a certificate the server cannot tell the causes apart, so the reader goes through
/// four; no ID is asked, and nothing is told about anybody. With one, whose key TLS has proven, the
/// page says the exact ground.
public final class WhyPage {
  private WhyPage() {}

  /// @param again where the browser asks anew which certificate to show
  public record Causes(String again, String entrance, boolean freshHosts) {}

  /// @param ground key of the texts
  /// @param help who can help: key of the text
  public record Ground(
      String ground,
      Optional<String> revokedBy,
      String help,
      Optional<CertificateCard> card,
      String again,
      String entrance) {}

  public static Response withoutCertificate(Visit visit, String path, Instant now) {
    return Templates.page(
        200,
        "causes",
        Layout.of(visit, "O10", "why.title", path, now),
        new Causes(
            visit.tenant().openPage(visit.returnTo().door("user")),
            visit.tenant().openPage("/"),
            visit.tenant().freshHosts()));
  }

  /// @param holderStatus with an obstacle
  public static Response withCertificate(
      Visit visit, HolderStatus holderStatus, String path, Instant now) {
    String ground = holderStatus.obstacle().orElseThrow().name().toLowerCase(Locale.ROOT);
    return Templates.page(
        403,
        "ground",
        Layout.of(visit, "O10", "why.title", path, now),
        new Ground(
            ground,
            holderStatus.revokedBy().map(who -> who.name().toLowerCase(Locale.ROOT)),
            help(holderStatus),
            holderStatus
                .holder()
                .map(holder -> CertificateCard.of(holder.certificate(), visit.texts())),
            visit.tenant().openPage(visit.returnTo().door("user")),
            visit.tenant().openPage("/")));
  }

  private static String help(HolderStatus holderStatus) {
    return switch (holderStatus.obstacle().orElseThrow()) {
      case UNKNOWN, OTHER_INSTITUTION -> "other";
      case EXPIRED, REVOKED, SUSPENDED, LOCKED ->
          holderStatus.holder().orElseThrow().seat().name().isAdministrator()
              ? "counter"
              : "administrator";
    };
  }
}
