package shomei.pages.pairing;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.pairing.PairingCode;

/// Writes the links that start the tool: `shomei://HOST[:PORT]/INSTITUTION/CODE`.
///
/// @param protocol address of the protocol, which the tool finds its server by
public record AppLink(URI protocol) {
  /// What the tool takes; it looks no further at anything else.
  private static final Pattern TAKEN =
      Pattern.compile("shomei://[a-z0-9.-]{1,60}(:[0-9]{1,5})?/[a-z0-9-]{1,20}/[A-Z2-9]{8}");

  /// @return empty where the tool would not take it; the code then goes by hand
  Optional<String> to(InstitutionId institution, PairingCode code) {
    String host = protocol.getHost().toLowerCase(Locale.ROOT);
    String port = protocol.getPort() < 0 ? "" : ":" + protocol.getPort();
    String link = "shomei://" + host + port + "/" + institution + "/" + code.bare();
    return Optional.of(link).filter(one -> TAKEN.matcher(one).matches());
  }
}
