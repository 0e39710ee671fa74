package shomei.domain.oidc;

import java.util.List;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;

/// The public halves of the keys that sign ID tokens, as they are published. What was written is
/// durable when the call returns and seen by every node.
public interface SigningKeys {
  /// @return false, and nothing is written, where there is one of that label
  boolean add(SigningKey key, Entry entry);

  /// @return false, and nothing is written, where the institution has none of that label
  boolean remove(InstitutionId institution, String label, Entry entry);

  /// Newest first.
  List<SigningKey> of(InstitutionId institution);
}
