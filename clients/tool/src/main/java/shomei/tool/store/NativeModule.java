package shomei.tool.store;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// A PKCS#11 library (v2.40), for the few things that the platform's provider cannot do: find a
/// token by its label, and put a certificate beside a key without touching the key.
///
/// A CK_ULONG is a C `long`: 4 octets on Windows, where structures are packed as well, 8 elsewhere.
final class NativeModule {
  static final long CKA_CLASS = 0x00;
  static final long CKA_TOKEN = 0x01;
  static final long CKA_LABEL = 0x03;
  static final long CKA_VALUE = 0x11;
  static final long CKA_CERTIFICATE_TYPE = 0x80;
  static final long CKA_ISSUER = 0x81;
  static final long CKA_SERIAL_NUMBER = 0x82;
  static final long CKA_SUBJECT = 0x101;
  static final long CKA_ID = 0x102;
  static final long CKO_CERTIFICATE = 1;
  static final long CKC_X_509 = 0;

  private static final long ALREADY_INITIALIZED = 0x191;
  private static final long ALREADY_LOGGED_IN = 0x100;
  private static final long SERIAL_AND_WRITING = 0x4 | 0x2;
  private static final long USER = 1;
  private static final int LABEL_OCTETS = 32;
  private static final int TOKEN_INFO_OCTETS = 512;
  private static final int MOST_FOUND = 64;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final MemoryLayout C_LONG =
      Objects.requireNonNull(LINKER.canonicalLayouts().get("long"));
  private static final int ULONG = (int) C_LONG.byteSize();
  private static final int ATTRIBUTE = 2 * ULONG + (int) ValueLayout.ADDRESS.byteSize();

  private final SymbolLookup symbols;
  private final Map<String, MethodHandle> functions = new HashMap<>();

  /// @throws IllegalArgumentException where it is no library
  @SuppressWarnings("restricted") // loads native code: what PKCS#11 is
  NativeModule(String library) {
    this.symbols = SymbolLookup.libraryLookup(library, Arena.global());
  }

  /// An attribute of an object; numbers and truth values as octets too.
  record Attribute(long type, List<Byte> octets) {
    static Attribute of(long type, byte[] octets) {
      List<Byte> list = new ArrayList<>(octets.length);
      for (byte octet : octets) {
        list.add(octet);
      }
      return new Attribute(type, List.copyOf(list));
    }

    static Attribute of(long type, String text) {
      return of(type, text.getBytes(StandardCharsets.UTF_8));
    }

    static Attribute ofNumber(long type, long number) {
      byte[] octets = new byte[ULONG];
      putLong(MemorySegment.ofArray(octets), 0, number);
      return of(type, octets);
    }

    static Attribute ofTrue(long type) {
      return of(type, new byte[] {1});
    }
  }

  /// The place of the token in the list of all slots; empty where no slot holds one of that label.
  OptionalInt slotListIndex(String label) {
    // left as it was found: the provider starts the library in its own way
    long initialized = call("C_Initialize", MemorySegment.NULL);
    if (initialized != ALREADY_INITIALIZED) {
      require("C_Initialize", initialized);
    }
    try {
      List<Long> slots = slots();
      return IntStream.range(0, slots.size())
          .filter(i -> label.equals(label(slots.get(i))))
          .findFirst();
    } finally {
      if (initialized != ALREADY_INITIALIZED) {
        require("C_Finalize", call("C_Finalize", MemorySegment.NULL));
      }
    }
  }

  private List<Long> slots() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment count = arena.allocate(ULONG);
      require("C_GetSlotList", call("C_GetSlotList", (byte) 0, MemorySegment.NULL, count));
      MemorySegment list = arena.allocate((long) ULONG * Math.max(1, getLong(count, 0)));
      require("C_GetSlotList", call("C_GetSlotList", (byte) 0, list, count));
      List<Long> slots = new ArrayList<>();
      for (int i = 0; i < getLong(count, 0); i++) {
        slots.add(getLong(list, (long) i * ULONG));
      }
      return slots;
    }
  }

  private String label(long slot) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = arena.allocate(TOKEN_INFO_OCTETS);
      if (call("C_GetTokenInfo", ulong(slot), info) != 0) {
        return "";
      }
      byte[] label = info.asSlice(0, LABEL_OCTETS).toArray(ValueLayout.JAVA_BYTE);
      return new String(label, StandardCharsets.UTF_8).stripTrailing();
    }
  }

  /// A session of our own beside the provider's, logged in.
  Session open(int slotListIndex, byte[] pin) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment handle = arena.allocate(ULONG);
      require(
          "C_OpenSession",
          call(
              "C_OpenSession",
              ulong(slots().get(slotListIndex)),
              ulong(SERIAL_AND_WRITING),
              MemorySegment.NULL,
              MemorySegment.NULL,
              handle));
      Session session = new Session(getLong(handle, 0));
      MemorySegment secret = arena.allocateFrom(ValueLayout.JAVA_BYTE, pin);
      long answer = call("C_Login", ulong(session.handle), ulong(USER), secret, ulong(pin.length));
      secret.fill((byte) 0);
      if (answer != ALREADY_LOGGED_IN) {
        require("C_Login", answer);
      }
      return session;
    }
  }

  final class Session implements AutoCloseable {
    private final long handle;

    private Session(long handle) {
      this.handle = handle;
    }

    /// Handles of the objects that have all these attributes.
    List<Long> find(Attribute... wanted) {
      try (Arena arena = Arena.ofConfined()) {
        require(
            "C_FindObjectsInit",
            call(
                "C_FindObjectsInit", ulong(handle), template(arena, wanted), ulong(wanted.length)));
        MemorySegment found = arena.allocate((long) ULONG * MOST_FOUND);
        MemorySegment count = arena.allocate(ULONG);
        require(
            "C_FindObjects", call("C_FindObjects", ulong(handle), found, ulong(MOST_FOUND), count));
        require("C_FindObjectsFinal", call("C_FindObjectsFinal", ulong(handle)));
        List<Long> objects = new ArrayList<>();
        for (int i = 0; i < getLong(count, 0); i++) {
          objects.add(getLong(found, (long) i * ULONG));
        }
        return objects;
      }
    }

    void create(Attribute... attributes) {
      try (Arena arena = Arena.ofConfined()) {
        require(
            "C_CreateObject",
            call(
                "C_CreateObject",
                ulong(handle),
                template(arena, attributes),
                ulong(attributes.length),
                arena.allocate(ULONG)));
      }
    }

    void destroy(long object) {
      require("C_DestroyObject", call("C_DestroyObject", ulong(handle), ulong(object)));
    }

    @Override
    public void close() {
      require("C_CloseSession", call("C_CloseSession", ulong(handle)));
    }
  }

  private static MemorySegment template(Arena arena, Attribute... attributes) {
    MemorySegment template = arena.allocate((long) ATTRIBUTE * attributes.length);
    for (int i = 0; i < attributes.length; i++) {
      List<Byte> octets = attributes[i].octets();
      MemorySegment value = arena.allocate(Math.max(1, octets.size()));
      for (int j = 0; j < octets.size(); j++) {
        value.set(ValueLayout.JAVA_BYTE, j, octets.get(j));
      }
      int at = i * ATTRIBUTE;
      putLong(template, at, attributes[i].type());
      template.set(ValueLayout.ADDRESS_UNALIGNED, at + ULONG, value);
      putLong(template, at + ATTRIBUTE - ULONG, octets.size());
    }
    return template;
  }

  private static Object ulong(long value) {
    return ULONG == Integer.BYTES ? (Object) Math.toIntExact(value) : (Object) value;
  }

  private static long getLong(MemorySegment from, long at) {
    return ULONG == Integer.BYTES
        ? from.get(ValueLayout.JAVA_INT_UNALIGNED, at)
        : from.get(ValueLayout.JAVA_LONG_UNALIGNED, at);
  }

  private static void putLong(MemorySegment to, long at, long value) {
    if (ULONG == Integer.BYTES) {
      to.set(ValueLayout.JAVA_INT_UNALIGNED, at, (int) value);
    } else {
      to.set(ValueLayout.JAVA_LONG_UNALIGNED, at, value);
    }
  }

  /// @return the CK_RV
  private long call(String name, Object... arguments) {
    MethodHandle function = functions.computeIfAbsent(name, n -> link(n, arguments));
    try {
      return ((Number) function.invokeWithArguments(arguments)).longValue();
    } catch (Throwable never) {
      throw new IllegalStateException(name, never);
    }
  }

  @SuppressWarnings("restricted")
  private MethodHandle link(String name, Object... arguments) {
    MemoryLayout[] parameters = new MemoryLayout[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      parameters[i] =
          switch (arguments[i]) {
            case Byte octet -> ValueLayout.JAVA_BYTE;
            case MemorySegment segment -> ValueLayout.ADDRESS;
            default -> C_LONG;
          };
    }
    MemorySegment symbol =
        symbols
            .find(name)
            .orElseThrow(() -> new IllegalArgumentException("no PKCS#11 library: no " + name));
    return LINKER.downcallHandle(symbol, FunctionDescriptor.of(C_LONG, parameters));
  }

  private static void require(String name, long answer) {
    if (answer != 0) {
      throw new IllegalStateException(name + ": CKR 0x" + Long.toHexString(answer));
    }
  }
}
