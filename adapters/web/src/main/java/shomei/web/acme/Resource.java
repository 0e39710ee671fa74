package shomei.web.acme;

import shomei.domain.authorization.Challenge;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.AuthorizationId;
import shomei.domain.kernel.OrderId;
import shomei.domain.kernel.Serial;
import shomei.domain.pairing.PairingId;

/// A resource of an institution (RFC 8555 §7.1).
sealed interface Resource {
  /// Read by anybody with GET and HEAD, and by accounts with POST-as-GET (RFC 8555 §6.3).
  sealed interface Open extends Resource {}

  /// Answers signed requests alone.
  sealed interface Signed extends Resource {}

  record Directory() implements Open {}

  record NewNonce() implements Open {}

  /// Read with GET and HEAD (RFC 9773 §4.1).
  ///
  /// @param certId as written in the URL; it may be none
  record RenewalInfoOf(String certId) implements Resource {}

  record NewAccount() implements Signed {}

  record AccountOf(AccountId id) implements Signed {}

  record OrdersOf(AccountId id) implements Signed {}

  record NewOrder() implements Signed {}

  record OrderOf(OrderId id) implements Signed {}

  record FinalizeOf(OrderId id) implements Signed {}

  record AuthorizationOf(AuthorizationId id) implements Signed {}

  record ChallengeOf(AuthorizationId id, Challenge.Kind kind) implements Signed {}

  record CertificateOf(Serial serial) implements Signed {}

  record RevokeCert() implements Signed {}

  record KeyChange() implements Signed {}

  /// Where tools wait for pages.
  record Waiting() implements Signed {}

  record PairingOf(PairingId id) implements Signed {}

  /// What kind of resource it is: a label in metrics and logs.
  default String label() {
    return switch (this) {
      case Directory it -> "directory";
      case NewNonce it -> "new-nonce";
      case RenewalInfoOf it -> "renewal-info";
      case NewAccount it -> "new-account";
      case AccountOf it -> "account";
      case OrdersOf it -> "orders";
      case NewOrder it -> "new-order";
      case OrderOf it -> "order";
      case FinalizeOf it -> "finalize";
      case AuthorizationOf it -> "authz";
      case ChallengeOf it -> "challenge";
      case CertificateOf it -> "certificate";
      case RevokeCert it -> "revoke-cert";
      case KeyChange it -> "key-change";
      case Waiting it -> "waiting";
      case PairingOf it -> "pairing";
    };
  }

  /// The value of `Allow`.
  default String allow() {
    return switch (this) {
      case Open open -> "GET, HEAD, POST, OPTIONS";
      case RenewalInfoOf info -> "GET, HEAD, OPTIONS";
      case Signed signed -> "POST, OPTIONS";
    };
  }
}
