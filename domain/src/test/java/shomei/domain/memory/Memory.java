package shomei.domain.memory;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import shomei.domain.authorization.Authorization;
import shomei.domain.certificate.Certificate;
import shomei.domain.contract.Ports;
import shomei.domain.history.Entry;
import shomei.domain.order.Order;
import shomei.domain.subscriber.Subscriber;

/// All storing ports over one store in memory, and a look behind them for tests.
public final class Memory {
  private final Store store;

  public Memory() {
    this(UUID.randomUUID());
  }

  private Memory(UUID deployment) {
    this.store = new Store(deployment);
  }

  /// An empty one, as a backup of this one that was taken at the beginning.
  public Memory anotherOfTheSameDeployment() {
    return new Memory(store.deployment);
  }

  public Ports ports() {
    return new Ports(
        new MemoryAccess(store),
        new MemoryAccounts(store),
        new MemoryAuthorizations(store),
        new MemoryBulkRevocations(store),
        new MemoryCertificates(store),
        new MemoryClients(store),
        new MemoryCodes(store),
        new MemoryExternalAccountKeys(store),
        new MemoryHistory(store),
        new MemoryHistorySearch(store),
        new MemoryInstitutions(store),
        new MemoryIssuers(store),
        new MemoryLoginServers(store),
        new MemoryMessages(store),
        new MemoryNotices(store),
        new MemoryOrders(store),
        new MemoryOutbox(store),
        new MemoryOverviews(new MemoryHistory(store), new MemoryMessages(store)),
        new MemoryPairings(store),
        new MemoryPartners(store),
        new MemoryRateLimits(store),
        new MemoryRevocationLists(store),
        new MemoryRevocations(store),
        new MemorySeals(store),
        new MemorySessions(store),
        new MemorySigningKeys(store),
        new MemoryStatuses(store),
        new MemorySubmissions(store),
        new MemorySubscribers(store),
        new MemoryUntoldActs(store),
        new MemoryUserList(store),
        new MemoryWaitingTools(store));
  }

  /// Makes every write fail from now on, or succeed again.
  public void historyAway(boolean away) {
    synchronized (store) {
      store.historyAway = away;
    }
  }

  /// Another database takes over, with all that this one has; its numbers begin anew.
  public void takenOver() {
    synchronized (store) {
      store.life = new UUID(0, store.life.getLeastSignificantBits() + 1);
      store.revocations.clear();
    }
  }

  /// Everything that was written down, oldest first.
  public List<Entry> history() {
    synchronized (store) {
      return List.copyOf(store.history);
    }
  }

  public List<Order> orders(Instant now) {
    synchronized (store) {
      return store.orders.values().stream().map(terms -> store.order(terms, now)).toList();
    }
  }

  public List<Authorization> authorizations() {
    synchronized (store) {
      return List.copyOf(store.authorizations.values());
    }
  }

  public List<Certificate> certificates() {
    synchronized (store) {
      return List.copyOf(store.certificates.values());
    }
  }

  public List<Subscriber> subscribers() {
    synchronized (store) {
      return List.copyOf(store.subscribers.values());
    }
  }
}
