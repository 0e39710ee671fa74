package shomei.pkcs11;

import static shomei.pkcs11.Abi.ULONG;
import static shomei.pkcs11.Abi.ulong;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A session with a token, beside any that SunPKCS11 has. For one thread.
public final class TokenSession implements AutoCloseable {
  private static final long SERIAL_AND_WRITING = 0x4 | 0x2;
  private static final long SECURITY_OFFICER = 0;
  private static final long USER = 1;
  private static final int FOUND_AT_ONCE = 64;
  // of a value, a signature or a wrapped key
  private static final int MOST_OCTETS = 16 * 1024;

  private final Cryptoki library;
  private final long handle;

  private TokenSession(Cryptoki library, long handle) {
    this.library = library;
    this.handle = handle;
  }

  static TokenSession open(Cryptoki library, long slot, byte[] pin) {
    TokenSession session = open(library, slot);
    try {
      session.logIn(pin);
    } catch (CryptokiFault refused) {
      session.close();
      throw refused;
    }
    return session;
  }

  static TokenSession open(Cryptoki library, long slot) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment handle = arena.allocate(ULONG, ULONG);
      library.require(
          Function.OPEN_SESSION,
          ulong(slot),
          ulong(SERIAL_AND_WRITING),
          MemorySegment.NULL,
          MemorySegment.NULL,
          handle);
      return new TokenSession(library, Abi.getUlong(handle, 0));
    }
  }

  /// As the user.
  public void logIn(byte[] pin) {
    logIn(USER, pin);
  }

  /// Gives the user a first PIN, on a token that asks its security officer for none.
  public void setFirstPin(byte[] pin) {
    logIn(SECURITY_OFFICER, new byte[0]);
    withPin(
        pin,
        (octets, length) ->
            library.require(Function.INIT_PIN, ulong(handle), octets, ulong(length)));
    library.require(Function.LOGOUT, ulong(handle));
  }

  private void logIn(long user, byte[] pin) {
    withPin(
        pin,
        (octets, length) -> {
          long code =
              library.call(Function.LOGIN, ulong(handle), ulong(user), octets, ulong(length));
          if (code != CryptokiFault.USER_ALREADY_LOGGED_IN) {
            Cryptoki.check(code, Function.LOGIN.name());
          }
        });
  }

  private interface PinUse {
    void with(MemorySegment octets, int length);
  }

  private static void withPin(byte[] pin, PinUse use) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment octets = arena.allocate(Math.max(1, pin.length));
      octets.asSlice(0, pin.length).copyFrom(MemorySegment.ofArray(pin));
      try {
        use.with(octets, pin.length);
      } finally {
        octets.fill((byte) 0);
      }
    }
  }

  /// Handles of the objects that have all these attributes.
  public List<Long> find(Attribute... wanted) {
    try (Arena arena = Arena.ofConfined()) {
      library.require(
          Function.FIND_OBJECTS_INIT,
          ulong(handle),
          Abi.template(arena, wanted),
          ulong(wanted.length));
      MemorySegment found = arena.allocate((long) ULONG * FOUND_AT_ONCE, ULONG);
      MemorySegment count = arena.allocate(ULONG, ULONG);
      List<Long> all = new ArrayList<>();
      do {
        library.require(Function.FIND_OBJECTS, ulong(handle), found, ulong(FOUND_AT_ONCE), count);
        Arrays.stream(Abi.ulongs(found, Abi.getUlong(count, 0))).forEach(all::add);
      } while (Abi.getUlong(count, 0) > 0);
      library.require(Function.FIND_OBJECTS_FINAL, ulong(handle));
      return all;
    }
  }

  /// @return its handle
  public long create(Attribute... attributes) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment made = arena.allocate(ULONG, ULONG);
      library.require(
          Function.CREATE_OBJECT,
          ulong(handle),
          Abi.template(arena, attributes),
          ulong(attributes.length),
          made);
      return Abi.getUlong(made, 0);
    }
  }

  /// The value of an attribute; empty where the object has none.
  public byte[] value(long object, long type) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment template = arena.allocate(Abi.ATTRIBUTE, Abi.POINTER);
      Abi.putUlong(template, 0, type);
      getAttributeValue(object, template);
      MemorySegment value = arena.allocate(Math.max(1, Abi.attributeLength(template)));
      template.set(ValueLayout.ADDRESS_UNALIGNED, ULONG, value);
      getAttributeValue(object, template);
      return value.asSlice(0, Abi.attributeLength(template)).toArray(ValueLayout.JAVA_BYTE);
    }
  }

  private void getAttributeValue(long object, MemorySegment template) {
    library.require(Function.GET_ATTRIBUTE_VALUE, ulong(handle), ulong(object), template, ulong(1));
  }

  public void set(long object, Attribute attribute) {
    try (Arena arena = Arena.ofConfined()) {
      library.require(
          Function.SET_ATTRIBUTE_VALUE,
          ulong(handle),
          ulong(object),
          Abi.template(arena, attribute),
          ulong(1));
    }
  }

  /// Makes a pair of keys.
  ///
  /// @return handles of the public and the private key
  public long[] generate(Mechanism how, Attribute[] publicKey, Attribute[] privateKey) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment made = arena.allocate(2L * ULONG, ULONG);
      library.require(
          Function.GENERATE_KEY_PAIR,
          ulong(handle),
          how.in(arena),
          Abi.template(arena, publicKey),
          ulong(publicKey.length),
          Abi.template(arena, privateKey),
          ulong(privateKey.length),
          made.asSlice(0, ULONG),
          made.asSlice(ULONG, ULONG));
      return Abi.ulongs(made, 2);
    }
  }

  /// @param data what the mechanism takes: a digest, or all of it
  public byte[] sign(Mechanism how, long privateKey, byte[] data) {
    try (Arena arena = Arena.ofConfined()) {
      library.require(Function.SIGN_INIT, ulong(handle), how.in(arena), ulong(privateKey));
      MemorySegment octets = arena.allocateFrom(ValueLayout.JAVA_BYTE, data);
      return filled(
          arena,
          (into, length) ->
              library.require(
                  Function.SIGN, ulong(handle), octets, ulong(data.length), into, length));
    }
  }

  /// A key, encrypted under another one of the token.
  ///
  /// @return of a private key, its encrypted PKCS#8
  public byte[] wrap(Mechanism how, long wrappingKey, long key) {
    try (Arena arena = Arena.ofConfined()) {
      return filled(
          arena,
          (into, length) ->
              library.require(
                  Function.WRAP_KEY,
                  ulong(handle),
                  how.in(arena),
                  ulong(wrappingKey),
                  ulong(key),
                  into,
                  length));
    }
  }

  private interface Fill {
    void into(MemorySegment octets, MemorySegment length);
  }

  private static byte[] filled(Arena arena, Fill fill) {
    MemorySegment octets = arena.allocate(MOST_OCTETS);
    MemorySegment length = arena.allocate(ULONG, ULONG);
    Abi.putUlong(length, 0, MOST_OCTETS);
    fill.into(octets, length);
    return octets.asSlice(0, Abi.getUlong(length, 0)).toArray(ValueLayout.JAVA_BYTE);
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
