package shomei.domain.account;

import java.nio.charset.StandardCharsets;
import shomei.domain.credential.TokenSecret;
import shomei.domain.institution.InstitutionId;

/// The MAC keys of external account binding, derived when they are needed and kept nowhere: a copy
/// of the database binds nothing.
public final class ExternalAccountSecret {
  private final TokenSecret token;

  public ExternalAccountSecret(TokenSecret token) {
    this.token = token;
  }

  /// The key that belongs to a `kid`, whether such a key was minted or not. An institution's id has
  /// no slash, so no two pairs meet.
  ///
  /// @return 32 octets
  /// @throws shomei.domain.refusal.Refusal UNAVAILABLE while the token is away
  public byte[] of(InstitutionId institution, String kid) {
    return token.mac(
        TokenSecret.Purpose.EXTERNAL_ACCOUNT_KEY,
        (institution + "/" + kid).getBytes(StandardCharsets.UTF_8));
  }
}
