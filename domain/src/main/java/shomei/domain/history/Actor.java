package shomei.domain.history;

import java.util.Locale;
import java.util.Map;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SingleLine;
import shomei.domain.kernel.SubscriberName;

/// Who acts, and from where.
///
/// @param id which one of its kind: an account's id, an operator's name, a seat; empty for the
///   server
public record Actor(Kind kind, String id, Origin origin) {
  private static final int LONGEST_NAME = 64;

  public enum Kind {
    ACCOUNT,
    OPERATOR,
    SUBSCRIBER,
    /// Whoever holds the key of a certificate.
    KEY,
    /// The server, by a schedule or in the wake of what others did.
    SYSTEM
  }

  public static Actor account(AccountId id, Origin origin) {
    return new Actor(Kind.ACCOUNT, id.toString(), origin);
  }

  public static Actor subscriber(SubscriberName seat, Origin origin) {
    return new Actor(Kind.SUBSCRIBER, seat.toString(), origin);
  }

  /// @param spkiDigest SHA-256 over the key's DER SubjectPublicKeyInfo
  public static Actor key(Octets spkiDigest, Origin origin) {
    return new Actor(Kind.KEY, spkiDigest.hex(), origin);
  }

  /// An operator. A name with a line end could forge lines wherever the history is shown.
  ///
  /// @throws Refusal MALFORMED where the name is blank, over 64 characters, or has control
  ///   characters
  public static Actor operator(String name, Origin origin) {
    return new Actor(
        Kind.OPERATOR, SingleLine.require("an operator's name", name, LONGEST_NAME), origin);
  }

  public static Actor system() {
    return new Actor(Kind.SYSTEM, "", new Origin.Server());
  }

  /// As it was kept.
  ///
  /// @param name as [#name()] gave it
  /// @param details of its entry
  public static Actor of(String name, Map<String, String> details) {
    String[] parts = name.split(":", 2);
    return new Actor(
        Kind.valueOf(parts[0].toUpperCase(Locale.ROOT)),
        parts.length == 2 ? parts[1] : "",
        Origin.of(details));
  }

  /// As the history keeps it: `account:…`, `operator:…`, `subscriber:…`, `key:…`, `system`.
  public String name() {
    String word = kind.name().toLowerCase(Locale.ROOT);
    return kind == Kind.SYSTEM ? word : word + ":" + id;
  }
}
