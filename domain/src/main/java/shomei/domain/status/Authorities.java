package shomei.domain.status;

import java.util.List;
import java.util.Optional;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Octets;

/// The CAs that relying parties ask about, of every generation: the issuing CAs, and the roots
/// above them by the names that their addresses have.
public interface Authorities {
  /// Those that have not expired.
  List<IssuerId> all();

  /// @return DER; empty where there is no such CA
  Optional<Octets> certificate(IssuerId ca);
}
