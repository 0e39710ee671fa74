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

/// The door: what every signed request needs to know before anything is done, in at most **one**
/// round trip. It finds the account and reads the resource that the request's URL names.
///
/// Reading decides nothing: the caller verifies the signature, then asks the resource whose it is
/// (RFC 8555 §10.5). The account may be as it was up to a second ago, unless this node has changed
/// it since: one that was deactivated or given another key may be let through for so long at other
/// nodes. The resource is as it is, but for a certificate, which may be as it was when it was
/// issued up to a second ago, and what [Target.ToFinish] says.
public interface Access {
  <R> Opened<R> open(AccountId account, Target<R> target, Instant now);

  /// The same for a request signed by a key that came with it: finds the key's account, if it has
  /// one.
  Optional<Account> find(InstitutionId institution, String thumbprint);

  record Opened<R>(Optional<Account> account, Optional<R> resource) {}

  /// What the request's URL names.
  sealed interface Target<R> {
    record Nothing() implements Target<Void> {}

    record OfOrder(OrderId id) implements Target<Order> {}

    /// The same to be finalized: where this node placed it up to a second ago, and it was proven
    /// here since, it may be as it was then. Whether it is ready still is decided by
    /// `Orders.begin`.
    record ToFinish(OrderId id) implements Target<Order> {}

    record OfAuthorization(AuthorizationId id) implements Target<Authorization> {}

    record OfCertificate(Serial serial) implements Target<Certificate> {}
  }
}
