package shomei.tool.enrollment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import shomei.protocol.json.Json;
import shomei.tool.state.DurableFile;
import shomei.tool.state.Profile;

/// The journal and what lies beside it, in the profile's folder.
public final class Records {
  private final Path journal;
  private final Path chain;
  private final Checkpoint checkpoint;

  public Records(Profile profile, Checkpoint checkpoint) {
    this.journal = profile.file("journal.json");
    this.chain = profile.file("pending.pem");
    this.checkpoint = checkpoint;
  }

  /// What an earlier run left unfinished.
  public Optional<Journal> read() {
    return Files.exists(journal)
        ? Optional.of(Profile.parse(journal, Journal.class))
        : Optional.empty();
  }

  /// Writes down a step whose work is done.
  Journal reach(Journal next) {
    step(next.step(), () -> DurableFile.write(journal, Json.write(next)));
    return next;
  }

  void step(Step step, Runnable write) {
    checkpoint.pass(step, Checkpoint.Side.BEFORE);
    write.run();
    checkpoint.pass(step, Checkpoint.Side.AFTER);
  }

  /// Goes back; no step.
  Journal retreat(Journal to) {
    DurableFile.write(journal, Json.write(to));
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

  /// Gives up; no step.
  void abandon() {
    DurableFile.delete(journal);
  }

  void end() {
    step(Step.REPORTED, () -> DurableFile.delete(journal));
  }
}
