package shomei.server;

import java.util.Optional;
import shomei.domain.ca.Issuer;
import shomei.domain.ca.Issuers;
import shomei.domain.history.Actor;
import shomei.domain.institution.Institution;
import shomei.pki.authority.CreateAuthority;
import shomei.pki.authority.Root;
import shomei.pki.key.KeyKind;

/// Makes an institution's next issuing CA on the token, with its OCSP responder, and with the root
/// above it where there is none. The very first CA of a server brings the secret that PINs and
/// external account keys hang on.
final class CreateCa {
  private final Adapters adapters;

  CreateCa(Adapters adapters) {
    this.adapters = adapters;
  }

  /// @param root the root above it; the institution's own where empty
  /// @throws shomei.domain.kernel.Refusal UNAVAILABLE where the token is away
  Issuer create(Institution institution, KeyKind kind, Optional<Root> root, Actor operator) {
    Issuers issuers = adapters.database.institution().issuers();
    // Never later: with another secret every PIN that was kept would be wrong.
    if (issuers.all().isEmpty()) {
      adapters.keys.createSecret(Adapters.SECRET);
    }
    int generation =
        1
            + issuers.all().stream()
                .filter(issuer -> issuer.institution().equals(institution.id()))
                .mapToInt(Issuer::generation)
                .max()
                .orElse(0);
    Root above = root.orElseGet(() -> ownRoot(institution, kind));
    Issuer issuer =
        new CreateAuthority(adapters.keys, issuers, adapters.urls, adapters.clock, adapters.random)
            .create(institution, generation, above, kind, operator);
    adapters.responderThatKnowsAll().prepare(issuer.id());
    return issuer;
  }

  /// Each institution's CAs stand below a root of its own: who trusts one bank need not trust all.
  private static Root ownRoot(Institution institution, KeyKind kind) {
    return new Root(
        institution.id() + "-root", institution.organization(), institution.unit() + " Root", kind);
  }
}
