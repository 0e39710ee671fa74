package shomei.domain.credential;

/// A secret that lives on the signing token and never leaves it. A copy of the database without the
/// token tells nothing that was keyed with it.
public interface TokenSecret {
  /// HMAC-SHA-256 over the purpose and the data, unambiguously framed.
  ///
  /// @return 32 octets, the same on every node that shares the token's key
  /// @throws shomei.domain.kernel.Refusal UNAVAILABLE while the token is away
  byte[] mac(Purpose purpose, byte[] data);

  /// What a digest is for; digests of different purposes are unrelated.
  enum Purpose {
    PIN,
    LETTER_CODE,
    EXTERNAL_ACCOUNT_KEY,
    NONCE,
    SESSION,
    SUBMISSION,
    ACTIVATION
  }
}
