package shomei.enrollment.computer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.enrollment.StoreKind;
import shomei.enrollment.StoreLocation;

final class StorePlacesTest {
  @TempDir Path home;
  private final Map<String, String> environment = new HashMap<>();

  @Test
  void chromiumsDatabaseIsOfferedBeforeItIsThereAndNothingIsMadeByLooking() throws Exception {
    StorePlace first = places(OperatingSystem.LINUX).getFirst();

    Path database = home.resolve(".pki/nssdb");
    assertThat(first)
        .isEqualTo(
            StorePlace.of(
                new StoreLocation.Nss(database.toString(), null),
                database.toString(),
                false,
                true));
    assertThat(first.id()).isEqualTo("nss:" + database);
    assertThat(home).isEmptyDirectory();

    Files.createDirectories(database);
    Files.createFile(database.resolve("cert9.db"));
    assertThat(places(OperatingSystem.LINUX).getFirst().isThere()).isTrue();
  }

  @Test
  void confinedBrowsersAreOfferedWhereTheyHaveADatabase() throws Exception {
    Path snap = Files.createDirectories(home.resolve("snap/chromium/current/.pki/nssdb"));
    Files.createFile(snap.resolve("cert9.db"));

    assertThat(places(OperatingSystem.LINUX))
        .extracting(StorePlace::kind)
        .containsExactly(StoreKind.CHROMIUM, StoreKind.CHROMIUM, StoreKind.FILE, StoreKind.TOKEN);
  }

  @Test
  void everyFirefoxProfileThatIsThereIsAPlaceAndTheUsualOneComesFirst() throws Exception {
    Path root = home.resolve(".config/mozilla/firefox");
    for (String profile : List.of("abc.default", "xyz.work")) {
      Files.createDirectories(root.resolve(profile));
    }
    Path elsewhere = Files.createDirectories(home.resolve("elsewhere"));
    Files.writeString(
        root.resolve("profiles.ini"),
        """
        [Profile2]
        Name=away
        IsRelative=0
        Path=%s

        [Profile1]
        Name=default
        IsRelative=1
        Path=abc.default
        Default=1

        [Profile0]
        Name=work
        IsRelative=1
        Path=xyz.work

        [Profile3]
        Name=deleted
        IsRelative=1
        Path=nothing

        [General]
        StartWithLastProfile=1
        """
            .formatted(elsewhere));
    Files.writeString(root.resolve("installs.ini"), "[3B6073811A6ABF12]\nDefault=xyz.work\n");

    assertThat(firefox())
        .extracting(StorePlace::name, StorePlace::isUsual, StorePlace::where)
        .containsExactly(
            tuple("work", true, root.resolve("xyz.work").toString()),
            tuple("away", false, elsewhere.toString()),
            tuple("default", false, root.resolve("abc.default").toString()));
  }

  @Test
  void firefoxIsFoundWhereSnapFlatpakAndOlderVersionsPutItAndOnceWhereALinkLeadsThere()
      throws Exception {
    for (String root :
        List.of(
            "snap/firefox/common/.mozilla/firefox",
            ".var/app/org.mozilla.firefox/.mozilla/firefox",
            ".mozilla/firefox")) {
      Path folder = Files.createDirectories(home.resolve(root));
      Files.createDirectories(folder.resolve("p"));
      Files.writeString(
          folder.resolve("profiles.ini"), "[Profile0]\nName=" + root.length() + "\nPath=p\n");
    }
    environment.put("XDG_CONFIG_HOME", home.resolve("settings").toString());
    Files.createDirectories(home.resolve("settings/mozilla"));
    Files.createSymbolicLink(
        home.resolve("settings/mozilla/firefox"), home.resolve(".mozilla/firefox"));

    assertThat(firefox()).hasSize(3);
  }

  @Test
  void iniFilesThatMakeNoSenseHideNoOtherPlace() throws Exception {
    Path root = Files.createDirectories(home.resolve(".mozilla/firefox"));
    Files.write(root.resolve("profiles.ini"), new byte[] {'[', (byte) 0xFF, (byte) 0xFE, '=', 0});
    assertThat(firefox()).isEmpty();

    Files.writeString(root.resolve("profiles.ini"), "Path=x\n[Profile0]\nPath\n=\n[Profile1\n");
    assertThat(firefox()).isEmpty();
    assertThat(places(OperatingSystem.LINUX)).hasSize(3);
  }

  @Test
  void windowsAndMacOfferTheirOwn() {
    assertThat(places(OperatingSystem.WINDOWS))
        .extracting(StorePlace::id)
        .containsExactly("windows", "windows:platform", "file", "token");
    assertThat(places(OperatingSystem.MACOS))
        .extracting(StorePlace::id)
        .containsExactly("macos", "file", "token");
  }

  private List<StorePlace> firefox() {
    return places(OperatingSystem.LINUX).stream()
        .filter(place -> place.kind() == StoreKind.FIREFOX)
        .toList();
  }

  private List<StorePlace> places(OperatingSystem system) {
    Computer computer =
        new Computer(
            system, home, environment, new Commands(List.of()), certificate -> Optional.empty());
    return new StorePlaces(computer).all();
  }
}
