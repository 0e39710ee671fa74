package shomei.web.acme;

import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Reason;

/// Told of requests that were not granted.
@FunctionalInterface
public interface RefusalWatch {
  /// Must not block.
  ///
  /// @param institution one that is there
  void refused(InstitutionId institution, Reason why);
}
