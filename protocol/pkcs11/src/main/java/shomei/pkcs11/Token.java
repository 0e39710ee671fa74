package shomei.pkcs11;

/// A token as found.
///
/// @param slot the slot that holds it, valid until the library is finalized
/// @param slotListIndex the slot's place among all slots, as SunPKCS11's `slotListIndex` counts
/// @param serial as its maker or its initialization gave it
public record Token(long slot, int slotListIndex, String label, String serial) {}
