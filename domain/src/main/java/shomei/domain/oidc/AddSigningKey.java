package shomei.domain.oidc;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.random.RandomGenerator;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;

/// Makes an institution's next key for ID tokens. It is published at once and signs after
/// [SigningKey#SETTLING]; those before it stay published, so that what they have signed verifies.
public final class AddSigningKey {
  private static final int LABEL_OCTETS = 4;

  private final SigningKeys keys;
  private final TokenSigner signer;
  private final InstantSource clock;
  private final RandomGenerator random;

  public AddSigningKey(
      SigningKeys keys, TokenSigner signer, InstantSource clock, RandomGenerator random) {
    this.keys = keys;
    this.signer = signer;
    this.clock = clock;
    this.random = random;
  }

  /// @throws shomei.domain.kernel.Refusal UNAVAILABLE while the token is away
  public SigningKey add(InstitutionId institution, Actor operator) {
    byte[] drawn = new byte[LABEL_OCTETS];
    random.nextBytes(drawn);
    String label = institution + "-oidc-" + HexFormat.of().formatHex(drawn);
    Octets publicKey = signer.create(institution, label);
    Instant now = clock.instant();
    SigningKey key = new SigningKey(institution, label, publicKey, now);
    Entry entry =
        new Entry(
            now,
            institution,
            operator,
            Act.OIDC_KEY_ADDED,
            "oidc-key:" + label,
            Map.of("sha256", publicKey.sha256().hex()));
    if (!keys.add(key, entry)) {
      throw new IllegalStateException("there is a key " + label + " already");
    }
    return key;
  }
}
