package shomei.enrollment.connection;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import shomei.enrollment.state.ProfileSettings;
import shomei.sdk.HttpProxy;

/// How the server is reached this time. What is left out is as the profile remembers it.
///
/// @param authorities file of the CAs that the server's TLS certificate may come from
/// @param proxy an address, which may hold a login, or `none`
/// @param proxyLogin gives it where a file or an option named it
/// @param environment may name a proxy, where nothing else does
public record ConnectionOptions(
    @Nullable String authorities,
    @Nullable String proxy,
    Optional<HttpProxy.Login> proxyLogin,
    Map<String, String> environment) {

  /// The settings with what was named this time, to be remembered: without a login.
  public ProfileSettings remembered(ProfileSettings settings) {
    return settings.withConnection(
        authorities == null ? settings.authorities() : authorities,
        proxy == null ? settings.proxy() : ProxyAddress.withoutLogin(proxy));
  }
}
