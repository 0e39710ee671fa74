package shomei.server;

import java.util.Optional;
import java.util.function.Supplier;
import shomei.domain.ca.Issuer;
import shomei.domain.history.Actor;
import shomei.domain.institution.Institution;
import shomei.pki.authority.CreateAuthority;
import shomei.pki.authority.Root;
import shomei.pki.key.CryptoToken;
import shomei.pki.key.KeyKind;
import shomei.pki.status.TokenResponder;

/// Makes an institution's next issuing CA on the token, with its OCSP responder, and with the root
/// above it where there is none. The very first CA of a server brings the secret that PINs and
/// external account keys hang on.
public final class CreateCa {
  private final CryptoToken keys;
  private final shomei.domain.ca.Issuers issuers;
  private final CreateAuthority create;
  private final Supplier<TokenResponder> responder;

  CreateCa(Adapters adapters) {
    this.keys = adapters.keys;
    this.issuers = adapters.database.institution().issuers();
    this.create =
        new CreateAuthority(
            adapters.keys,
            adapters.database.institution().issuers(),
            adapters.urls,
            adapters.clock,
            adapters.random);
    this.responder = adapters::responderThatKnowsAll;
  }

  /// @param root the root above it; the institution's own where empty
  /// @throws shomei.domain.kernel.Refusal UNAVAILABLE where the token is away
  public Issuer create(Institution institution, KeyKind kind, Optional<Root> root, Actor operator) {
    // Never later: with another secret every PIN that was kept would be wrong.
    if (issuers.all().isEmpty()) {
      keys.createSecret(Adapters.SECRET);
    }
    int generation =
        1
            + issuers.all().stream()
                .filter(issuer -> issuer.institution().equals(institution.id()))
                .mapToInt(Issuer::generation)
                .max()
                .orElse(0);
    Root above = root.orElseGet(() -> ownRoot(institution, kind));
    Issuer issuer = create.create(institution, generation, above, kind, operator);
    responder.get().prepare(issuer.id());
    return issuer;
  }

  /// Each institution's CAs stand below a root of its own: who trusts one bank need not trust all.
  public static Root ownRoot(Institution institution, KeyKind kind) {
    return new Root(
        institution.id() + "-root", institution.organization(), institution.unit() + " Root", kind);
  }
}
