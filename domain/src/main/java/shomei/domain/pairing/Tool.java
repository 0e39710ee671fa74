package shomei.domain.pairing;

import java.util.List;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.SingleLine;

/// A tool on a PC, as it tells of itself. Pages show it, so that its reader knows which PC it is;
/// it proves nothing.
///
/// @param account whose key signs the tool's requests
/// @param pc what the PC is called
/// @param osUser whom the tool runs as
/// @param stores where it can keep a certificate, in the tool's words
public record Tool(
    AccountId account, String pc, String osUser, String version, List<String> stores) {
  private static final int LONGEST = 100;
  private static final int MOST_STORES = 20;

  /// @throws shomei.domain.kernel.Refusal MALFORMED where a text is not one line of at most 100
  ///   characters
  public Tool {
    SingleLine.require("the PC's name", pc, LONGEST);
    SingleLine.require("the user's name", osUser, LONGEST);
    SingleLine.require("the version", version, LONGEST);
    stores = stores.stream().limit(MOST_STORES).toList();
    stores.forEach(store -> SingleLine.require("a store", store, LONGEST));
  }
}
