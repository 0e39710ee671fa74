package shomei.pages.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import shomei.domain.kernel.Octets;
import shomei.web.http.Request;

/// What is known of a package by its name, and of a reader by the browser.
final class PackageNameTest {
  @ParameterizedTest
  @CsvSource({
    "shomei-1.2.3-setup.exe, SETUP, WINDOWS, 1.2.3",
    "shomei-1.2.3.msi, MSI, WINDOWS, 1.2.3",
    "shomei_1.2.3_amd64.deb, DEB, LINUX, 1.2.3",
    "shomei_0.1.0~SNAPSHOT_all.deb, DEB, LINUX, 0.1.0~SNAPSHOT",
    "shomei-0.1.0-SNAPSHOT-macos.tar.gz, ARCHIVE, MACOS, 0.1.0-SNAPSHOT"
  })
  void aNameSaysSystemAndVersion(
      String file, PackageName.Kind kind, Platform platform, String version) {
    assertThat(PackageName.of(file)).contains(new PackageName(file, kind, version));
    assertThat(kind.platform()).isEqualTo(platform);
    assertThat(file).matches(PackageName.FORM);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shomei.exe",
        "shomei-setup.exe",
        "shomei-1.2.3.exe",
        "shomei-server_1.2.3_amd64.deb",
        "shomei-1.2.3-setup.exe.part",
        "other-1.2.3.msi",
        "shomei-1.2.3 .msi",
        "shomei-1/../2.msi",
        "README"
      })
  void whatIsNoPackageHasNoSystem(String file) {
    assertThat(PackageName.of(file)).isEmpty();
  }

  @Test
  void theNewestComesFirstByNumbersAndNotByLetters() {
    assertThat(
            Stream.of("shomei-1.9.msi", "shomei-1.10.msi", "shomei-1.2.msi", "shomei-1.2-setup.exe")
                .map(PackageName::of)
                .map(Optional::orElseThrow)
                .sorted()
                .map(PackageName::file))
        .containsExactly(
            "shomei-1.2-setup.exe", "shomei-1.10.msi", "shomei-1.9.msi", "shomei-1.2.msi");
  }

  @ParameterizedTest
  @CsvSource({
    "'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0',, WINDOWS",
    "'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.0 Safari/605.1.15',, MACOS",
    "'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',, LINUX",
    "'Mozilla/5.0 (Linux; Android 15) Chrome/150.0.0.0 Mobile',,",
    "'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1',,",
    "'Mozilla/5.0 (X11; Linux x86_64) Chrome/150.0.0.0', '\"Windows\"', WINDOWS",
    "'Mozilla/5.0 (Windows NT 10.0)', '\"Android\"',",
    "curl/8,,",
    ",,"
  })
  void theBrowserIsBelievedAsToItsSystem(String agent, String hint, Platform platform) {
    Map<String, String> headers =
        hint == null
            ? agent == null ? Map.of() : Map.of("user-agent", agent)
            : Map.of("user-agent", agent, "sec-ch-ua-platform", hint);
    Request request =
        new Request(
            "id",
            "GET",
            "/kita/download",
            headers,
            "192.0.2.1",
            Optional.empty(),
            Map.of(),
            Octets.of(new byte[0]));
    assertThat(Platform.guess(request)).isEqualTo(Optional.ofNullable(platform));
  }
}
