package shomei.domain.subscriber;

import java.util.List;
import shomei.domain.kernel.InstitutionId;

/// A customer of an institution, known by its contract ID.
///
/// @param mails addresses that get what the administrator's seat is mailed, too; at most
///   [#MOST_MAILS]
public record Corporation(
    InstitutionId institution, String contractId, String name, List<String> mails) {
  public static final int MOST_MAILS = 5;

  public Corporation {
    mails = List.copyOf(mails);
  }

  /// A new one, whose administrator alone is mailed.
  public Corporation(InstitutionId institution, String contractId, String name) {
    this(institution, contractId, name, List.of());
  }
}
