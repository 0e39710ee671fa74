package shomei.pki.key;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.ProviderException;
import java.security.Security;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import javax.security.auth.login.LoginException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A PKCS#11 module in this process, and of its functions the four that SunPKCS11 does not give:
/// finding a token by its label, and finalizing and initializing the module again, which is the
/// only cure once its token was away (README.md, *Healing*).
///
/// A module is the process's (PKCS#11 v2.40 §5.4): however many ask for it, there is one object for
/// it, and [#restart] ends everybody's sessions. Sessions are good while [#generation] stays the
/// same. Nothing else in the process may use the module.
// restricted: native functions are called, by the signatures of the standard
@SuppressWarnings("restricted")
public final class Pkcs11Module {
  private static final Logger LOG = LoggerFactory.getLogger(Pkcs11Module.class);

  private static final AddressLayout POINTER = ValueLayout.ADDRESS;
  private static final ValueLayout.OfLong ULONG = ValueLayout.JAVA_LONG;

  // places in CK_FUNCTION_LIST (PKCS#11 v2.40 §5.4), which starts with a version padded to a
  // pointer
  private static final int INITIALIZE = 0;
  private static final int FINALIZE = 1;
  private static final int GET_SLOT_LIST = 4;
  private static final int GET_TOKEN_INFO = 6;
  private static final int FUNCTIONS = 7;

  // CK_C_INITIALIZE_ARGS is four pointers, flags and a pointer
  private static final long INITIALIZE_ARGS_SIZE = 48;
  private static final long INITIALIZE_FLAGS = 32;
  private static final long OS_LOCKING_OK = 2;

  // CK_TOKEN_INFO: label, manufacturer, model and serial number blank-padded, then the flags
  private static final long TOKEN_INFO_SIZE = 208;
  private static final long LABEL_LENGTH = 32;
  private static final long SERIAL = 80;
  private static final long SERIAL_LENGTH = 16;
  private static final long FLAGS = 96;
  private static final long TOKEN_INITIALIZED = 0x400;

  private static final long OK = 0;
  private static final long CRYPTOKI_ALREADY_INITIALIZED = 0x191;
  private static final long CRYPTOKI_NOT_INITIALIZED = 0x190;

  /// By path. State of the process, as what it stands for is.
  private static final ConcurrentMap<Path, Pkcs11Module> LOADED = new ConcurrentHashMap<>();

  private final Path path;
  private final MethodHandle initialize;
  private final MethodHandle finish;
  private final MethodHandle getSlotList;
  private final MethodHandle getTokenInfo;
  private final ReadWriteLock inUse = new ReentrantReadWriteLock();
  private final Set<AuthProvider> providers = new HashSet<>();
  private final AtomicInteger generation = new AtomicInteger();

  /// A token as found.
  ///
  /// @param index its place in the list of all slots
  /// @param serial as its maker or its initialization gave it
  record Token(int index, String serial) {}

  private Pkcs11Module(Path path, MemorySegment functions) {
    this.path = path;
    this.initialize = function(functions, INITIALIZE, POINTER);
    this.finish = function(functions, FINALIZE, POINTER);
    this.getSlotList = function(functions, GET_SLOT_LIST, ValueLayout.JAVA_BYTE, POINTER, POINTER);
    this.getTokenInfo = function(functions, GET_TOKEN_INFO, ULONG, POINTER);
  }

  /// Loads the module, or finds it loaded; [#restart] starts it.
  ///
  /// @throws IllegalArgumentException where there is no PKCS#11 module at that path
  public static Pkcs11Module load(Path path) {
    return LOADED.computeIfAbsent(path.toAbsolutePath().normalize(), Pkcs11Module::open);
  }

  private static Pkcs11Module open(Path path) {
    MemoryLayout nativeLong = Linker.nativeLinker().canonicalLayouts().get("long");
    if (nativeLong == null || nativeLong.byteSize() != ULONG.byteSize()) {
      throw new IllegalStateException("PKCS#11 tokens need a 64-bit Unix");
    }
    MemorySegment list;
    try {
      MethodHandle getFunctionList =
          Linker.nativeLinker()
              .downcallHandle(
                  SymbolLookup.libraryLookup(path, Arena.global()).findOrThrow("C_GetFunctionList"),
                  FunctionDescriptor.of(ULONG, POINTER));
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment slot = arena.allocate(POINTER);
        check(call(getFunctionList, slot), "C_GetFunctionList");
        list =
            slot.get(POINTER, 0)
                .reinterpret(POINTER.byteSize() * (1 + FUNCTIONS), Arena.global(), null);
      }
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("there is no PKCS#11 module at " + path, e);
    }
    return new Pkcs11Module(path, list);
  }

  private static MethodHandle function(
      MemorySegment functions, int place, MemoryLayout... arguments) {
    MemorySegment address = functions.get(POINTER, POINTER.byteSize() * (1L + place));
    return Linker.nativeLinker().downcallHandle(address, FunctionDescriptor.of(ULONG, arguments));
  }

  Path path() {
    return path;
  }

  /// Zero before the first start, then rises by one with each.
  int generation() {
    return generation.get();
  }

  /// Works with sessions of the module; no restart comes in between.
  <T> T using(Callable<T> work) throws Exception {
    inUse.readLock().lock();
    try {
      return work.call();
    } finally {
      inUse.readLock().unlock();
    }
  }

  /// Works while nobody has a call under way.
  <T> T alone(Callable<T> work) throws Exception {
    inUse.writeLock().lock();
    try {
      return work.call();
    } finally {
      inUse.writeLock().unlock();
    }
  }

  /// Makes a provider over a token of this module, to be given back before the next restart.
  ///
  /// *Danger:* a provider that outlived a restart would one day free the handles that it still
  /// counts as its own, and they are somebody else's by then: it could delete a CA's key from the
  /// token.
  AuthProvider provider(String configuration) {
    AuthProvider made = (AuthProvider) Security.getProvider("SunPKCS11").configure(configuration);
    inUse.writeLock().lock();
    try {
      providers.add(made);
    } finally {
      inUse.writeLock().unlock();
    }
    return made;
  }

  /// Logs out, after which the provider frees nothing more (`destroyTokenAfterLogout`).
  private static void giveBack(AuthProvider provider) {
    try {
      provider.logout();
    } catch (LoginException | ProviderException e) {
      LOG.debug("a token was gone before the log-out: {}", e.getMessage());
    }
  }

  /// Ends all sessions, if any, and starts the module afresh, so that it looks at its tokens anew.
  ///
  /// @throws IllegalStateException where the module does not start
  void restart() {
    inUse.writeLock().lock();
    try {
      providers.forEach(Pkcs11Module::giveBack);
      providers.clear();
      if (generation.getAndIncrement() > 0) {
        long code = call(finish, MemorySegment.NULL);
        if (code != CRYPTOKI_NOT_INITIALIZED) {
          check(code, "C_Finalize");
        }
      }
      start();
    } finally {
      inUse.writeLock().unlock();
    }
  }

  private void start() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment arguments = arena.allocate(INITIALIZE_ARGS_SIZE, POINTER.byteSize());
      arguments.set(ULONG, INITIALIZE_FLAGS, OS_LOCKING_OK);
      long code = call(initialize, arguments);
      if (code != CRYPTOKI_ALREADY_INITIALIZED) {
        check(code, "C_Initialize");
      }
    }
  }

  /// @throws IllegalStateException where no token has that label, or more than one
  Token find(String label) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment slots = slots(arena);
      Token found = null;
      for (int i = 0; i < slots.byteSize() / ULONG.byteSize(); i++) {
        MemorySegment info = arena.allocate(TOKEN_INFO_SIZE, ULONG.byteSize());
        boolean present = call(getTokenInfo, slots.getAtIndex(ULONG, i), info) == OK;
        if (present
            && (info.get(ULONG, FLAGS) & TOKEN_INITIALIZED) != 0
            && text(info, 0, LABEL_LENGTH).equals(label)) {
          if (found != null) {
            throw new IllegalStateException("several tokens are labelled " + label);
          }
          found = new Token(i, text(info, SERIAL, SERIAL_LENGTH));
        }
      }
      if (found == null) {
        throw new IllegalStateException("no token is labelled " + label);
      }
      return found;
    }
  }

  /// All slots, with and without a token: in the order that SunPKCS11's `slotListIndex` counts.
  private MemorySegment slots(Arena arena) {
    MemorySegment count = arena.allocate(ULONG);
    check(call(getSlotList, (byte) 0, MemorySegment.NULL, count), "C_GetSlotList");
    MemorySegment slots = arena.allocate(ULONG, count.get(ULONG, 0));
    check(call(getSlotList, (byte) 0, slots, count), "C_GetSlotList");
    return slots.asSlice(0, ULONG.byteSize() * count.get(ULONG, 0));
  }

  private static String text(MemorySegment info, long from, long length) {
    byte[] octets = info.asSlice(from, length).toArray(ValueLayout.JAVA_BYTE);
    return new String(octets, StandardCharsets.UTF_8).stripTrailing();
  }

  private static long call(MethodHandle function, Object... arguments) {
    try {
      return (long) function.invokeWithArguments(arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static void check(long code, String function) {
    if (code != OK) {
      throw new IllegalStateException(function + " answered 0x" + Long.toHexString(code));
    }
  }
}
