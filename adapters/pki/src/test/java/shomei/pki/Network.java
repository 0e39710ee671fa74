package shomei.pki;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;

/// A network between SunPKCS11 and the tests' token, as an HSM in another room has it: each call
/// that signs or digests takes its time, and some get no answer. It is put into the table of
/// functions that the module gives (PKCS#11 v2.40 §5.4), so that everything above it is the real
/// thing, and taken out again at the end.
// restricted: native functions are called, by the signatures of the standard
@SuppressWarnings("restricted")
public final class Network implements AutoCloseable {
  private static final ValueLayout.OfLong ULONG = ValueLayout.JAVA_LONG;
  private static final ValueLayout POINTER = ValueLayout.ADDRESS;

  // places in CK_FUNCTION_LIST
  private static final int SIGN_INIT = 42;
  private static final int SIGN = 43;
  private static final int SIGN_UPDATE = 44;
  private static final int SIGN_FINAL = 45;
  private static final int FUNCTIONS = 68;

  private static final long DEVICE_ERROR = 0x30;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment table;
  private final List<MemorySegment> before = new ArrayList<>();
  private final Duration latency;
  private final IntPredicate lost;
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger operations = new AtomicInteger();

  /// @param latency of each call
  /// @param lost whether the call of that number gets no answer
  public Network(Path module, Duration latency, IntPredicate lost) {
    this.latency = latency;
    this.lost = lost;
    this.table = table(module);
    for (int place = 0; place < FUNCTIONS; place++) {
      before.add(table.get(ValueLayout.ADDRESS, address(place)));
    }
    put(SIGN_INIT, FunctionDescriptor.of(ULONG, ULONG, POINTER, ULONG));
    put(SIGN, FunctionDescriptor.of(ULONG, ULONG, POINTER, ULONG, POINTER, POINTER));
    put(SIGN_UPDATE, FunctionDescriptor.of(ULONG, ULONG, POINTER, ULONG));
    put(SIGN_FINAL, FunctionDescriptor.of(ULONG, ULONG, POINTER, POINTER));
  }

  private MemorySegment table(Path module) {
    MethodHandle getFunctionList =
        Linker.nativeLinker()
            .downcallHandle(
                SymbolLookup.libraryLookup(module, arena).findOrThrow("C_GetFunctionList"),
                FunctionDescriptor.of(ULONG, POINTER));
    MemorySegment answer = arena.allocate(ValueLayout.ADDRESS);
    try {
      long _ = (long) getFunctionList.invokeExact(answer);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
    return answer.get(ValueLayout.ADDRESS, 0).reinterpret(address(FUNCTIONS));
  }

  /// The table starts with a version, padded to a pointer.
  private static long address(int place) {
    return ValueLayout.ADDRESS.byteSize() * (1L + place);
  }

  private void put(int place, FunctionDescriptor signature) {
    Linker linker = Linker.nativeLinker();
    MethodHandle original = linker.downcallHandle(before.get(place), signature);
    try {
      MethodHandle call =
          MethodHandles.lookup()
              .bind(
                  this,
                  "call",
                  MethodType.methodType(long.class, int.class, MethodHandle.class, Object[].class));
      MethodHandle stub =
          MethodHandles.insertArguments(call, 0, place, original)
              .asCollector(Object[].class, signature.argumentLayouts().size())
              .asType(signature.toMethodType());
      table.set(ValueLayout.ADDRESS, address(place), linker.upcallStub(stub, signature, arena));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A beginning that is lost never came to the token; of all else the token's answer is lost.
  @SuppressWarnings("UnusedMethod") // called through its method handle
  private long call(int place, MethodHandle original, Object... arguments) {
    if (place == SIGN_INIT) {
      operations.incrementAndGet();
    }
    LockSupport.parkNanos(latency.toNanos());
    boolean loses = lost.test(calls.incrementAndGet());
    try {
      long answer =
          loses && place == SIGN_INIT
              ? DEVICE_ERROR
              : (long) original.invokeWithArguments(arguments);
      return loses ? DEVICE_ERROR : answer;
    } catch (Throwable e) {
      return DEVICE_ERROR;
    }
  }

  /// How many signatures and digests were begun.
  public int operations() {
    return operations.get();
  }

  /// Takes the network out. Nobody may have a call under way.
  @Override
  public void close() {
    for (int place : new int[] {SIGN_INIT, SIGN, SIGN_UPDATE, SIGN_FINAL}) {
      table.set(ValueLayout.ADDRESS, address(place), before.get(place));
    }
    arena.close();
  }
}
