package shomei.acceptance;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import shomei.domain.account.ExternalAccountSecret;
import shomei.domain.certificate.Certificate;
import shomei.domain.history.Origin;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.pairing.AwaitPage;
import shomei.domain.pairing.Pairing;
import shomei.domain.pairing.PairingId;
import shomei.domain.pairing.ReportProgress;
import shomei.domain.pairing.ReportProgress.Report;
import shomei.domain.pairing.Tool;
import shomei.postgres.Database;

/// A tool as pages see it: the test says what it does, and when.
final class PlayedTool {
  private static final Origin FROM_THE_PC = new Origin.Request("192.0.2.7", "tool");

  private final Rig rig;
  private final AwaitPage await;
  private final ReportProgress report;
  private final Tool tool;

  /// @param account that it has; a new one's where it is empty
  PlayedTool(Rig rig, Path folder, Optional<AccountId> account) {
    Database database = rig.adapters().database();
    InstantSource clock = RigServer.clock(folder.resolve("days"));
    this.rig = rig;
    this.await =
        new AwaitPage(
            database.pairing().pairings(),
            database.pairing().waitingTools(),
            database.account().rateLimits(),
            clock);
    this.report =
        new ReportProgress(
            database.pairing().pairings(),
            database.certificates(),
            new ExternalAccountSecret((purpose, octets) -> new byte[0]),
            clock);
    this.tool =
        new Tool(
            account.orElseGet(() -> new AccountId(UUID.randomUUID())),
            "PC-123",
            "taro",
            "0.1",
            List.of("nss", "file"));
  }

  Optional<PairingId> waits() {
    return await.look(rig.institution(), tool, FROM_THE_PC).map(Pairing::id);
  }

  PairingId takes(String code) {
    return await.take(rig.institution(), tool, code, FROM_THE_PC).id();
  }

  void reports(PairingId pairing, Report what) {
    Pairing _ = report.report(tool.account(), pairing, what);
  }

  /// That the seat's certificate of now is in the browser's store.
  void reportsDone(PairingId pairing, Certificate certificate) {
    reports(pairing, new Report.Valid(certificate.serial(), "~/.pki/nssdb"));
  }

  static Certificate current(Rig rig, Path folder, SubscriberName seat) {
    return rig.adapters()
        .database()
        .certificates()
        .current(Rig.bank(), seat, RigServer.clock(folder.resolve("days")).instant())
        .orElseThrow();
  }
}
