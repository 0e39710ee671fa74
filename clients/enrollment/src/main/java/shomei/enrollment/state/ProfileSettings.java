package shomei.enrollment.state;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import shomei.enrollment.StoreLocation;

/// What a profile remembers, as `profile.json`.
///
/// @param server the directory's address
/// @param subscriber `contractId` or `contractId/userId`
/// @param account the account's address, once it is made
/// @param binding the external account key that the account was bound by
/// @param store where the certificate goes
/// @param authorities file of the CAs that the server's TLS certificate may come from
/// @param proxy as given on the command line, without a password
public record ProfileSettings(
    URI server,
    String subscriber,
    @Nullable URI account,
    @Nullable String binding,
    StoreLocation store,
    @Nullable String authorities,
    @Nullable String proxy) {

  /// Of a subscriber that is new here.
  public static ProfileSettings fresh(URI server, String subscriber, StoreLocation store) {
    return new ProfileSettings(server, subscriber, null, null, store, null, null);
  }

  public ProfileSettings withAccount(@Nullable URI url, @Nullable String kid) {
    return new ProfileSettings(server, subscriber, url, kid, store, authorities, proxy);
  }

  public ProfileSettings withStore(StoreLocation changed) {
    return new ProfileSettings(server, subscriber, account, binding, changed, authorities, proxy);
  }

  public ProfileSettings withConnection(
      @Nullable String changedAuthorities, @Nullable String changedProxy) {
    return new ProfileSettings(
        server, subscriber, account, binding, store, changedAuthorities, changedProxy);
  }
}
