package shomei.domain.history;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import shomei.domain.kernel.Network;
import shomei.domain.kernel.Serial;

/// Where an act came from. Every entry of the history tells it.
public sealed interface Origin {
  /// A request over the network.
  ///
  /// @param address IP address of the client, as the edge determined it
  /// @param id of the request, which its answer and the log carry too
  record Request(String address, String id) implements Origin {}

  /// What came by a login with a certificate.
  ///
  /// @param from where the request came from
  record SignedIn(Origin from, Serial certificate) implements Origin {}

  /// A command on the server's machine.
  ///
  /// @param user as the operating system authenticated it, whatever name the operator gave
  record Command(String user) implements Origin {}

  /// The server by itself; or an entry that is older than this record.
  record Server() implements Origin {}

  /// As the history keeps it, among an entry's details.
  default Map<String, String> details() {
    return switch (this) {
      case Request(String address, String id) -> Map.of("address", address, "request", id);
      case SignedIn(Origin from, Serial certificate) -> {
        Map<String, String> details = new HashMap<>(from.details());
        details.put("certificate", certificate.hex());
        yield details;
      }
      case Command(String user) -> Map.of("user", user);
      case Server() -> Map.of();
    };
  }

  /// The network that it came from; all that did not come over one is one.
  default Network network() {
    return Network.of(ip().orElse(""));
  }

  /// The IP address that it came from; empty where it did not come over a network.
  default Optional<String> ip() {
    return switch (this) {
      case Request(String address, _) -> Optional.of(address);
      case SignedIn(Origin from, _) -> from.ip();
      case Command _, Server() -> Optional.empty();
    };
  }

  /// The origin that an entry with these details has.
  static Origin of(Map<String, String> details) {
    String address = details.get("address");
    String user = details.get("user");
    if (address != null) {
      Request request = new Request(address, details.getOrDefault("request", ""));
      return Serial.ofHex(details.getOrDefault("certificate", ""))
          .<Origin>map(serial -> new SignedIn(request, serial))
          .orElse(request);
    }
    return user == null ? new Server() : new Command(user);
  }
}
