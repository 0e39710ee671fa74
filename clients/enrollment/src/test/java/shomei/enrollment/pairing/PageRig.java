package shomei.enrollment.pairing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import shomei.enrollment.KeyType;
import shomei.enrollment.StoreLocation;
import shomei.enrollment.UserInterface;
import shomei.enrollment.connection.ConnectionOptions;
import shomei.enrollment.engine.EnrollmentOptions;
import shomei.enrollment.engine.StageListener;
import shomei.enrollment.state.StateDirectory;
import shomei.sdk.ClientSettings;
import shomei.sdk.stand.Pages;
import shomei.sdk.stand.Stand;

/// The engine with a stand whose bank came with the program.
final class PageRig implements AutoCloseable {
  static final InstantSource CLOCK = InstantSource.system();
  static final String USER = "12345678901234/taro";
  static final String CODE = "ABCD2345";
  static final String PASSWORD = "correct horse";

  final Stand stand;
  final Pages pages;
  final StateDirectory state;
  private final Path folder;

  PageRig(Path folder) throws Exception {
    this.folder = folder;
    this.stand = new Stand(CLOCK);
    this.pages = stand.office().pages();
    this.state = new StateDirectory(folder.resolve("state"));
    stand.office().register(USER, "1357");
    stand.caFile(folder);
    Files.writeString(
        folder.resolve("institutions.json"),
        """
        {"institutions":[{"ja":"北銀行","en":"Kita Bank","directory":"%s","authorities":"stand-ca.pem"}]}
        """
            .formatted(stand.institution()));
  }

  PairingContext context(UserInterface face, StageListener listener) {
    return new PairingContext(
        state,
        new KnownServers(Institutions.of(Map.of(), folder), state),
        new Presence("PC-123", "taro", "0.1", List.of("file")),
        face,
        ClientSettings.usual(CLOCK).withWaiter(time -> {}),
        new ConnectionOptions(null, "none", Optional.empty(), Map.of()),
        new EnrollmentOptions(KeyType.P256, null, Optional.empty()),
        new SecureRandom(),
        listener,
        (time, act) -> () -> {},
        at -> StoreLocation.ofFile(folder.resolve("taro.p12").toString()),
        (act, certificate) -> {});
  }

  KnownServer server() {
    return context(new shomei.enrollment.ScriptedFace(), StageListener.none())
        .servers()
        .find(stand.institution())
        .orElseThrow();
  }

  void open(UserInterface face) {
    open(face, StageListener.none());
  }

  void open(UserInterface face, StageListener listener) {
    new CodeMeeting(context(face, listener)).open(server(), PairingCode.typed(CODE));
  }

  @Override
  public void close() {
    stand.close();
  }
}
