package shomei.domain.session;

import java.time.Instant;
import java.util.Optional;
import shomei.domain.certificate.Certificate;
import shomei.domain.history.Entry;
import shomei.domain.kernel.Octets;
import shomei.domain.subscriber.Subscriber;

/// The login sessions, and whose certificate somebody shows. Every write is one transaction with
/// its entry, durable when the call returns and seen by every node.
public interface Sessions {
  /// Whose certificate that is, in one indexed read.
  ///
  /// @param certificate SHA-256 over its DER
  /// @return empty where it is none of ours, or no seat's
  Optional<Holder> holder(Octets certificate);

  /// @param seat as it is now
  record Holder(Certificate certificate, Subscriber seat) {}

  /// Adds it.
  ///
  /// @return false, and nothing is written, where it is there already
  boolean begin(Session session, Entry entry);

  /// Reads the session with all that it depends on, in one round trip that sees everything that was
  /// acknowledged before, and notes that it was used `now`, but only where it is bound so and its
  /// time is not up.
  ///
  /// @return as it was before this use; empty where there is none of that id
  Optional<Looked> look(Octets id, Session.Binding binding, Instant now);

  /// @param seat as it is now
  /// @param certificate that opened it, as it is now
  /// @param acquired whether none opened it, and the seat holds one now
  record Looked(
      Session session, Subscriber seat, Optional<Certificate> certificate, boolean acquired) {}

  /// Ends it.
  ///
  /// @return false, and nothing is written, where it is not there
  boolean end(Octets id, Entry entry);

  /// Forgets those whose time is up.
  ///
  /// @return how many
  int forget(Instant now);
}
