package shomei.pkcs11;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

/// How PKCS#11's C types lie in memory on this platform. A `CK_ULONG` is a C `long`: 8 octets, but
/// 4 on Windows, where structures are packed as well.
final class Abi {
  static final Linker LINKER = Linker.nativeLinker();
  static final MemoryLayout C_LONG = Objects.requireNonNull(LINKER.canonicalLayouts().get("long"));
  static final int ULONG = (int) C_LONG.byteSize();
  static final int POINTER = (int) ValueLayout.ADDRESS.byteSize();

  /// `CK_FUNCTION_LIST` begins with a version of two octets, padded to a pointer unless packed.
  static final int FUNCTION_LIST_HEAD = ULONG < POINTER ? 2 : POINTER;

  /// Type, pointer, length.
  static final int ATTRIBUTE = 2 * ULONG + POINTER;

  private Abi() {}

  static Object ulong(long value) {
    return ULONG == Integer.BYTES ? (Object) Math.toIntExact(value) : (Object) value;
  }

  static long getUlong(MemorySegment from, long at) {
    return ULONG == Integer.BYTES
        ? Integer.toUnsignedLong(from.get(ValueLayout.JAVA_INT_UNALIGNED, at))
        : from.get(ValueLayout.JAVA_LONG_UNALIGNED, at);
  }

  static void putUlong(MemorySegment to, long at, long value) {
    if (ULONG == Integer.BYTES) {
      to.set(ValueLayout.JAVA_INT_UNALIGNED, at, Math.toIntExact(value));
    } else {
      to.set(ValueLayout.JAVA_LONG_UNALIGNED, at, value);
    }
  }

  static long[] ulongs(MemorySegment from, long count) {
    long[] all = new long[Math.toIntExact(count)];
    for (int i = 0; i < all.length; i++) {
      all[i] = getUlong(from, (long) i * ULONG);
    }
    return all;
  }

  static MemorySegment template(Arena arena, Attribute... attributes) {
    MemorySegment template = arena.allocate((long) ATTRIBUTE * attributes.length, POINTER);
    for (int i = 0; i < attributes.length; i++) {
      byte[] value = attributes[i].value();
      MemorySegment copy = arena.allocate(Math.max(1, value.length));
      copy.asSlice(0, value.length).copyFrom(MemorySegment.ofArray(value));
      long at = (long) i * ATTRIBUTE;
      putUlong(template, at, attributes[i].type());
      template.set(ValueLayout.ADDRESS_UNALIGNED, at + ULONG, copy);
      putUlong(template, at + ULONG + POINTER, value.length);
    }
    return template;
  }

  /// Of the value of a template's first attribute.
  static long attributeLength(MemorySegment template) {
    return getUlong(template, (long) ULONG + POINTER);
  }
}
