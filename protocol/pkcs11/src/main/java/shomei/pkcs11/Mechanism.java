package shomei.pkcs11;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// How something is done (PKCS#11 v2.40 §3.5, CK_MECHANISM).
///
/// @param parameter e.g. an initialization vector; empty: none
public record Mechanism(long type, byte[] parameter) {
  public static final long RSA_PKCS_KEY_PAIR_GEN = 0x00;
  public static final long SHA256_RSA_PKCS = 0x40;
  public static final long EC_KEY_PAIR_GEN = 0x1040;
  public static final long ECDSA = 0x1041;
  public static final long AES_CBC_PAD = 0x1085;

  public static Mechanism of(long type) {
    return new Mechanism(type, new byte[0]);
  }

  MemorySegment in(Arena arena) {
    MemorySegment mechanism = arena.allocate(Abi.ATTRIBUTE, Abi.POINTER);
    Abi.putUlong(mechanism, 0, type);
    if (parameter.length > 0) {
      mechanism.set(
          ValueLayout.ADDRESS_UNALIGNED,
          Abi.ULONG,
          arena.allocateFrom(ValueLayout.JAVA_BYTE, parameter));
      Abi.putUlong(mechanism, (long) Abi.ULONG + Abi.POINTER, parameter.length);
    }
    return mechanism;
  }
}
