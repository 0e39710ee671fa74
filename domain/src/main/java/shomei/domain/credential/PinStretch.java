package shomei.domain.credential;

import shomei.domain.institution.Policy;

/// Memory-hard work on a PIN (Argon2id, RFC 9106), done on a bounded lane of its own so that it
/// cannot starve the server.
public interface PinStretch {
  /// @param pin the PIN's UTF-8 octets
  /// @param salt 16 octets
  /// @return 32 octets
  /// @throws shomei.domain.kernel.Refusal UNAVAILABLE where the lane is full
  byte[] stretch(byte[] pin, byte[] salt, Policy.Stretch cost);
}
