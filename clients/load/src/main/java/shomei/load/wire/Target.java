package shomei.load.wire;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import shomei.protocol.message.Directory;

/// One server and one way to it.
///
/// @param directory what its directory says
/// @param firstPoll before the client looks how far the server has come; later pauses are longer
public record Target(Dial dial, Directory directory, Duration firstPoll) {

  /// A server that is not asked for a directory: an OCSP responder.
  public static Target without(Dial dial) {
    URI nowhere = URI.create("about:blank");
    return new Target(
        dial,
        new Directory(nowhere, nowhere, nowhere, null, nowhere, nowhere, null, null),
        Duration.ZERO);
  }

  /// Asks the directory.
  public static Target ask(Dial dial, URI directory, Duration firstPoll)
      throws IOException, Failed {
    try (Wire wire = new Wire(dial)) {
      Answer answer = wire.exchange("GET", directory, null, null, Faults.Place.NOWHERE);
      if (answer.isError()) {
        throw answer.failure();
      }
      return new Target(dial, answer.as(Directory.class), firstPoll);
    }
  }
}
