package shomei.packages.windows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The set-up and the package that the build made, installed, upgraded and removed. What stands in
/// them is run nowhere here: Wine's 64 bits do not start the launcher, and there is no Java.
@Tag("slow")
final class InstalledTest {
  private static final String SCHEME = "Software\\Classes\\shomei";
  private static final String LISTED =
      "Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\Shomei";

  @TempDir private static Path folder;
  private static Wine wine;
  private static Packing packing;
  private static Path setUp;

  @BeforeAll
  static void begin() throws Exception {
    wine = Wine.in(folder.resolve("wine"));
    packing = new Packing(Files.createDirectories(folder.resolve("packing")));
    setUp = Packing.built("-setup.exe");
  }

  @AfterAll
  static void end() throws Exception {
    wine.end();
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    if (Files.exists(uninstaller())) {
      remove();
    }
  }

  private static String version() {
    return setUp.getFileName().toString().replaceAll("shomei-(.*)-setup\\.exe", "$1");
  }

  private static Path installed() {
    return wine.local("Programs/Shomei");
  }

  private static Path uninstaller() {
    return installed().resolve("uninstall.exe");
  }

  private static int install(Path program) throws Exception {
    return wine.run(program.toString(), "/S");
  }

  /// The uninstaller goes on in a copy of itself.
  private static void remove() throws Exception {
    assertThat(wine.run(uninstaller().toString(), "/S")).isZero();
    Wine.until(() -> !Files.exists(installed()));
  }

  private static Set<String> files(Path below) throws IOException {
    try (Stream<Path> all = Files.walk(below)) {
      return all.filter(Files::isRegularFile)
          .map(file -> below.relativize(file).toString())
          .collect(Collectors.toSet());
    }
  }

  private static List<String> entries(Path below) throws IOException {
    try (Stream<Path> all = Files.list(below)) {
      return all.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void theSetUpIsForOnePersonAndLeavesNothingBehind() throws Exception {
    assertThat(install(setUp)).isZero();
    Path app = installed().resolve("app-" + version());
    assertThat(entries(installed())).containsExactly("app-" + version(), "uninstall.exe");
    assertThat(files(app))
        .isEqualTo(files(Packing.stage()))
        .contains("shomei.exe", "shomei-cli.exe", "shomei-desktop.jar", "README.txt");
    assertThat(app.resolve("shomei-desktop.jar"))
        .hasSameBinaryContentAs(Packing.stage().resolve("shomei-desktop.jar"));
    assertThat(Files.readString(app.resolve("README.txt"))).startsWith("\ufeffShomei\r\n");
    assertThat(wine.menu()).exists();
    assertThat(wine.registry("HKCU\\" + SCHEME))
        .contains("@=\"URL:Shomei\"", "\"URL Protocol\"=\"\"")
        .contains(
            "@=\"\\\"C:\\\\users\\\\山田\\\\AppData\\\\Local\\\\Programs\\\\Shomei\\\\app-"
                + version()
                + "\\\\shomei.exe\\\" \\\"%1\\\"\"");
    assertThat(wine.registry("HKCU\\" + LISTED))
        .contains("\"DisplayVersion\"=\"" + version() + "\"");
    assertThat(wine.registry("HKLM\\" + SCHEME)).as("for nobody else").isEmpty();
    Path own = Files.writeString(wine.local("certificate.p12"), "own");

    remove();
    assertThat(wine.menu()).doesNotExist();
    assertThat(wine.registry("HKCU\\" + SCHEME)).isEmpty();
    assertThat(wine.registry("HKCU\\" + LISTED)).isEmpty();
    assertThat(own).exists();
  }

  @Test
  void aNewerVersionTakesThePlaceOfAnOlderAndNotTheOtherWayRound() throws Exception {
    Path newer = packing.setUp("9.0.0");
    assertThat(install(packing.setUp("0.0.9"))).isZero();
    assertThat(install(newer)).isZero();
    assertThat(entries(installed())).containsExactly("app-9.0.0", "uninstall.exe");
    assertThat(wine.registry("HKCU\\" + SCHEME)).contains("app-9.0.0").doesNotContain("app-0.0.9");
    assertThat(install(packing.setUp("8.9.9"))).isEqualTo(3);
    assertThat(entries(installed())).containsExactly("app-9.0.0", "uninstall.exe");
    Files.delete(installed().resolve("app-9.0.0/shomei.exe"));
    assertThat(install(newer)).as("mended by the same version").isZero();
    assertThat(installed().resolve("app-9.0.0/shomei.exe")).exists();
  }

  @Test
  void aProgramThatIsRunningKeepsItsFilesUntilTheNextSetUp() throws Exception {
    Path older = packing.setUp("0.0.8");
    assertThat(install(older)).isZero();
    Process running =
        wine.start(
            packing
                .holder("$LOCALAPPDATA\\Programs\\Shomei\\app-0.0.8\\shomei-desktop.jar")
                .toString());
    Wine.until(() -> Files.exists(wine.local("held")));
    assertThat(install(older)).as("the same version").isEqualTo(2);
    assertThat(entries(installed())).containsExactly("app-0.0.8", "uninstall.exe");
    assertThat(install(packing.setUp("0.0.9"))).isZero();
    assertThat(entries(installed())).containsExactly("app-0.0.8", "app-0.0.9", "uninstall.exe");
    assertThat(files(installed().resolve("app-0.0.8"))).hasSize(2);
    assertThat(wine.registry("HKCU\\" + SCHEME)).contains("app-0.0.9");
    int removed =
        wine.run(
            uninstaller().toString(), "/S", "_?=C:\\users\\山田\\AppData\\Local\\Programs\\Shomei");
    assertThat(removed).isEqualTo(2);
    assertThat(wine.registry("HKCU\\" + SCHEME)).as("nothing was removed").contains("app-0.0.9");
    Files.delete(wine.local("held"));
    assertThat(running.waitFor()).isZero();
    assertThat(install(packing.setUp("0.0.10"))).isZero();
    assertThat(entries(installed())).containsExactly("app-0.0.10", "uninstall.exe");
  }

  @Test
  void aSetUpThatIsCutOffChangesNothingAndTheNextOneClearsUp() throws Exception {
    assertThat(install(packing.setUp("0.0.7"))).isZero();
    Process cut = wine.start(setUp.toString(), "/S");
    Path unpacking = installed().resolve("new");
    Wine.until(() -> Files.exists(unpacking.resolve("README.txt")) || !cut.isAlive());
    cut.destroyForcibly().waitFor();
    assertThat(unpacking).as("it was cut off in the midst").exists();
    assertThat(wine.registry("HKCU\\" + SCHEME)).contains("app-0.0.7");
    assertThat(files(installed().resolve("app-0.0.7"))).hasSize(2);
    assertThat(install(setUp)).isZero();
    assertThat(entries(installed())).containsExactly("app-" + version(), "uninstall.exe");
  }

  @Test
  void thePackageIsForAllWhoUseThePc() throws Exception {
    Path msi = Packing.built(".msi");
    assertThat(wine.run("msiexec", "/i", packing.msi("0.0.5").toString(), "/qn")).isZero();
    assertThat(files(wine.programs("Shomei"))).hasSize(2);
    assertThat(wine.run("msiexec", "/i", msi.toString(), "/qn")).isZero();
    assertThat(files(wine.programs("Shomei"))).isEqualTo(files(Packing.stage()));
    assertThat(wine.registry("HKLM\\" + SCHEME))
        .contains("@=\"\\\"C:\\\\Program Files\\\\Shomei\\\\shomei.exe\\\" \\\"%1\\\"\"");
    assertThat(wine.menu()).exists();
    assertThat(wine.run("msiexec", "/i", packing.msi("0.0.4").toString(), "/qn"))
        .as("an older one")
        .isNotZero();
    assertThat(wine.run("msiexec", "/x", msi.toString(), "/qn")).isZero();
    assertThat(wine.programs("Shomei")).doesNotExist();
    assertThat(wine.registry("HKLM\\" + SCHEME)).isEmpty();
    assertThat(wine.menu()).doesNotExist();
  }

  @Test
  void whereThereIsAKeyBothAreSigned() throws Exception {
    for (Path file : List.of(setUp, Packing.built(".msi"))) {
      Path signed = packing.signed(file);
      assertThat(
              packing.run(
                  folder,
                  Map.of(),
                  "osslsigncode",
                  "verify",
                  "-CAfile",
                  signed.resolveSibling("signer.pem").toString(),
                  "-in",
                  signed.toString()))
          .contains("Signature verification: ok");
    }
    assertThat(install(packing.signed(packing.setUp("0.0.6")))).isZero();
  }
}
