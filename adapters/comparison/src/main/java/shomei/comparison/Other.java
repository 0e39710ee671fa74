package shomei.comparison;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Another ACME server that runs already.
///
/// @param authority whom its web server's certificate comes from
/// @param pid of its process
/// @param responder where it asks http-01 for names below [Ours#PROVEN]
record Other(URI directory, Path authority, long pid, String responder) {
  /// @param text `DIRECTORY,CA,PID`, and where it asks, if not at port 80; empty for none
  /// @throws IllegalArgumentException where it is something else
  static Optional<Other> read(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    List<String> parts = List.of(text.split(",", -1));
    if (parts.size() != 3 && parts.size() != 4) {
      throw new IllegalArgumentException("-Dcompare.other is DIRECTORY,CA,PID[,ADDRESS:PORT]");
    }
    return Optional.of(
        new Other(
            URI.create(parts.get(0)),
            Path.of(parts.get(1)),
            Long.parseLong(parts.get(2)),
            parts.size() == 3 ? "127.0.0.1:80" : parts.get(3)));
  }
}
