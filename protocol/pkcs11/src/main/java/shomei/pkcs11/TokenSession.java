package shomei.pkcs11;

import static shomei.pkcs11.Abi.ULONG;
import static shomei.pkcs11.Abi.ulong;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;

/// A session with a token, beside any that SunPKCS11 has. For one thread.
public final class TokenSession implements AutoCloseable {
  private static final long SERIAL_AND_WRITING = 0x4 | 0x2;
  private static final long USER = 1;
  private static final int MOST_FOUND = 64;

  private final Cryptoki library;
  private final long handle;

  private TokenSession(Cryptoki library, long handle) {
    this.library = library;
    this.handle = handle;
  }

  static TokenSession open(Cryptoki library, long slot, byte[] pin) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment handle = arena.allocate(ULONG, ULONG);
      library.require(
          Function.OPEN_SESSION,
          ulong(slot),
          ulong(SERIAL_AND_WRITING),
          MemorySegment.NULL,
          MemorySegment.NULL,
          handle);
      TokenSession session = new TokenSession(library, Abi.getUlong(handle, 0));
      try {
        session.logIn(arena.allocateFrom(ValueLayout.JAVA_BYTE, pin), pin.length);
      } catch (IllegalStateException refused) {
        session.close();
        throw refused;
      }
      return session;
    }
  }

  private void logIn(MemorySegment pin, int length) {
    long code = library.call(Function.LOGIN, ulong(handle), ulong(USER), pin, ulong(length));
    pin.fill((byte) 0);
    if (code != Cryptoki.USER_ALREADY_LOGGED_IN) {
      Cryptoki.check(code, "C_Login");
    }
  }

  /// Handles of the objects that have all these attributes, 64 at most.
  public List<Long> find(Attribute... wanted) {
    try (Arena arena = Arena.ofConfined()) {
      library.require(
          Function.FIND_OBJECTS_INIT,
          ulong(handle),
          Abi.template(arena, wanted),
          ulong(wanted.length));
      MemorySegment found = arena.allocate((long) ULONG * MOST_FOUND, ULONG);
      MemorySegment count = arena.allocate(ULONG, ULONG);
      library.require(Function.FIND_OBJECTS, ulong(handle), found, ulong(MOST_FOUND), count);
      library.require(Function.FIND_OBJECTS_FINAL, ulong(handle));
      return Arrays.stream(Abi.ulongs(found, Abi.getUlong(count, 0))).boxed().toList();
    }
  }

  public void create(Attribute... attributes) {
    try (Arena arena = Arena.ofConfined()) {
      library.require(
          Function.CREATE_OBJECT,
          ulong(handle),
          Abi.template(arena, attributes),
          ulong(attributes.length),
          arena.allocate(ULONG, ULONG));
    }
  }

  /// @param object a handle that [#find] gave
  public void destroy(long object) {
    library.require(Function.DESTROY_OBJECT, ulong(handle), ulong(object));
  }

  @Override
  public void close() {
    library.require(Function.CLOSE_SESSION, ulong(handle));
  }
}
