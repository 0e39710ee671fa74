package shomei.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.enrollment.pairing.Presence;
import shomei.protocol.message.PairedAct;
import shomei.protocol.message.PairingStatus;
import shomei.protocol.message.Waiting;
import shomei.sdk.stand.Pages;

/// Two users of the operating system on one PC, each with a window, at the same time. The other one
/// is Debian's `nobody`, which only root can become: where the tests are not root's, sudo must ask
/// for no password.
final class OtherUserTest {
  private static final String OTHER = "nobody";
  private static final String SEAT = "12345678901234/hanako";

  @TempDir Path folder;
  private Display display;
  private WindowRig rig;
  private Path othersHome;
  private Path program;

  @BeforeEach
  void start() throws Exception {
    display = new Display();
    rig = new WindowRig(display, Files.createDirectories(folder.resolve("own")));
    rig.stand.office().register(SEAT, "2468");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    program = Files.createDirectories(folder.resolve("program"));
    othersHome = Files.createDirectories(folder.resolve("other"));
    for (String file : List.of("stand-ca.pem", "institutions.json")) {
      Files.copy(rig.home.resolve(file), program.resolve(file));
    }
    assertThat(run("chown", OTHER, othersHome.toString())).isZero();
  }

  @AfterEach
  void end() throws Exception {
    display.close();
    rig.close();
    assertThat(run("chown", "-R", String.valueOf(Files.getOwner(rig.home)), othersHome.toString()))
        .isZero();
  }

  private static List<String> asRoot(List<String> command) {
    List<String> all = new ArrayList<>();
    if (!System.getProperty("user.name").equals("root")) {
      all.addAll(List.of("sudo", "-n", "-E"));
    }
    all.addAll(command);
    return all;
  }

  private static List<String> asOther(String... command) {
    List<String> all = new ArrayList<>();
    all.addAll(List.of("setpriv", "--reuid", OTHER, "--regid", "nogroup", "--clear-groups", "--"));
    all.addAll(List.of(command));
    return asRoot(all);
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(asRoot(List.of(command))).inheritIO().start().waitFor();
  }

  private static String seenByOther(String... command) throws Exception {
    Process process = new ProcessBuilder(asOther(command)).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() + " " + said;
  }

  /// What the build made is its owner's alone, often; an installed program is everybody's.
  private String installed() throws IOException {
    List<String> copied = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path from = Path.of(entry);
      Path to = program.resolve(copied.size() + "-" + from.getFileName());
      copied.add(to.toString());
      try (Stream<Path> files = Files.walk(from)) {
        for (Path file : files.toList()) {
          Files.copy(file, to.resolve(from.relativize(file).toString()));
        }
      }
    }
    return String.join(File.pathSeparator, copied);
  }

  private DrivenWindow othersWindow() throws IOException {
    Map<String, String> environment = new HashMap<>();
    environment.put("HOME", othersHome.toString());
    environment.put("SHOMEI_INSTITUTIONS", program.resolve("institutions.json").toString());
    environment.put(DrivenWindow.CLASS_PATH, installed());
    return display.open(asOther(), environment, "window", "--lang", "en");
  }

  @Test
  void eachHasAWindowASocketAndAJournalThatTheOtherDoesNotSeeAndPagesTellThemApart()
      throws Exception {
    Pages.Page cutOff = rig.pages.open(PairedAct.ACQUIRE, WindowRig.USER).withCode("ABCD2345");
    try (DrivenWindow own = rig.window("en");
        DrivenWindow other = othersWindow()) {
      own.click("way.code");
      own.type("code.code", "ABCD2345");
      own.click("code.begin");
      own.await("question.answer", "");
      own.click("question.cancel");
      own.await("result.fault", "cancelled");
      own.click("result.home");
      own.await("home.left", "Kita Bank");

      other.await("home.title", "");
      assertThat(other.say("shown")).doesNotContain("home.left");
      other.click("home.issue");
      other.type("issue.contract", "12345678901234");
      other.type("issue.user", "hanako");
      other.click("issue.begin");
      WindowRig.choosePassword(other);
      other.await("question.title", "PIN");
      other.type("question.answer", "2468");
      other.click("question.ok");
      other.await("result.details", "hanako");
      other.await("status", "Waiting for pages");

      Path others = othersHome.resolve(".shomei");
      assertThat(Files.getOwner(others)).hasToString(OTHER);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(others)))
          .isEqualTo("rwx------");
      assertThat(others.resolve("window.sock")).exists();
      assertThat(rig.state().resolve("window.sock")).exists();
      for (String mine : List.of("pairing/pairing.json", "window.sock", "profiles")) {
        assertThat(rig.state().resolve(mine)).exists();
        assertThat(seenByOther("ls", "-d", rig.state().resolve(mine).toString()))
            .startsWith("2 ")
            .contains("Permission denied");
      }
      // the window says that it waits before the server hears of it
      rig.pages.awaitSeen(OTHER);
      assertThat(rig.pages.seen())
          .extracting(Waiting::osUser)
          .contains(System.getProperty("user.name"), OTHER);
      assertThat(rig.pages.seen())
          .extracting(Waiting::pc)
          .containsOnly(Presence.pcName(System.getenv()));

      own.click("home.takeUp");
      WindowRig.acquire(own);
      rig.pages.await(cutOff, PairingStatus.VALID);
    }
    assertThat(rig.stand.office().issued()).hasSize(2);
  }
}
