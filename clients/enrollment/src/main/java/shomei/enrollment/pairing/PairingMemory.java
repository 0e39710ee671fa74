package shomei.enrollment.pairing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Optional;
import shomei.enrollment.file.DurableFile;
import shomei.enrollment.state.AccountKey;
import shomei.enrollment.state.Profile;
import shomei.enrollment.state.StateDirectory;
import shomei.protocol.json.Json;

/// The page that this program works for, kept for a run after one that was cut off. One at a time.
final class PairingMemory {
  private final Path folder;
  private final Path file;
  private final AccountKey key;

  PairingMemory(StateDirectory state) {
    this.folder = state.root().resolve("pairing");
    this.file = folder.resolve("pairing.json");
    this.key = new AccountKey(folder.resolve("account.json"));
  }

  Optional<RememberedPairing> read() {
    return Files.exists(file)
        ? Optional.of(Profile.parse(file, RememberedPairing.class))
        : Optional.empty();
  }

  Optional<KeyPair> accountKey() {
    return key.read();
  }

  void begin(RememberedPairing pairing, KeyPair accountKey) {
    DurableFile.makeFolder(folder);
    forget();
    key.write(accountKey);
    keep(pairing);
  }

  RememberedPairing keep(RememberedPairing pairing) {
    DurableFile.write(file, Json.write(pairing));
    return pairing;
  }

  void forget() {
    DurableFile.delete(file);
    DurableFile.delete(folder.resolve("account.json"));
  }
}
