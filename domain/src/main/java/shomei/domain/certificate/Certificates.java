package shomei.domain.certificate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import shomei.domain.Octets;
import shomei.domain.history.Entry;
import shomei.domain.identifier.SubscriberName;
import shomei.domain.institution.InstitutionId;

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

  /// Revokes, in one transaction with its entry, durable when the call returns. With reason
  /// KEY_COMPROMISE the key is barred from every later issuance.
  ///
  /// @return false, and nothing is written, where it was revoked before
  boolean revoke(Serial serial, Certificate.Revocation revocation, Entry entry);
}
