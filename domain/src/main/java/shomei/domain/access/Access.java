package shomei.domain.access;

import java.time.Instant;
import java.util.Optional;
import shomei.domain.account.Account;
import shomei.domain.authorization.Authorization;
import shomei.domain.certificate.Certificate;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.AuthorizationId;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.OrderId;
import shomei.domain.kernel.Serial;
import shomei.domain.order.Order;

/// The door: what every signed request needs to know before anything is done, in **one** round
/// trip. It spends the nonce, finds the account, and reads the resource that the request's URL
/// names.
///
/// Spending is atomic: of any number of requests with one nonce, on any number of nodes, one finds
/// it fresh (RFC 8555 §6.5), also where what was spent is lost in a crash: a nonce from before is
/// not fresh then. It is spent whatever comes of the request. Reading decides nothing: the caller
/// verifies the signature, then asks the resource whose it is (§10.5).
public interface Access {
  <R> Opened<R> open(Nonce nonce, AccountId account, Target<R> target, Instant now);

  /// The same for a request signed by a key that came with it: finds the key's account, if it has
  /// one.
  Opened<Void> open(Nonce nonce, InstitutionId institution, String thumbprint);

  /// Spends a nonce of a request that is refused already, so that it cannot come again.
  ///
  /// @return whether it was fresh
  boolean spend(Nonce nonce);

  /// Forgets spent nonces that have expired.
  ///
  /// @return how many were forgotten
  int forgetExpired(Instant now);

  /// @param fresh whether the nonce was unused until now
  record Opened<R>(boolean fresh, Optional<Account> account, Optional<R> resource) {}

  /// What the request's URL names.
  sealed interface Target<R> {
    record Nothing() implements Target<Void> {}

    record OfOrder(OrderId id) implements Target<Order> {}

    record OfAuthorization(AuthorizationId id) implements Target<Authorization> {}

    record OfCertificate(Serial serial) implements Target<Certificate> {}
  }
}
