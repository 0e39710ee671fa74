package shomei.domain.loginserver;

import java.util.List;
import java.util.Optional;
import shomei.domain.certificate.Certificate;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Serial;

/// The institutions' login servers, and what they ask for. What was written is durable when the
/// call returns and counts in the next [#look] of every node.
public interface LoginServers {
  /// @return false, and nothing is written, where the institution has one of that name or with that
  ///   certificate
  boolean add(LoginServer server, Entry entry);

  /// @return false, and nothing is written, where the institution has none of that name
  boolean remove(InstitutionId institution, String name, Entry entry);

  /// Those that were not removed, by name.
  List<LoginServer> of(InstitutionId institution);

  /// Looks up who asks and what is asked for, in one indexed read that sees everything that was
  /// acknowledged before, by whatever node.
  ///
  /// @param caller SHA-256 over the DER of the certificate that the caller showed
  Seen look(InstitutionId institution, Octets caller, Which which);

  /// @param caller empty where the institution has no such login server; then nothing else is told
  /// @param callerRevoked whether the caller's certificate is one of ours and revoked
  /// @param asked empty where the institution has no such certificate
  record Seen(Optional<LoginServer> caller, boolean callerRevoked, Optional<Asked> asked) {}

  /// @param suspended whether the seat that holds it is
  /// @param successor the certificate that took its place
  record Asked(Certificate certificate, boolean suspended, Optional<Serial> successor) {}

  /// Which certificate is asked for.
  sealed interface Which {
    record OfSerial(Serial serial) implements Which {}

    /// @param sha256 over the whole DER
    record OfFingerprint(Octets sha256) implements Which {}
  }
}
