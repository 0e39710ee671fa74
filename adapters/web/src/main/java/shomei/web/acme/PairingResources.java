package shomei.web.acme;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.Serial;
import shomei.domain.pairing.AwaitPage;
import shomei.domain.pairing.Pairing;
import shomei.domain.pairing.PairingId;
import shomei.domain.pairing.ReportProgress;
import shomei.domain.pairing.ReportProgress.Report;
import shomei.domain.pairing.Tool;
import shomei.protocol.message.PairingReport;
import shomei.protocol.message.Waiting;
import shomei.protocol.problem.ProblemException;
import shomei.web.http.Reply;
import shomei.web.http.Response;

/// Where tools wait for pages, and the pages that they were led to (PROTOCOL.md, *Pairing of page
/// and tool*).
public final class PairingResources {
  private final AwaitPage await;
  private final ReportProgress progress;
  private final HeldTools held;
  private final Responses responses;

  public PairingResources(
      AwaitPage await, ReportProgress progress, HeldTools held, Responses responses) {
    this.await = await;
    this.progress = progress;
    this.held = held;
    this.responses = responses;
  }

  /// With a code it is answered at once, without one when a page wants the tool.
  Reply wait(Call.ByAccount call) {
    Waiting waiting = call.payload().read(Waiting.class);
    Tool tool =
        new Tool(
            call.account().id(),
            waiting.pc(),
            waiting.osUser(),
            waiting.version(),
            waiting.stores());
    if (waiting.code() != null) {
      return shown(await.take(call.institution(), tool, waiting.code(), call.origin()));
    }
    Optional<Pairing> wanted = await.look(call.institution(), tool, call.origin());
    return wanted.isPresent() ? shown(wanted.get()) : held.hold(call.account().id(), this::shown);
  }

  Response pairing(Call.ByAccount call, PairingId id) {
    return shown(
        call.payload().isEmpty()
            ? progress.read(call.account().id(), id)
            : progress.report(
                call.account().id(), id, report(call.payload().read(PairingReport.class))));
  }

  /// The listener ends.
  void end() {
    held.end();
  }

  private Response shown(Pairing pairing) {
    return responses.pairing(pairing, progress.handed(pairing));
  }

  private static Report report(PairingReport report) {
    return switch (report.status()) {
      case CONFIRMED -> new Report.Confirmed();
      case REFUSED -> new Report.Refused();
      case PROCESSING ->
          new Report.Processing(there("step", report.step()), there("steps", report.steps()));
      case INTERRUPTED -> new Report.Interrupted(there("reason", report.reason()));
      case VALID ->
          new Report.Valid(
              serial(there("certificate", report.certificate())), there("store", report.store()));
      case FOUND, EXPIRED ->
          throw ProblemException.malformed("A tool does not report this status.");
    };
  }

  /// Of digits as tools show them, in upper case, too.
  private static Serial serial(String hex) {
    return Serial.ofHex(hex.toLowerCase(Locale.ROOT))
        .orElseThrow(
            () -> new Refusal(Reason.MALFORMED, "The serial number is not one of a certificate."));
  }

  private static <T> T there(String member, @Nullable T value) {
    if (value == null) {
      throw ProblemException.malformed("'" + member + "' is missing.");
    }
    return value;
  }
}
