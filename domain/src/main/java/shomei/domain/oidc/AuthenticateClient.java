package shomei.domain.oidc;

import java.security.MessageDigest;
import java.util.Optional;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;

/// Finds out whether it is the application that it says it is (RFC 6749 §2.3).
///
/// *Threat:* time tells how much of a secret is right, or which clients there are. *Answer:* what
/// is compared are digests, in constant time, whether there is such a client or not.
public final class AuthenticateClient {
  /// No secret has this digest.
  private static final Octets NOBODYS = Octets.of(new byte[32]);

  private final Clients clients;

  public AuthenticateClient(Clients clients) {
    this.clients = clients;
  }

  /// @param secret that it showed; none for a public client, which has to prove its code's verifier
  /// @return empty where it is not that client
  public Optional<Client> authenticate(
      InstitutionId institution, String id, Optional<String> secret) {
    Octets shown = RegisterClient.digest(secret.orElse(""));
    Optional<Client> client = clients.find(institution, id);
    Octets kept = client.flatMap(Client::secretDigest).orElse(NOBODYS);
    boolean same = MessageDigest.isEqual(shown.octets(), kept.octets());
    return client.filter(known -> known.isPublic() ? secret.isEmpty() : same);
  }
}
