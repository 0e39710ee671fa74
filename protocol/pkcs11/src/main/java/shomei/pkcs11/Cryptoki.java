package shomei.pkcs11;

import static shomei.pkcs11.Abi.C_LONG;
import static shomei.pkcs11.Abi.ULONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// A PKCS#11 library (v2.40) in this process, for what SunPKCS11 does not give: finding a token by
/// its label, starting the library again after its token was away, and putting a certificate beside
/// a key without touching the key.
///
/// A library is the process's (§5.4): however many ask for it there is one object for it, and
/// [#terminate()] ends everybody's sessions. Calls may come from many threads.
@SuppressWarnings("restricted") // calls native functions, by the signatures of the standard
public final class Cryptoki {
  private static final long OK = 0;
  private static final long NOT_INITIALIZED = 0x190;
  private static final long ALREADY_INITIALIZED = 0x191;

  // CK_C_INITIALIZE_ARGS: four pointers, flags, a pointer; NSS has one more behind it
  private static final long INITIALIZE_ARGS_OCTETS = 56;
  private static final long OS_LOCKING_OK = 2;

  // CK_TOKEN_INFO: label, manufacturer, model and serial number, blank-padded, then the flags
  private static final long TOKEN_INFO_OCTETS = 256;
  private static final long LABEL_OCTETS = 32;
  private static final long SERIAL_AT = 80;
  private static final long SERIAL_OCTETS = 16;
  private static final long FLAGS_AT = 96;
  private static final long TOKEN_INITIALIZED = 0x400;

  /// By path. State of the process, as what it stands for is.
  private static final ConcurrentMap<Path, Cryptoki> LOADED = new ConcurrentHashMap<>();

  private final Path path;
  private final MemorySegment functions;
  private final ConcurrentMap<Function, MethodHandle> linked = new ConcurrentHashMap<>();

  private Cryptoki(Path path, MemorySegment functions) {
    this.path = path;
    this.functions = functions;
  }

  /// Loads the library, or finds it loaded. Does not initialize it.
  ///
  /// @throws IllegalArgumentException where there is no PKCS#11 library at that path
  public static Cryptoki load(Path path) {
    return LOADED.computeIfAbsent(path.toAbsolutePath().normalize(), Cryptoki::open);
  }

  private static Cryptoki open(Path path) {
    try (Arena arena = Arena.ofConfined()) {
      MethodHandle getFunctionList =
          Abi.LINKER.downcallHandle(
              SymbolLookup.libraryLookup(path, Arena.global()).findOrThrow("C_GetFunctionList"),
              FunctionDescriptor.of(C_LONG, ValueLayout.ADDRESS));
      MemorySegment list = arena.allocate(ValueLayout.ADDRESS);
      check(invoke(getFunctionList, list), "C_GetFunctionList");
      return new Cryptoki(
          path,
          list.get(ValueLayout.ADDRESS, 0)
              .reinterpret(at(Function.LAST) + Abi.POINTER, Arena.global(), null));
    } catch (RuntimeException fault) {
      throw new IllegalArgumentException("there is no PKCS#11 library at " + path, fault);
    }
  }

  public Path path() {
    return path;
  }

  /// Starts the library; it may lock by what the operating system has.
  ///
  /// @return false where it was started before
  /// @throws CryptokiFault where it does not start
  public boolean initialize() {
    return initialize("");
  }

  /// Starts the library as [#initialize()] does, with what NSS' libsoftokn3 takes beside the
  /// standard: where its database is.
  ///
  /// @param parameters in NSS' form, e.g. `configdir='sql:FOLDER'`; empty: none
  public boolean initialize(String parameters) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment arguments = arena.allocate(INITIALIZE_ARGS_OCTETS, Abi.POINTER);
      Abi.putUlong(arguments, 4L * Abi.POINTER, OS_LOCKING_OK);
      if (!parameters.isEmpty()) {
        arguments.set(
            ValueLayout.ADDRESS_UNALIGNED,
            4L * Abi.POINTER + Abi.ULONG,
            arena.allocateFrom(parameters));
      }
      long code = call(Function.INITIALIZE, arguments);
      if (code != ALREADY_INITIALIZED) {
        check(code, Function.INITIALIZE.name());
      }
      return code == OK;
    }
  }

  /// Ends the library (`C_Finalize`) and all its sessions, if it was started.
  public void terminate() {
    long code = call(Function.FINALIZE, MemorySegment.NULL);
    if (code != NOT_INITIALIZED) {
      check(code, Function.FINALIZE.name());
    }
  }

  /// The initialized tokens that are there. The library must be started.
  public List<Token> tokens() {
    return present().stream().filter(token -> token.has(TOKEN_INITIALIZED)).toList();
  }

  /// The tokens that are there, also those that nobody initialized yet. The library must be
  /// started.
  public List<Token> present() {
    try (Arena arena = Arena.ofConfined()) {
      long[] slots = slots(arena);
      List<Token> tokens = new ArrayList<>();
      for (int i = 0; i < slots.length; i++) {
        MemorySegment info = arena.allocate(TOKEN_INFO_OCTETS, Abi.POINTER);
        if (call(Function.GET_TOKEN_INFO, Abi.ulong(slots[i]), info) == OK) {
          tokens.add(
              new Token(
                  slots[i],
                  i,
                  text(info, 0, LABEL_OCTETS),
                  text(info, SERIAL_AT, SERIAL_OCTETS),
                  Abi.getUlong(info, FLAGS_AT)));
        }
      }
      return tokens;
    }
  }

  /// The token with that label. The library must be started.
  ///
  /// @throws TokenNotFound where no token has it, or more than one
  public Token token(String label) {
    List<Token> found = tokens().stream().filter(token -> token.label().equals(label)).toList();
    return switch (found.size()) {
      case 1 -> found.getFirst();
      case 0 -> throw new TokenNotFound("no token is labelled " + label);
      default -> throw new TokenNotFound("several tokens are labelled " + label);
    };
  }

  /// Opens a session that may write, logged in as the user.
  ///
  /// @param pin is not kept
  public TokenSession open(Token token, byte[] pin) {
    return TokenSession.open(this, token.slot(), pin);
  }

  /// Opens a session that may write, logged in by nobody yet.
  public TokenSession open(Token token) {
    return TokenSession.open(this, token.slot());
  }

  /// All slots, with and without a token.
  private long[] slots(Arena arena) {
    MemorySegment count = arena.allocate(ULONG, ULONG);
    require(Function.GET_SLOT_LIST, (byte) 0, MemorySegment.NULL, count);
    MemorySegment slots = arena.allocate((long) ULONG * Math.max(1, Abi.getUlong(count, 0)), ULONG);
    require(Function.GET_SLOT_LIST, (byte) 0, slots, count);
    return Abi.ulongs(slots, Abi.getUlong(count, 0));
  }

  private static String text(MemorySegment info, long from, long length) {
    byte[] octets = info.asSlice(from, length).toArray(ValueLayout.JAVA_BYTE);
    return new String(octets, StandardCharsets.UTF_8).stripTrailing();
  }

  /// @return the CK_RV
  long call(Function function, Object... arguments) {
    return invoke(linked.computeIfAbsent(function, this::link), arguments);
  }

  /// @throws CryptokiFault where the answer is not CKR_OK
  void require(Function function, Object... arguments) {
    check(call(function, arguments), function.name());
  }

  private MethodHandle link(Function function) {
    MemorySegment address = functions.get(ValueLayout.ADDRESS_UNALIGNED, at(function));
    return Abi.LINKER.downcallHandle(address, function.signature());
  }

  private static long at(Function function) {
    return Abi.FUNCTION_LIST_HEAD + (long) function.place() * Abi.POINTER;
  }

  private static long invoke(MethodHandle function, Object... arguments) {
    try {
      return ((Number) function.invokeWithArguments(arguments)).longValue();
    } catch (RuntimeException | Error fault) {
      throw fault;
    } catch (Throwable never) {
      throw new IllegalStateException(never);
    }
  }

  static void check(long code, String function) {
    if (code != OK) {
      throw new CryptokiFault(function, code);
    }
  }
}
