package shomei.server;

import java.util.List;
import java.util.Optional;
import shomei.domain.history.Origin;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Serial;
import shomei.domain.pairing.Pairing;
import shomei.domain.pairing.PairingId;
import shomei.domain.pairing.ReportProgress;
import shomei.domain.pairing.ReportProgress.Report;
import shomei.domain.pairing.Tool;

/// What a tool does as pages see it, through the use cases that the protocol calls.
final class PlayedTool {
  private static final Origin FROM_THE_PC = new Origin.Request("192.0.2.7", "tool");

  private final PairingUseCases use;
  private final Institution kita;
  private final Tool tool;

  PlayedTool(Adapters adapters, String pc, String osUser, AccountId account) {
    this.use = PairingUseCases.over(adapters);
    this.kita =
        adapters
            .database()
            .institution()
            .institutions()
            .find(new InstitutionId("kita"))
            .orElseThrow();
    this.tool = new Tool(account, pc, osUser, "0.1", List.of("file", "nss"));
  }

  AccountId account() {
    return tool.account();
  }

  /// Waits for a page that wants it.
  ///
  /// @return where it is sent to
  Optional<PairingId> waits() {
    return use.await().look(kita, tool, FROM_THE_PC).map(Pairing::id);
  }

  /// Goes to the page with that code.
  PairingId takes(String code) {
    return use.await().take(kita, tool, code, FROM_THE_PC).id();
  }

  Pairing reports(PairingId pairing, Report report) {
    return use.report().report(tool.account(), pairing, report);
  }

  Pairing confirms(PairingId pairing) {
    return reports(pairing, new Report.Confirmed());
  }

  Pairing processes(PairingId pairing, int step) {
    return reports(pairing, new Report.Processing(step, 8));
  }

  Pairing has(PairingId pairing, Pc.Held held) {
    return reports(
        pairing,
        new Report.Valid(
            Serial.of(held.certificate().getSerialNumber()).orElseThrow(), "~/.pki/nssdb <b>"));
  }

  /// What the page handed over.
  Optional<ReportProgress.Handed> handed(PairingId pairing) {
    return use.report().handed(use.report().read(tool.account(), pairing));
  }
}
