package shomei.pages.file;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import shomei.domain.institution.Policies;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.pairing.PairingCode;
import shomei.pages.view.Layout;
import shomei.pages.view.SecurityHeaders;
import shomei.pages.view.Templates;
import shomei.pages.visit.Visit;
import shomei.web.http.Response;

/// O8, the way by file: for whoever may install nothing, the page does what the client app does. It
/// takes a pairing's code and speaks the protocol by script; the server knows it as one tool among
/// others, and gives it no more.
///
/// *Threat:* script of somebody else gets into this page, where PIN and key pass. *Answer:* the CSP
/// lets our own files alone run, of which none is anybody else's; beyond this host they reach the
/// protocol's address and no other. *Threat:* the code in the address is seen by others. *Answer:*
/// it stands behind the `#`, which browsers send to nobody, and the script takes it away at once;
/// it gives no right.
public final class FilePage {
  private static final List<String> WORDS =
      List.of(
          "begins",
          "unfit",
          "elsewhere",
          "nobody",
          "store",
          "code",
          "start",
          "number",
          "pin",
          "step1",
          "step2",
          "step3",
          "step4",
          "step5",
          "done",
          "unsaved",
          "password",
          "unlike",
          "pinUnlike",
          "unfitPin",
          "away",
          "full",
          "fault",
          "refused",
          // what the protocol says no with, and the page itself
          "unknownCode",
          "rateLimited",
          "incorrectResponse",
          "pinChangeRequired",
          "locked",
          "notEligible",
          "notYetEligible",
          "suspended",
          "externalAccountRequired",
          "badCSR",
          "renewal",
          "declined",
          "ended",
          "foreign");

  private final Policies policies;
  private final URI protocol;
  private final InstantSource clock;

  /// @param protocol `https://host` or `https://host:port` that clients reach the protocol at
  public FilePage(Policies policies, URI protocol, InstantSource clock) {
    this.policies = policies;
    this.protocol = protocol;
    this.clock = clock;
  }

  /// The address at which the code need not be typed.
  public static String address(Visit visit, PairingCode code) {
    return visit.tenant().openPage("/file#" + code.bare());
  }

  public Response show(Visit visit) {
    Policy policy = policies.of(visit.institution());
    FileView view =
        new FileView(
            directory(visit.institution().id()),
            visit.institution().id().toString(),
            policy.pins(),
            policy.ordering().termsOfService().orElse(""),
            visit.tenant().freshHosts(),
            WORDS);
    return SecurityHeaders.connecting(
        Templates.page(
            200, "file", Layout.of(visit, "O8", "file.title", "/file", clock.instant()), view),
        protocol);
  }

  private String directory(InstitutionId institution) {
    return protocol + "/acme/" + institution + "/directory";
  }
}
