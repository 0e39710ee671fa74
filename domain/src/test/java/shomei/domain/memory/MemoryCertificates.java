package shomei.domain.memory;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import shomei.domain.certificate.Certificate;
import shomei.domain.certificate.Certificates;
import shomei.domain.certificate.RevocationReason;
import shomei.domain.fixture.Seats;
import shomei.domain.history.Act;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Serial;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.subscriber.Subscriber;

final class MemoryCertificates implements Certificates {
  private final Store store;

  MemoryCertificates(Store store) {
    this.store = store;
  }

  @Override
  public Optional<Certificate> find(Serial serial) {
    synchronized (store) {
      return Optional.ofNullable(store.certificates.get(serial));
    }
  }

  @Override
  public Optional<Certificate> findByFingerprint(Octets sha256) {
    synchronized (store) {
      return store.certificates.values().stream()
          .filter(certificate -> certificate.der().sha256().equals(sha256))
          .findFirst();
    }
  }

  @Override
  public List<Certificate> of(InstitutionId institution, SubscriberName seat) {
    synchronized (store) {
      return ofSeat(institution, seat).toList().reversed();
    }
  }

  @Override
  public Map<Serial, Kept> kept(Collection<Serial> asked) {
    synchronized (store) {
      return asked.stream()
          .distinct()
          .flatMap(serial -> find(serial).stream())
          .collect(
              Collectors.toMap(
                  Certificate::serial, c -> new Kept(c.der().sha256(), issues(c.serial()))));
    }
  }

  private long issues(Serial serial) {
    return store.history.stream()
        .filter(entry -> entry.act() == Act.CERTIFICATE_ISSUED)
        .filter(entry -> entry.subject().equals("certificate:" + serial))
        .count();
  }

  private Stream<Certificate> ofSeat(InstitutionId institution, SubscriberName seat) {
    return store.certificates.values().stream()
        .filter(c -> c.institution().equals(institution))
        .filter(c -> c.seat().filter(seat::equals).isPresent());
  }

  @Override
  public List<Certificate> of(InstitutionId institution, Optional<Serial> after, int limit) {
    synchronized (store) {
      return store.certificates.values().stream()
          .filter(c -> c.institution().equals(institution))
          .filter(c -> after.map(a -> c.serial().hex().compareTo(a.hex()) > 0).orElse(true))
          .sorted(Comparator.comparing(c -> c.serial().hex()))
          .limit(limit)
          .toList();
    }
  }

  @Override
  public Optional<Certificate> current(
      InstitutionId institution, SubscriberName seat, Instant now) {
    synchronized (store) {
      return ofSeat(institution, seat)
          .filter(c -> c.stateAt(now) == Certificate.State.ISSUED && c.replacedBy().isEmpty())
          .findFirst();
    }
  }

  @Override
  public boolean revoke(Serial serial, Certificate.Revocation revocation, Entry entry) {
    synchronized (store) {
      Certificate certificate = store.certificates.get(serial);
      if (certificate == null || certificate.revocation().isPresent()) {
        return false;
      }
      store.note(entry);
      store.certificates.put(serial, store.revoked(certificate, revocation));
      certificate
          .seat()
          .flatMap(seat -> store.subscriber(certificate.institution(), seat))
          .ifPresent(store::act);
      if (revocation.reason().filter(RevocationReason.KEY_COMPROMISE::equals).isPresent()) {
        store.barredKeys.add(certificate.spkiDigest());
      }
      return true;
    }
  }

  @Override
  public Optional<List<Serial>> withdraw(
      SubscriberName seat,
      Optional<Serial> newest,
      Certificate.Revocation revocation,
      Optional<Instant> right,
      Optional<Octets> letterCode,
      Entry entry) {
    synchronized (store) {
      InstitutionId institution = entry.institution();
      Optional<Subscriber> holder = store.subscriber(institution, seat);
      List<Certificate> held = ofSeat(institution, seat).toList();
      Optional<Serial> last =
          held.isEmpty() ? Optional.empty() : Optional.of(held.getLast().serial());
      if (holder.isEmpty() || !last.equals(newest)) {
        return Optional.empty();
      }
      store.note(entry);
      List<Serial> revoked =
          held.stream()
              .filter(c -> c.isWithdrawable(revocation.at()))
              .map(Certificate::serial)
              .toList();
      revoked.forEach(serial -> revoke(serial, revocation, revocation.entry(serial, entry)));
      store.act(Seats.right(store.subscriber(institution, seat).orElseThrow(), right, letterCode));
      return Optional.of(revoked);
    }
  }
}
