package shomei.server.journal;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import shomei.domain.certificate.Certificate;
import shomei.domain.certificate.Certificates;
import shomei.domain.history.Entry;
import shomei.domain.journal.KeepJournal;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.SeatVersion;
import shomei.domain.kernel.Serial;
import shomei.domain.kernel.SubscriberName;

/// Certificates whose revocation is acknowledged when the journal holds it too.
public final class JournaledCertificates implements Certificates {
  private final Certificates certificates;
  private final KeepJournal journal;

  public JournaledCertificates(Certificates certificates, KeepJournal journal) {
    this.certificates = certificates;
    this.journal = journal;
  }

  /// Looks at the journal where it was revoked before, too: who tries again because the journal
  /// could not be written is told the same until it can.
  @Override
  public boolean revoke(Serial serial, Certificate.Revocation revocation, Entry entry) {
    boolean revoked = certificates.revoke(serial, revocation, entry);
    journal.catchUp();
    return revoked;
  }

  @Override
  public Optional<List<Serial>> withdraw(
      SubscriberName seat,
      SeatVersion seen,
      Certificate.Revocation revocation,
      Optional<Instant> right,
      Optional<Octets> letterCode,
      Entry entry) {
    return journaled(certificates.withdraw(seat, seen, revocation, right, letterCode, entry));
  }

  @Override
  public Optional<List<Serial>> withdrawForGood(
      SubscriberName seat, SeatVersion seen, Certificate.Revocation revocation, Entry entry) {
    return journaled(certificates.withdrawForGood(seat, seen, revocation, entry));
  }

  private Optional<List<Serial>> journaled(Optional<List<Serial>> revoked) {
    if (revoked.isPresent()) {
      journal.catchUp();
    }
    return revoked;
  }

  @Override
  public Map<Serial, Kept> kept(Collection<Serial> asked) {
    return certificates.kept(asked);
  }

  @Override
  public Optional<Certificate> find(Serial serial) {
    return certificates.find(serial);
  }

  @Override
  public Optional<Certificate> findByFingerprint(Octets sha256) {
    return certificates.findByFingerprint(sha256);
  }

  @Override
  public List<Certificate> of(InstitutionId institution, SubscriberName seat) {
    return certificates.of(institution, seat);
  }

  @Override
  public List<Certificate> of(InstitutionId institution, Optional<Serial> after, int limit) {
    return certificates.of(institution, after, limit);
  }

  @Override
  public Optional<Certificate> current(
      InstitutionId institution, SubscriberName seat, Instant now) {
    return certificates.current(institution, seat, now);
  }
}
