package shomei.web.acme;

import java.util.Optional;
import shomei.domain.account.Account;
import shomei.domain.history.Origin;
import shomei.domain.institution.Institution;
import shomei.protocol.jwk.Jwk;

/// A signed request that came through the [RequestAuthenticator].
sealed interface Call {
  Institution institution();

  /// The URL that it was sent to, which is the one that was signed.
  String url();

  Payload payload();

  /// Whom it came from, for limits and the history.
  Origin.Request origin();

  /// Signed by an account, which is valid.
  record ByAccount(
      Institution institution, String url, Payload payload, Account account, Origin.Request origin)
      implements Call {}

  /// Signed by the key that came with it.
  ///
  /// @param account the key's account, in whatever state, if it has one
  record ByKey(
      Institution institution,
      String url,
      Payload payload,
      Jwk key,
      Optional<Account> account,
      Origin.Request origin)
      implements Call {}

  /// A request by the account that the resource belongs to.
  record Owned<R>(ByAccount call, R resource) {}
}
