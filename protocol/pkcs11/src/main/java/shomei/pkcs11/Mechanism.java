package shomei.pkcs11;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// How something is done (PKCS#11 v2.40 §3.5, CK_MECHANISM).
public final class Mechanism {
  public static final long RSA_PKCS_KEY_PAIR_GEN = 0x00;
  public static final long RSA_PKCS = 0x01;
  public static final long EC_KEY_PAIR_GEN = 0x1040;
  public static final long ECDSA = 0x1041;
  public static final long AES_CBC_PAD = 0x1085;

  private final long type;
  private final byte[] parameter;

  private Mechanism(long type, byte[] parameter) {
    this.type = type;
    this.parameter = parameter;
  }

  public static Mechanism of(long type) {
    return new Mechanism(type, new byte[0]);
  }

  /// @param parameter e.g. an initialization vector
  public static Mechanism of(long type, byte[] parameter) {
    return new Mechanism(type, parameter.clone());
  }

  MemorySegment in(Arena arena) {
    // type, pointer, length: as an attribute lies in memory
    return Abi.template(arena, Attribute.of(type, parameter));
  }
}
