package shomei.server;

import shomei.domain.pairing.AwaitPage;
import shomei.domain.pairing.ConfirmPc;
import shomei.domain.pairing.OpenPairing;
import shomei.domain.pairing.Pairings;
import shomei.domain.pairing.ReportProgress;
import shomei.domain.pairing.WaitingTools;
import shomei.domain.pairing.WatchPairing;
import shomei.domain.partner.MintExternalAccountKey;

/// How pages and tools meet: what the pages ask, and what the protocol.
record PairingUseCases(
    OpenPairing open,
    WatchPairing watch,
    ConfirmPc confirm,
    AwaitPage await,
    ReportProgress report) {
  static PairingUseCases over(Adapters adapters) {
    Pairings pairings = adapters.database.pairing().pairings();
    WaitingTools tools = adapters.database.pairing().waitingTools();
    return new PairingUseCases(
        new OpenPairing(pairings, tools, adapters.rateLimits(), adapters.clock, adapters.random),
        new WatchPairing(pairings, adapters.clock),
        new ConfirmPc(
            pairings,
            new MintExternalAccountKey(
                adapters.policies,
                adapters.database.account().externalAccountKeys(),
                adapters.externalAccountSecret,
                adapters.clock,
                adapters.random),
            adapters.clock),
        new AwaitPage(pairings, tools, adapters.rateLimits(), adapters.clock),
        new ReportProgress(
            pairings,
            adapters.database.certificates(),
            adapters.externalAccountSecret,
            adapters.clock));
  }
}
