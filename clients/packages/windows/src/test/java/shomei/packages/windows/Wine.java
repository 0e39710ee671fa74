package shomei.packages.windows;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// A Windows of the tests' own, as far as Wine has it: 64 bit alone, without a display, of a person
/// whose name is not ASCII.
final class Wine {
  private static final Path PROGRAM = Path.of("/usr/lib/wine/wine64");
  private static final Path SERVER = Path.of("/usr/lib/wine/wineserver64");
  private static final String PERSON = "山田";
  private static final int PATIENCE_SECONDS = 300;

  private final Path home;

  private Wine(Path home) {
    this.home = home;
  }

  /// @param home folder in which it begins
  static Wine in(Path home) throws IOException, InterruptedException {
    if (!Files.isExecutable(PROGRAM)) {
      throw new AssertionError(
          "wine64 is missing, so nothing can be installed: apt-get install wine64");
    }
    Wine wine = new Wine(Files.createDirectories(home));
    wine.run("wineboot", "-i");
    return wine;
  }

  /// A folder of the person's.
  Path local(String path) {
    return person().resolve("AppData/Local").resolve(path);
  }

  Path menu() {
    return person().resolve("AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Shomei.lnk");
  }

  /// A folder of all who use the PC.
  Path programs(String path) {
    return home.resolve("drive_c/Program Files").resolve(path);
  }

  private Path person() {
    return home.resolve("drive_c/users").resolve(PERSON);
  }

  Process start(String... command) throws IOException {
    List<String> all = new ArrayList<>(List.of(PROGRAM.toString()));
    all.addAll(List.of(command));
    ProcessBuilder wine = new ProcessBuilder(all).redirectErrorStream(true);
    wine.redirectOutput(File.createTempFile("wine", ".log", home.toFile()));
    surround(wine);
    return wine.start();
  }

  private void surround(ProcessBuilder wine) {
    wine.environment().remove("DISPLAY");
    wine.environment().put("WINEPREFIX", home.toString());
    wine.environment().put("HOME", home.toString());
    wine.environment().put("WINEDEBUG", "-all");
    // nobody is there to be asked whether the first two are to be downloaded, or to see a menu
    wine.environment().put("WINEDLLOVERRIDES", "mscoree,mshtml,winemenubuilder.exe=");
    wine.environment().put("USER", PERSON);
    wine.environment().put("LC_ALL", "C.UTF-8");
  }

  /// Runs a program to its end.
  ///
  /// @return its exit code
  int run(String... command) throws IOException, InterruptedException {
    Process program = start(command);
    if (!program.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      program.destroyForcibly();
      throw new AssertionError("does not end: " + String.join(" ", command));
    }
    return program.exitValue();
  }

  /// A key of the registry with all below it, as `reg export` writes it; empty where there is none.
  String registry(String key) throws IOException, InterruptedException {
    Path file = home.resolve("exported.reg");
    Files.deleteIfExists(file);
    run("reg", "export", key, "Z:" + file.toString().replace('/', '\\'), "/y");
    return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_16) : "";
  }

  static void until(BooleanSupplier condition) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end || never.await(20, TimeUnit.MILLISECONDS)) {
        throw new AssertionError("it did not come to that");
      }
    }
  }

  /// Ends everything that runs in it.
  void end() throws IOException, InterruptedException {
    for (String option : new String[] {"-k", "-w"}) {
      ProcessBuilder server = new ProcessBuilder(SERVER.toString(), option);
      surround(server);
      server.start().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    // links to the whole machine, which nobody who clears up should follow
    for (String drive : new String[] {"c:", "z:", "com1", "com2", "com3", "com4"}) {
      Files.deleteIfExists(home.resolve("dosdevices").resolve(drive));
    }
  }
}
