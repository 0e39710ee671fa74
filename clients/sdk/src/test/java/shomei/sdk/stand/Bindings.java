package shomei.sdk.stand;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import shomei.protocol.json.Base64Url;
import shomei.protocol.jwk.Jwk;
import shomei.protocol.jws.Jws;
import shomei.protocol.problem.ProblemException;
import shomei.protocol.problem.ProblemType;

/// External account bindings: one that every account must have, and those of a subscriber, which
/// work once and prove the subscriber to the account that was made with them.
final class Bindings {
  private final Map<String, Given> given = new HashMap<>();
  private final Map<Integer, String> subscribers = new HashMap<>();
  private boolean required;

  /// @param key base64url
  /// @param subscriber absent: a partner's, which proves nobody
  private record Given(String key, @Nullable String subscriber) {}

  void require(String kid, byte[] key) {
    given.put(kid, new Given(Base64Url.encode(key), null));
    required = true;
  }

  void give(String kid, byte[] key, String subscriber) {
    given.put(kid, new Given(Base64Url.encode(key), subscriber));
  }

  /// @param account to be
  void judge(@Nullable JsonNode binding, Jwk key, String url, int account) {
    if (binding == null) {
      if (required) {
        throw new ProblemException(ProblemType.EXTERNAL_ACCOUNT_REQUIRED, "bind it");
      }
      return;
    }
    var read = Jws.parse(binding).toBinding();
    Given known = given.get(read.kid());
    if (known == null
        || !read.url().equals(url)
        || !read.binds(Base64Url.decode(known.key(), "key"), key)) {
      throw new ProblemException(ProblemType.UNAUTHORIZED, "the binding does not hold");
    }
    String subscriber = known.subscriber();
    if (subscriber != null) {
      given.remove(read.kid()); // once
      subscribers.put(account, subscriber);
    }
  }

  boolean proves(int account, String subscriber) {
    return subscriber.equals(subscribers.get(account));
  }
}
