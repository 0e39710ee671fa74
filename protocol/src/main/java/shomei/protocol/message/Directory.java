package shomei.protocol.message;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where everything is (RFC 8555 §7.1.1).
///
/// @param newAuthz absent unless pre-authorization is offered
/// @param renewalInfo base of RFC 9773 addresses: a slash and the certID come behind it
/// @param waiting where a tool waits for pages; absent where there are none
public record Directory(
    URI newNonce,
    URI newAccount,
    URI newOrder,
    @Nullable URI newAuthz,
    URI revokeCert,
    URI keyChange,
    @Nullable URI renewalInfo,
    @Nullable URI waiting,
    @Nullable Meta meta) {

  public Directory {
    Objects.requireNonNull(newNonce, "newNonce");
    Objects.requireNonNull(newAccount, "newAccount");
    Objects.requireNonNull(newOrder, "newOrder");
    Objects.requireNonNull(revokeCert, "revokeCert");
    Objects.requireNonNull(keyChange, "keyChange");
  }

  /// About the server (RFC 8555 §9.7.6).
  ///
  /// @param externalAccountRequired whether newAccount insists on a binding
  /// @param profiles name to description of each certificate profile (draft-ietf-acme-profiles)
  public record Meta(
      @Nullable URI termsOfService,
      @Nullable URI website,
      @Nullable List<String> caaIdentities,
      @Nullable Boolean externalAccountRequired,
      @Nullable Map<String, String> profiles) {

    public Meta {
      caaIdentities = caaIdentities == null ? null : List.copyOf(caaIdentities);
    }
  }
}
