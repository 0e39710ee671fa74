package shomei.domain.memory;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import shomei.domain.certificate.Certificate;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Serial;
import shomei.domain.loginserver.LoginServer;
import shomei.domain.loginserver.LoginServers;
import shomei.domain.subscriber.Subscriber;

final class MemoryLoginServers implements LoginServers {
  private final Store store;

  MemoryLoginServers(Store store) {
    this.store = store;
  }

  @Override
  public boolean add(LoginServer server, Entry entry) {
    synchronized (store) {
      boolean taken =
          at(server.institution())
              .anyMatch(
                  s ->
                      s.name().equals(server.name())
                          || s.certificate().equals(server.certificate()));
      if (taken) {
        return false;
      }
      store.note(entry);
      return store.loginServers.add(server);
    }
  }

  @Override
  public boolean remove(InstitutionId institution, String name, Entry entry) {
    synchronized (store) {
      Optional<LoginServer> server = at(institution).filter(s -> s.name().equals(name)).findFirst();
      if (server.isEmpty()) {
        return false;
      }
      store.note(entry);
      return store.loginServers.remove(server.get());
    }
  }

  @Override
  public List<LoginServer> of(InstitutionId institution) {
    synchronized (store) {
      return at(institution).sorted(Comparator.comparing(LoginServer::name)).toList();
    }
  }

  @Override
  public Seen look(InstitutionId institution, Octets caller, Which which) {
    synchronized (store) {
      Optional<LoginServer> server =
          at(institution).filter(s -> s.certificate().sha256().equals(caller)).findFirst();
      boolean revoked =
          store.certificates.values().stream()
              .anyMatch(c -> c.der().sha256().equals(caller) && c.revocation().isPresent());
      return server.isEmpty()
          ? new Seen(Optional.empty(), false, Optional.empty())
          : new Seen(
              server,
              revoked,
              store.certificates.values().stream()
                  .filter(c -> c.institution().equals(institution) && is(c, which))
                  .map(this::asked)
                  .findFirst());
    }
  }

  private Asked asked(Certificate certificate) {
    boolean suspended =
        certificate
            .seat()
            .flatMap(seat -> store.subscriber(certificate.institution(), seat))
            .filter(Subscriber::suspended)
            .isPresent();
    Optional<Serial> successor =
        store.certificates.values().stream()
            .filter(c -> certificate.replacedBy().filter(c.order()::equals).isPresent())
            .map(Certificate::serial)
            .findFirst();
    return new Asked(certificate, suspended, successor);
  }

  private static boolean is(Certificate certificate, Which which) {
    return switch (which) {
      case Which.OfSerial(var serial) -> certificate.serial().equals(serial);
      case Which.OfFingerprint(var sha256) -> certificate.der().sha256().equals(sha256);
    };
  }

  private Stream<LoginServer> at(InstitutionId institution) {
    return store.loginServers.stream().filter(s -> s.institution().equals(institution));
  }
}
