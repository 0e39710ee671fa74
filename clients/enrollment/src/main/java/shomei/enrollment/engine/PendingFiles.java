package shomei.enrollment.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import shomei.enrollment.file.DurableFile;
import shomei.enrollment.state.Profile;
import shomei.protocol.json.Json;

/// The pending enrollment and what lies beside it, in the profile's folder.
final class PendingFiles {
  private final Path pending;
  private final Path chain;
  private final StageListener listener;

  PendingFiles(Profile profile, StageListener listener) {
    this.pending = profile.file("pending.json");
    this.chain = profile.file("pending.pem");
    this.listener = listener;
  }

  /// What an earlier run left unfinished.
  Optional<PendingEnrollment> read() {
    return Files.exists(pending)
        ? Optional.of(Profile.parse(pending, PendingEnrollment.class))
        : Optional.empty();
  }

  /// Writes down a stage whose work is done.
  PendingEnrollment reach(PendingEnrollment next) {
    reach(next.stage(), () -> DurableFile.write(pending, Json.write(next)));
    return next;
  }

  void reach(Stage stage, Runnable write) {
    listener.pass(stage, StageListener.Side.BEFORE);
    write.run();
    listener.pass(stage, StageListener.Side.AFTER);
  }

  /// Goes back; no stage.
  PendingEnrollment retreat(PendingEnrollment to) {
    DurableFile.write(pending, Json.write(to));
    return to;
  }

  void keepChain(List<X509Certificate> certificates) {
    Profile.keepChain(chain, certificates);
  }

  List<X509Certificate> chain() {
    return Profile.chain(chain);
  }

  void forgetChain() {
    DurableFile.delete(chain);
  }

  /// Gives up; no stage.
  void abandon() {
    DurableFile.delete(pending);
  }

  void end() {
    reach(Stage.REPORTED, () -> DurableFile.delete(pending));
  }
}
