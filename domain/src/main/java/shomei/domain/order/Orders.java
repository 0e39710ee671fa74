package shomei.domain.order;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import shomei.domain.account.Quota;
import shomei.domain.account.RateLimits;
import shomei.domain.authorization.Authorization;
import shomei.domain.certificate.Certificate;
import shomei.domain.history.Entry;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.OrderId;
import shomei.domain.notice.Notice;

/// The orders. Every write is one transaction with all that is said below and its history entry:
/// all or nothing, durable when the call returns. No write waits for a signature or the network.
public interface Orders {
  Optional<Order> find(OrderId id, Instant now);

  /// Adds an order with the authorizations that are new for it.
  ///
  /// An order that replaces a certificate is added only if none is live that replaces the same one
  /// and is the same account's or has begun to issue; two that come at once are settled here. What
  /// a stranger has merely ordered stands in nobody's way: a certificate is no secret, so its place
  /// could be kept from its holder for as long as an order lives.
  ///
  /// @param mostOpen how many pending and ready orders the account may have, this one included
  /// @param quotas of each in turn one is taken, as [RateLimits#take] does, whatever becomes of the
  ///   order, up to the first of which none is left
  Placed place(
      Terms terms,
      List<Authorization> fresh,
      int mostOpen,
      List<Quota> quotas,
      Entry entry,
      Instant now);

  sealed interface Placed {
    record Added() implements Placed {}

    /// Such an order replaces the same certificate; nothing was written.
    record Taken(Order live) implements Placed {}

    /// The account has as many open orders as it may; nothing was written.
    record TooMany() implements Placed {}

    /// Of one of the quotas none is left, the last one asked for; nothing was written.
    ///
    /// @param retryAfter how long until there is one
    record Limited(Duration retryAfter) implements Placed {}
  }

  /// Records what is going to be signed, if the order is open still, and makes the claim: nobody
  /// else can issue on the same right or replace the same certificate until the order fails or is
  /// given back.
  ///
  /// @param thumbprint of the certificate's key, as accounts have theirs (`AccountKey`)
  Begun begin(Order.Processing order, String thumbprint, Claim claim, Entry entry);

  /// The outcome of `begin`; nothing was written unless it is `Recorded`.
  enum Begun {
    RECORDED,
    /// Another request has begun this order.
    LOST,
    /// The certificate's key is an account's key, of whatever institution.
    ACCOUNT_KEY,
    /// The key is barred since its compromise was reported.
    BARRED_KEY,
    /// The right to acquire is not open, or another order holds it.
    NO_RIGHT,
    /// The certificate to be replaced was replaced meanwhile, another order is about to, or it is a
    /// seat's and was revoked.
    REPLACED,
    /// The seat is suspended.
    SUSPENDED,
    /// There was an act on the seat since this was proven (`Subscribers`).
    PROOF_LAPSED
  }

  /// Records the certificate, if the order is still processing with that serial: the order becomes
  /// valid; the claimed right closes, and the seat's other certificates that are good are revoked
  /// as superseded, each with an entry of its own by the same actor; the claimed certificate is
  /// marked as replaced; the notices are planned.
  ///
  /// Where the claim has not held, because there was an act on the seat (`Subscribers`) or its
  /// certificate was revoked after `begin`, the order becomes invalid instead: it never takes the
  /// place of what came later. So it does where its account was ended (RFC 8555 §7.3.6).
  ///
  /// *Threat:* an account's key was stolen, and what the thief has in issuing, or what is taken up
  /// again later, comes out after the account was ended. *Answer:* nothing does.
  Completed complete(
      Order.Valid order, Certificate certificate, Claim claim, List<Notice> notices, Entry entry);

  /// The outcome of `complete`.
  enum Completed {
    /// No certificate is recorded: another node was faster or the claim has not held.
    LOST,
    RECORDED,
    /// Recorded, and another certificate of the seat was revoked.
    SUPERSEDING
  }

  /// Takes back `begin`: the order is open again and the claim free, if it is still processing.
  void giveBack(Order.Processing order, Claim claim, Entry entry);

  /// Ends an order that is open still, and nothing else.
  void reject(Order.Invalid order, Entry entry);

  /// Ends a processing order; the claim is free.
  void fail(Order.Invalid order, Claim claim, Entry entry);

  /// Orders that have been processing since before `before`, oldest first.
  List<Order.Processing> unfinished(Instant before, int limit);

  /// Forgets orders that are over, among the `limit` orders whose ids come next after `after`:
  /// those that ended (`Terms.expires`), whose certificate did, if they brought one, and none of
  /// whose authorizations is live, all before the instant of their institution. Their
  /// authorizations go with the last order that has them. What is in issuing stays, and what
  /// somebody else is at work on is passed over, so that issuing does not wait for this.
  /// Certificates and the history stay.
  ///
  /// @param before by institution; of others nothing is forgotten
  Forgotten forget(Map<InstitutionId, Instant> before, Optional<OrderId> after, int limit);

  /// @param next the order to go on after; empty at the end
  record Forgotten(int orders, Optional<OrderId> next) {}

  /// The account's orders that are not invalid, oldest first, those after `after`.
  ///
  /// @param after an order of the same account
  List<OrderId> of(AccountId account, Optional<OrderId> after, int limit, Instant now);
}
