package shomei.domain.certificate;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.SeatVersion;
import shomei.domain.kernel.Serial;
import shomei.domain.kernel.SubscriberName;

/// The certificates that were issued. They come in with `Orders.complete` and never go.
public interface Certificates {
  Optional<Certificate> find(Serial serial);

  /// @param sha256 over the whole DER
  Optional<Certificate> findByFingerprint(Octets sha256);

  /// The seat's certificates, newest first.
  List<Certificate> of(InstitutionId institution, SubscriberName seat);

  /// An institution's certificates by serial, those after `after`, at most `limit`.
  List<Certificate> of(InstitutionId institution, Optional<Serial> after, int limit);

  /// The certificate of the seat that is neither revoked, expired nor replaced, if there is one.
  Optional<Certificate> current(InstitutionId institution, SubscriberName seat, Instant now);

  /// What is kept of a certificate, for an audit.
  ///
  /// @param fingerprint SHA-256 over its DER
  /// @param issues how many entries of the history, CERTIFICATE_ISSUED, tell of it
  record Kept(Octets fingerprint, long issues) {}

  /// Those of the asked ones that there are. Asked for some thousand at once, at most.
  Map<Serial, Kept> kept(Collection<Serial> asked);

  /// Revokes, in one transaction with its entry, durable when the call returns. With reason
  /// KEY_COMPROMISE the key is barred from every later issuance. If it is a seat's, that is an act
  /// on the seat (`Subscribers`).
  ///
  /// @return false, and nothing is written, where it was revoked before
  boolean revoke(Serial serial, Certificate.Revocation revocation, Entry entry);

  /// Takes from a seat of the entry's institution what it has and what is on its way to it, in one
  /// transaction with its entries, durable when the call returns. Revoked is every certificate of
  /// the seat that is not, but those that have expired after they were replaced, each with an entry
  /// of its own by the same actor. It is an act on the seat (`Subscribers`), so nothing that was
  /// proven or begun for it comes out.
  ///
  /// @param seen the seat as whoever decided this saw it
  /// @param right when the right to acquire opens; empty: it is closed
  /// @param letterCode the digest of the right's code, where it opens and has one
  /// @param entry on the right
  /// @return what was revoked, oldest first; empty, and nothing is written, where the seat is
  ///   another by now, or nobody has it
  Optional<List<Serial>> withdraw(
      SubscriberName seat,
      SeatVersion seen,
      Certificate.Revocation revocation,
      Optional<Instant> right,
      Optional<Octets> letterCode,
      Entry entry);

  /// The same with the right closed and the seat deleted: from now on nobody has it, and nobody
  /// gets its name again (`Subscribers`).
  Optional<List<Serial>> withdrawForGood(
      SubscriberName seat, SeatVersion seen, Certificate.Revocation revocation, Entry entry);
}
