package shomei.domain.memory;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.oidc.Client;
import shomei.domain.oidc.Clients;

final class MemoryClients implements Clients {
  private final Store store;

  MemoryClients(Store store) {
    this.store = store;
  }

  @Override
  public boolean add(Client client, Entry entry) {
    synchronized (store) {
      if (find(client.institution(), client.id()).isPresent()) {
        return false;
      }
      store.note(entry);
      return store.clients.add(client);
    }
  }

  @Override
  public boolean remove(InstitutionId institution, String id, Entry entry) {
    synchronized (store) {
      Optional<Client> client = find(institution, id);
      if (client.isEmpty()) {
        return false;
      }
      store.note(entry);
      return store.clients.remove(client.get());
    }
  }

  @Override
  public Optional<Client> find(InstitutionId institution, String id) {
    return of(institution).stream().filter(client -> client.id().equals(id)).findFirst();
  }

  @Override
  public List<Client> of(InstitutionId institution) {
    synchronized (store) {
      return store.clients.stream()
          .filter(client -> client.institution().equals(institution))
          .sorted(Comparator.comparing(Client::id))
          .toList();
    }
  }
}
