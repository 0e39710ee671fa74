package shomei.pkcs11;

/// A token as found.
///
/// @param slot the slot that holds it, valid until the library is finalized
/// @param slotListIndex the slot's place among all slots, as SunPKCS11's `slotListIndex` counts
/// @param serial as its maker or its initialization gave it
/// @param flags as in CK_TOKEN_INFO
public record Token(long slot, int slotListIndex, String label, String serial, long flags) {
  public static final long WRITE_PROTECTED = 0x2;
  public static final long LOGIN_REQUIRED = 0x4;
  public static final long USER_PIN_INITIALIZED = 0x8;

  public boolean has(long flag) {
    return (flags & flag) != 0;
  }
}
