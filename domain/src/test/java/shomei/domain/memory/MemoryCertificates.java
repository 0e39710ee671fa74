package shomei.domain.memory;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import shomei.domain.certificate.Certificate;
import shomei.domain.certificate.Certificates;
import shomei.domain.certificate.RevocationReason;
import shomei.domain.fixture.Seats;
import shomei.domain.history.Act;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.SeatVersion;
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
      return store.certificates(institution, seat).reversed();
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
      return store.certificates(institution, seat).stream()
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
      SeatVersion seen,
      Certificate.Revocation revocation,
      Optional<Instant> right,
      Optional<Octets> letterCode,
      Entry entry) {
    synchronized (store) {
      InstitutionId institution = entry.institution();
      Optional<Subscriber> holder = store.subscriber(institution, seat);
      if (holder.filter(one -> store.version(one).equals(seen)).isEmpty()) {
        return Optional.empty();
      }
      store.note(entry);
      List<Serial> revoked =
          store.certificates(institution, seat).stream()
              .filter(c -> c.isWithdrawable(revocation.at()))
              .map(Certificate::serial)
              .toList();
      revoked.forEach(serial -> revoke(serial, revocation, revocation.entry(serial, entry)));
      store.act(Seats.right(holder.get(), right, letterCode));
      return Optional.of(revoked);
    }
  }

  @Override
  public Optional<List<Serial>> withdrawForGood(
      SubscriberName seat, SeatVersion seen, Certificate.Revocation revocation, Entry entry) {
    synchronized (store) {
      Optional<List<Serial>> revoked =
          withdraw(seat, seen, revocation, Optional.empty(), Optional.empty(), entry);
      if (revoked.isPresent()) {
        Subscriber gone = store.subscriber(entry.institution(), seat).orElseThrow();
        store.subscribers.remove(gone.id());
        store.deleted.put(gone.id(), Seats.suspended(gone, true));
      }
      return revoked;
    }
  }
}
