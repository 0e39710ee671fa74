package shomei.domain.oidc;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;

/// An application of an institution, that has people log in here (RFC 6749 §2).
///
/// *Threat:* an open redirector: a request names an address that is not the application's, and the
/// code goes there. *Answer:* addresses are compared character by character (RFC 9700 §2.1), and
/// nobody is sent to one that is not among the client's own, in an error neither.
///
/// @param id as the application names itself, unique among the institution's
/// @param name what people call it
/// @param redirectUris where codes may go
/// @param postLogoutUris where browsers may go after the end of a session
/// @param secretDigest SHA-256 over its secret; empty for a public client, which cannot keep one
public record Client(
    InstitutionId institution,
    String id,
    String name,
    List<String> redirectUris,
    List<String> postLogoutUris,
    Optional<Octets> secretDigest,
    Instant added) {
  public Client {
    redirectUris = List.copyOf(redirectUris);
    postLogoutUris = List.copyOf(postLogoutUris);
  }

  public boolean isPublic() {
    return secretDigest.isEmpty();
  }
}
