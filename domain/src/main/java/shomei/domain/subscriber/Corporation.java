package shomei.domain.subscriber;

import java.util.List;
import java.util.Optional;
import shomei.domain.kernel.InstitutionId;

/// A customer of an institution, known by its contract ID.
///
/// @param mails addresses that get what the administrator's seat is mailed, too; at most
///   [#MOST_MAILS]
/// @param account of no other corporation of the institution; where the policy knows corporations
///   by it (`Policy.Reference`)
public record Corporation(
    InstitutionId institution,
    String contractId,
    String name,
    List<String> mails,
    Optional<BankAccount> account) {
  public static final int MOST_MAILS = 5;

  public Corporation {
    mails = List.copyOf(mails);
  }

  /// A new one, whose administrator alone is mailed.
  public Corporation(InstitutionId institution, String contractId, String name) {
    this(institution, contractId, name, List.of(), Optional.empty());
  }
}
