package shomei.enrollment.pairing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import shomei.protocol.message.Waiting;

/// What pages show of this PC, so that their readers know it.
///
/// @param pc what the PC is called
/// @param osUser whom the program runs as
/// @param stores where it can keep a certificate
public record Presence(String pc, String osUser, String version, List<String> stores) {
  private static final int LONGEST = 100;
  private static final Path NAME_FILE = Path.of("/etc/hostname");

  public Presence {
    pc = line(pc);
    osUser = line(osUser);
    stores = stores.stream().map(Presence::line).toList();
  }

  /// The name that the system has for the PC; the network is not asked.
  public static String pcName(Map<String, String> environment) {
    return Optional.ofNullable(environment.get("COMPUTERNAME"))
        .or(() -> Optional.ofNullable(environment.get("HOSTNAME")))
        .or(Presence::nameFile)
        .filter(name -> !name.isBlank())
        .orElse("PC");
  }

  private static Optional<String> nameFile() {
    try {
      return Optional.of(Files.readString(NAME_FILE).strip());
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  Waiting waiting(@Nullable PairingCode code) {
    return new Waiting(pc, osUser, version, stores, code == null ? null : code.text());
  }

  /// What the wire takes: one line of at most 100 characters.
  private static String line(String text) {
    int[] signs =
        text.codePoints().filter(c -> !Character.isISOControl(c)).limit(LONGEST / 2).toArray();
    return new String(signs, 0, signs.length);
  }
}
