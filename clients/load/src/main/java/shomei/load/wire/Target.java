package shomei.load.wire;

import java.io.IOException;
import java.net.URI;
import shomei.protocol.message.Directory;

/// One server and one way to it.
///
/// @param directory what its directory says
public record Target(Dial dial, Directory directory) {

  /// A server that is not asked for a directory: an OCSP responder.
  public static Target without(Dial dial) {
    URI nowhere = URI.create("about:blank");
    return new Target(
        dial, new Directory(nowhere, nowhere, nowhere, null, nowhere, nowhere, null, null));
  }

  /// Asks the directory.
  public static Target ask(Dial dial, URI directory) throws IOException, Failed {
    try (Wire wire = new Wire(dial)) {
      Answer answer = wire.exchange("GET", directory, null, null, Faults.Place.NOWHERE);
      if (answer.isError()) {
        throw answer.failure();
      }
      return new Target(dial, answer.as(Directory.class));
    }
  }
}
