package shomei.pages.pairing;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import shomei.domain.pairing.Tool;
import shomei.pages.view.CertificateCard;

/// O4–O7 and C4–C7.
///
/// @param id of the pairing
/// @param act `acquire` or `renew`, as keys of texts name it
/// @param tool that came
/// @param number that page and tool both show, where the page asks for it
/// @param ready tools that wait for the seat
/// @param run how to start the tool, where the page has the code
/// @param download where the client app is, where it is handed out
/// @param pinInTool whether the tool asks for the PIN
/// @param step that the tool is at
/// @param why key of the text, where it was interrupted
/// @param done what came of it
/// @param again how to begin anew
/// @param home where else to go on, for whoever is logged in
/// @param then where a login goes on, as forms carry it
public record PairingView(
    String id,
    String act,
    Stage stage,
    Optional<Tool> tool,
    OptionalInt number,
    List<Tool> ready,
    Optional<Run> run,
    Optional<String> download,
    boolean pinInTool,
    Optional<Step> step,
    Optional<String> why,
    Optional<Done> done,
    Again again,
    Optional<String> home,
    String then) {
  /// Seconds between looks, with script and without.
  private static final int EVERY = 2;

  private static final int REFRESH = 5;

  public PairingView {
    ready = List.copyOf(ready);
  }

  /// @param link that starts the tool
  /// @param file address of the page that does what the tool does, where it can
  public record Run(String code, Optional<String> link, Optional<String> file) {}

  public record Step(int at, int of) {}

  /// @param login where the new certificate is used
  public record Done(CertificateCard card, String store, String login, boolean freshHosts) {}

  /// @param post whether it is a form's
  public record Again(String address, boolean post) {}

  public int every() {
    return stage.isEnd() ? 0 : EVERY;
  }

  public int refresh() {
    return stage.isEnd() ? 0 : REFRESH;
  }

  /// Whether it can be begun anew.
  public boolean isOver() {
    return stage.screen() == Stage.Screen.ENDED || stage == Stage.INTERRUPTED;
  }

  /// The class of the box around the status.
  public String box() {
    return switch (stage.screen()) {
      case RUN, WORKING -> "notice";
      case COMPLETE -> "success";
      case INTERRUPTED, ENDED -> "summary";
    };
  }
}
