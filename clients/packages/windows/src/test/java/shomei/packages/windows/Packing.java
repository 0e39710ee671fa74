package shomei.packages.windows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Packs as the build does, in little: a program of a few octets, in any version.
final class Packing {
  private static final Path MODULE = Path.of("").toAbsolutePath();

  private final Path folder;

  Packing(Path folder) {
    this.folder = folder;
  }

  /// What the build made.
  static Path built(String ending) throws IOException {
    try (var files = Files.list(MODULE.resolve("target"))) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(ending))
          .findFirst()
          .orElseThrow(() -> new AssertionError("the build left nothing that ends in " + ending));
    }
  }

  /// What was packed.
  static Path stage() {
    return MODULE.resolve("target/stage");
  }

  /// A set-up of another version.
  Path setUp(String version) throws IOException, InterruptedException {
    return nsis("shomei.nsi", version, MODULE);
  }

  /// A package of another version.
  Path msi(String version) throws IOException, InterruptedException {
    Path program = program(version);
    run(
        folder,
        Map.of(),
        "sh",
        "-c",
        """
        find "$1" -type f | wixl-heat -p "$1/" --component-group Program --var var.Stage \
          --directory-ref ProgramFolder --win64 >files.wxs
        wixl --arch x64 -D Win64=yes -D Version="$2" -D Stage=stage -o "$2.msi" "$3/shomei.wxs" files.wxs
        """,
        "sh",
        program.toString(),
        version,
        MODULE.toString());
    return folder.resolve(version + ".msi");
  }

  private Path program(String version) throws IOException {
    Path program = Files.createDirectories(folder.resolve("stage"));
    Files.writeString(program.resolve("shomei-desktop.jar"), version);
    Files.writeString(program.resolve("shomei.exe"), version);
    return program;
  }

  /// A program that holds a file, as Java holds its jars, for as long as there is a file `held`.
  Path holder(String file) throws IOException, InterruptedException {
    Path script = folder.resolve("holder.nsi");
    Files.writeString(
        script,
        """
        Target amd64-unicode
        !include LogicLib.nsh
        OutFile "${OUT}"
        RequestExecutionLevel user
        SilentInstall silent
        Section
          FileOpen $0 "%s" r
          FileOpen $1 "$LOCALAPPDATA\\held" w
          FileClose $1
          ${While} ${FileExists} "$LOCALAPPDATA\\held"
            Sleep 50
          ${EndWhile}
        SectionEnd
        """
            .formatted(file));
    return nsis(script.toString(), "holder", folder);
  }

  private Path nsis(String script, String version, Path from)
      throws IOException, InterruptedException {
    Path program = program(version);
    Path out = folder.resolve(version + ".exe");
    run(
        from,
        Map.of(),
        "makensis",
        "-V1",
        "-INPUTCHARSET",
        "UTF8",
        "-DVERSION=" + version,
        "-DSTAGE=" + program,
        "-DOUT=" + out,
        "-DSIZE=1",
        "-DSIGN=true",
        script);
    return out;
  }

  /// Signs a copy as the build signs, with a key of the test's own.
  Path signed(Path file) throws IOException, InterruptedException {
    Path copy = folder.resolve("signed-" + file.getFileName());
    Files.copy(file, copy);
    run(
        folder,
        Map.of(),
        ("openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out signer.pem -subj /CN=Signing"
                + " -addext extendedKeyUsage=codeSigning")
            .split(" "));
    run(
        MODULE,
        Map.of(
            "SHOMEI_SIGNING_KEY",
            folder.resolve("key.pem").toString(),
            "SHOMEI_SIGNING_CERTIFICATE",
            folder.resolve("signer.pem").toString()),
        "./build",
        "--sign",
        copy.toString());
    return copy;
  }

  /// @return what it said
  String run(Path from, Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(command));
    ProcessBuilder program = new ProcessBuilder(all).directory(from.toFile());
    program.redirectErrorStream(true).environment().putAll(environment);
    Process running = program.start();
    String said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (running.waitFor() != 0) {
      throw new AssertionError(all + ": " + said);
    }
    return said;
  }
}
