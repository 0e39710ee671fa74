package shomei.protocol.message;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A page that a tool was led to, and what it wants of the tool. It says no more than the page's
/// reader typed, and gives no right but by [#externalAccount].
///
/// @param subscriber whose certificate it is about, as an order names it
/// @param certificate serial, in hexadecimal digits, of the one to renew; absent to acquire
/// @param ask whether the tool must ask its person before it begins
/// @param number two digits that page and tool both show; where it is there the page has judged the
///   PIN, and the tool waits for [#externalAccount]
/// @param externalAccount the single-use binding for a new account of this tool, once the page's
///   reader has said that this is the right PC
public record PairingObject(
    PairingStatus status,
    PairedAct act,
    String subscriber,
    @Nullable String certificate,
    boolean ask,
    @Nullable String number,
    @Nullable BindingKey externalAccount,
    Instant expires) {
  public PairingObject {
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(act, "act");
    Objects.requireNonNull(subscriber, "subscriber");
    Objects.requireNonNull(expires, "expires");
  }

  /// A key for external account binding (RFC 8555 §7.3.4).
  ///
  /// @param hmac base64url without padding
  public record BindingKey(String kid, String hmac) {
    @Override
    public String toString() {
      return "BindingKey[" + kid + "]";
    }
  }
}
