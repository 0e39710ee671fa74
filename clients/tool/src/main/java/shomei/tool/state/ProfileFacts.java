package shomei.tool.state;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// What a profile remembers, as `profile.json`.
///
/// @param server the directory's address
/// @param subscriber `contractId` or `contractId/userId`
/// @param account the account's address, once it is made
/// @param binding the external account key that the account was bound by
/// @param store where the certificate goes
/// @param authorities file of the CAs that the server's TLS certificate may come from
/// @param proxy as given on the command line, without a password
public record ProfileFacts(
    URI server,
    String subscriber,
    @Nullable URI account,
    @Nullable String binding,
    StoreFacts store,
    @Nullable String authorities,
    @Nullable String proxy) {

  /// Where a certificate and its key live.
  ///
  /// @param file of PKCS#12; absent with a token
  /// @param module the PKCS#11 library; absent with a file
  /// @param token the token's label
  public record StoreFacts(@Nullable String file, @Nullable String module, @Nullable String token) {

    public static StoreFacts ofFile(String file) {
      return new StoreFacts(file, null, null);
    }

    public static StoreFacts ofToken(String module, String label) {
      return new StoreFacts(null, module, label);
    }
  }

  public ProfileFacts withAccount(@Nullable URI url, @Nullable String kid) {
    return new ProfileFacts(server, subscriber, url, kid, store, authorities, proxy);
  }

  public ProfileFacts withStore(StoreFacts changed) {
    return new ProfileFacts(server, subscriber, account, binding, changed, authorities, proxy);
  }

  public ProfileFacts withConnection(
      @Nullable String changedAuthorities, @Nullable String changedProxy) {
    return new ProfileFacts(
        server, subscriber, account, binding, store, changedAuthorities, changedProxy);
  }
}
