package shomei.server.journal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import shomei.domain.account.Quota;
import shomei.domain.authorization.Authorization;
import shomei.domain.certificate.Certificate;
import shomei.domain.history.Entry;
import shomei.domain.journal.KeepJournal;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.OrderId;
import shomei.domain.notice.Notice;
import shomei.domain.order.Claim;
import shomei.domain.order.Order;
import shomei.domain.order.Orders;
import shomei.domain.order.Terms;

/// Orders whose certificate is handed out when the journal holds what it superseded. A first
/// certificate supersedes nothing and costs nothing.
public final class JournaledOrders implements Orders {
  private final Orders orders;
  private final KeepJournal journal;

  public JournaledOrders(Orders orders, KeepJournal journal) {
    this.orders = orders;
    this.journal = journal;
  }

  @Override
  public Completed complete(
      Order.Valid order, Certificate certificate, Claim claim, List<Notice> notices, Entry entry) {
    Completed completed = orders.complete(order, certificate, claim, notices, entry);
    if (completed == Completed.SUPERSEDING) {
      journal.catchUp();
    }
    return completed;
  }

  @Override
  public Optional<Order> find(OrderId id, Instant now) {
    return orders.find(id, now);
  }

  @Override
  public Placed place(
      Terms terms,
      List<Authorization> fresh,
      int mostOpen,
      List<Quota> quotas,
      Entry entry,
      Instant now) {
    return orders.place(terms, fresh, mostOpen, quotas, entry, now);
  }

  @Override
  public Begun begin(Order.Processing order, String thumbprint, Claim claim, Entry entry) {
    return orders.begin(order, thumbprint, claim, entry);
  }

  @Override
  public void giveBack(Order.Processing order, Claim claim, Entry entry) {
    orders.giveBack(order, claim, entry);
  }

  @Override
  public void reject(Order.Invalid order, Entry entry) {
    orders.reject(order, entry);
  }

  @Override
  public void fail(Order.Invalid order, Claim claim, Entry entry) {
    orders.fail(order, claim, entry);
  }

  @Override
  public List<Order.Processing> unfinished(Instant before, int limit) {
    return orders.unfinished(before, limit);
  }

  @Override
  public Forgotten forget(Map<InstitutionId, Instant> before, Optional<OrderId> after, int limit) {
    return orders.forget(before, after, limit);
  }

  @Override
  public List<OrderId> of(AccountId account, Optional<OrderId> after, int limit, Instant now) {
    return orders.of(account, after, limit, now);
  }
}
