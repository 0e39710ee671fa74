package shomei.tool;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import shomei.enrollment.KeyType;
import shomei.enrollment.StoreLocation;
import shomei.enrollment.engine.EnrollmentOptions;
import shomei.enrollment.pairing.Beats;
import shomei.enrollment.pairing.Institutions;
import shomei.enrollment.pairing.KnownServers;
import shomei.enrollment.pairing.PairingContext;
import shomei.enrollment.pairing.Presence;
import shomei.enrollment.state.CertificateSummary;
import shomei.enrollment.state.StateDirectory;
import shomei.protocol.message.PairedAct;
import shomei.tool.talk.Conversation;

/// What the commands take that work for pages.
final class PageOptions {
  @Mixin final CommonOptions common = new CommonOptions();
  @Mixin final NetworkOptions network = new NetworkOptions();
  @Mixin final StoreOptions store = new StoreOptions();
  @Mixin final SecretOptions secrets = new SecretOptions();

  @Option(names = "--new-pin-file", paramLabel = "FILE")
  @Nullable String newPin;

  @Option(names = "--letter-code-file", paramLabel = "FILE")
  @Nullable String letterCode;

  @Option(names = "--key-type", paramLabel = "TYPE", defaultValue = "p256")
  KeyType keyType = KeyType.P256;

  /// @param report as in [PairingContext#report()]
  PairingContext context(
      ToolContext tool, Run run, BiConsumer<PairedAct, CertificateSummary> report) {
    Conversation face = run.face(secrets.sources(newPin, letterCode, network));
    face.prepare();
    StateDirectory state = common.state(tool);
    Optional<StoreLocation> chosen = store.chosen(tool.computer());
    return new PairingContext(
        state,
        new KnownServers(Institutions.of(tool.environment(), program()), state),
        new Presence(
            Presence.pcName(tool.environment()),
            tool.user(),
            Shomei.NUMBER,
            List.of("file", "token")),
        face,
        run.client(),
        run.connection(),
        new EnrollmentOptions(keyType, null, Optional.empty()),
        tool.random(),
        tool.listener(),
        Beats.ofTime(),
        folder -> chosen.orElse(StoreLocation.ofFile(folder.resolve("certificate.p12").toString())),
        report);
  }

  /// The folder of the program, which whoever starts it knows.
  private static @Nullable Path program() {
    String folder = System.getProperty("shomei.program");
    return folder == null ? null : Path.of(folder);
  }
}
