package shomei.domain.kernel;

import java.util.Optional;
import java.util.regex.Pattern;

/// The name of a seat: `contractId` for the administrator's, `contractId/userId` for a user's. Each
/// part has 1–30 of A–Z a–z 0–9 and letter case counts (PROTOCOL.md).
public record SubscriberName(String contractId, Optional<String> userId) {
  private static final Pattern PART = Pattern.compile("[A-Za-z0-9]{1,30}");

  public SubscriberName {
    require(contractId);
    userId.ifPresent(SubscriberName::require);
  }

  public static SubscriberName administrator(String contractId) {
    return new SubscriberName(contractId, Optional.empty());
  }

  public static SubscriberName user(String contractId, String userId) {
    return new SubscriberName(contractId, Optional.of(userId));
  }

  /// @throws Refusal MALFORMED where `text` is not of the form above
  public static SubscriberName parse(String text) {
    int slash = text.indexOf('/');
    return slash < 0
        ? administrator(text)
        : user(text.substring(0, slash), text.substring(slash + 1));
  }

  public boolean isAdministrator() {
    return userId.isEmpty();
  }

  private static void require(String part) {
    if (!PART.matcher(part).matches()) {
      throw new Refusal(
          Reason.MALFORMED,
          "a subscriber is named contractId or contractId/userId, each 1 to 30 letters or digits");
    }
  }

  @Override
  public String toString() {
    return userId.map(user -> contractId + "/" + user).orElse(contractId);
  }
}
