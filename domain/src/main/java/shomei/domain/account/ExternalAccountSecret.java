package shomei.domain.account;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import shomei.domain.credential.TokenSecret;
import shomei.domain.kernel.InstitutionId;

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
  /// @return 64 octets, as HS512 wants them at least (RFC 7518 §3.2)
  /// @throws shomei.domain.kernel.Refusal UNAVAILABLE while the token is away
  public byte[] of(InstitutionId institution, String kid) {
    String name = institution + "/" + kid;
    return ByteBuffer.allocate(64).put(mac("1/" + name)).put(mac("2/" + name)).array();
  }

  private byte[] mac(String text) {
    return token.mac(
        TokenSecret.Purpose.EXTERNAL_ACCOUNT_KEY, text.getBytes(StandardCharsets.UTF_8));
  }
}
