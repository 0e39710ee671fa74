package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import shomei.command.ExitCode;
import shomei.domain.kernel.Octets;
import shomei.server.Browser.Answer;

/// O12: the packages of the client app, over real TLS, signed by OpenSSL as the build signs them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DownloadPagesTest {
  private static final String SETUP = "shomei-1.2.3-setup.exe";
  private static final String ENGLISH = "Accept-Language: en";

  private final MovableClock clock = new MovableClock();
  private Path downloads;
  private Path elsewhere;
  private Site site;
  private Adapters adapters;
  private Server server;
  private String open;
  private String minami;

  @BeforeAll
  @SuppressWarnings("NullAway.Init") // started before all tests
  void start(@TempDir Path folder) throws Exception {
    elsewhere = folder;
    downloads = Files.createDirectory(folder.resolve("downloads"));
    openssl(
        "req -x509 -newkey rsa:2048 -nodes -keyout signer.key -out signer.pem -subj /CN=Signing");
    site = Site.in(folder, clock);
    Site.PagesPorts ports =
        site.withPages(
            """
            {kita: {}, minami: {publicUrl: "https://minami.example", signedInUrl: "https://login.minami.example"}}
              downloads: {folder: downloads, signerFile: signer.pem}""");
    open = "localhost:" + ports.open();
    minami = "minami.example:" + ports.open();
    site.found();
    site.foundMinami();
    put(SETUP, "set up");
    put("shomei_1.2.3_amd64.deb", "package");
    put("shomei-1.2.3-macos.tar.gz", "archive");
    adapters = ServerTest.adapters(site, clock);
    server = Server.start(adapters);
  }

  @AfterAll
  void stop() {
    server.close();
    adapters.close();
  }

  private void openssl(String arguments) throws IOException, InterruptedException {
    Process openssl =
        new ProcessBuilder(("openssl " + arguments).split(" "))
            .directory(elsewhere.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(openssl.waitFor()).as(said).isZero();
  }

  /// As the README tells operators: by renaming.
  private void put(String name, String content) throws Exception {
    Path next = Files.writeString(downloads.resolve(".next"), content);
    openssl(
        "cms -sign -binary -md sha256 -outform DER -in downloads/.next -signer signer.pem"
            + " -inkey signer.key -out downloads/"
            + name
            + ".p7s");
    Files.move(next, downloads.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private static Browser browser() throws Exception {
    return new Browser(Optional.empty());
  }

  private static String sha256(String content) {
    return Octets.of(content.getBytes(StandardCharsets.US_ASCII)).sha256().hex();
  }

  @Test
  void theEntranceLeadsToAPageThatSaysWhatEachFileIs() throws Exception {
    Browser browser = browser();
    assertThat(browser.get(open, "/kita/").body()).contains(open + "/kita/download\"");
    Answer page =
        browser.get(
            open, "/kita/download", ENGLISH, "User-Agent: Mozilla/5.0 (Windows NT 10.0; Win64)");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body())
        .contains(
            "O12",
            "/downloads/" + SETUP + "\"",
            sha256("set up"),
            "0.0 MB (6 bytes)",
            "certutil -hashfile " + SETUP,
            "sudo apt install ./shomei_1.2.3_amd64.deb",
            "Signing",
            SETUP + ".p7s",
            "This PC");
    assertThat(page.body().indexOf("<h2>Windows"))
        .isPositive()
        .isLessThan(page.body().indexOf("<h2>macOS"))
        .isLessThan(page.body().indexOf("<h2>Linux"));
    assertThat(browser.get(open, "/kita/download").body())
        .contains("専用アプリのダウンロード", "署名者", "証明書を使うパソコンでダウンロードしてください");
    assertThat(browser.get(minami, "/download").body()).contains("みなみ銀行", SETUP);
    assertThat(browser.get(minami, "/").body()).contains("minami.example/download\"");
  }

  @Test
  void aFileComesAsABrowserExpectsADownload() throws Exception {
    Browser browser = browser();
    Answer file = browser.get(open, "/downloads/" + SETUP);
    assertThat(file.status()).isEqualTo(200);
    assertThat(file.body()).isEqualTo("set up");
    assertThat(file.header("content-disposition"))
        .contains("attachment; filename=\"" + SETUP + "\"");
    assertThat(file.header("content-length")).contains("6");
    assertThat(file.header("cache-control")).contains("public, no-cache");
    assertThat(file.header("x-content-type-options")).contains("nosniff");
    String tag = file.header("etag").orElseThrow();
    assertThat(tag).isEqualTo("\"" + sha256("set up") + "\"");
    assertThat(browser.get(open, "/downloads/" + SETUP, "If-None-Match: " + tag).status())
        .isEqualTo(304);
    Answer rest = browser.get(open, "/downloads/" + SETUP, "Range: bytes=4-", "If-Range: " + tag);
    assertThat(rest.status()).isEqualTo(206);
    assertThat(rest.body()).isEqualTo("up");
    assertThat(browser.get(open, "/downloads/" + SETUP + ".p7s").header("content-type"))
        .contains("application/pkcs7-signature");
  }

  @Test
  void noAddressLeadsOutOfTheFolder() throws Exception {
    Browser browser = browser();
    for (String path :
        List.of(
            "/downloads/",
            "/downloads/.next",
            "/downloads/shomei-9.9.9.msi",
            "/downloads/../signer.key",
            "/downloads/..%2fsigner.key",
            "/downloads/%2e%2e/signer.key",
            "/downloads/shomei/../../signer.key",
            "/downloads/shomei%2f..%2f..%2fsigner.key",
            "/downloads//etc/passwd",
            "/downloads/shomei-1.2.3-setup.exe%00.p7s",
            "/downloads/shomei-1.2.3-setup.exe/",
            "/kita/downloads/" + SETUP)) {
      assertThat(browser.get(open, path).status()).as(path).isIn(400, 404);
    }
  }

  @Test
  void whatWasChangedOrIsNotSignedIsNeverHandedOut() throws Exception {
    Browser browser = browser();
    String msi = "shomei-1.2.4.msi";
    Answer changed = changed(browser, msi);
    for (int tries = 1; changed.status() == 404 && tries < 5; tries++) {
      // the server's own look came in between, as it does every ten seconds
      changed = changed(browser, msi);
    }
    assertThat(changed.status()).isEqualTo(503);
    assertThat(changed.header("retry-after")).contains("10");
    server.runSchedule();
    assertThat(browser.get(open, "/downloads/" + msi).status()).isEqualTo(404);
    assertThat(browser.get(open, "/downloads/" + msi + ".p7s").status()).isEqualTo(404);
    assertThat(browser.get(open, "/kita/download").body()).doesNotContain(msi).contains(SETUP);
    assertThat(site.must("check"))
        .contains(
            "warning: pages.downloads.folder: " + msi + " is not offered: it is not what Signing",
            "can be used");
    put(msi, "mended");
    server.runSchedule();
    assertThat(browser.get(open, "/downloads/" + msi).body()).isEqualTo("mended");
    Files.delete(downloads.resolve(msi));
    Files.delete(downloads.resolve(msi + ".p7s"));
    server.runSchedule();
  }

  /// What is answered where the file was changed after the server looked at it.
  private Answer changed(Browser browser, String name) throws Exception {
    put(name, "good");
    server.runSchedule();
    assertThat(browser.get(open, "/downloads/" + name).body()).isEqualTo("good");
    Files.writeString(downloads.resolve(name), "evil");
    return browser.get(open, "/downloads/" + name);
  }

  @Test
  void thePageOfAPairingLeadsThereToo() throws Exception {
    Browser browser = browser();
    PageForm form =
        PageForm.of(browser.get(open, "/kita/acquire?door=user"), "/kita/acquire")
            .with("contract", "12345678901234")
            .with("user", "user1");
    String page = browser.post(open, "/kita/acquire", form).header("location").orElseThrow();
    assertThat(browser.get(open, page, ENGLISH).body())
        .contains("/kita/download\">Download the app");
    clock.forward(Duration.ofSeconds(11));
    assertThat(browser.get(open, page, ENGLISH).body())
        .contains("download and install it")
        .doesNotContain("as your bank tells you");
  }

  @Test
  void aSignerThatIsNoneIsToldBeforeAnythingStarts(@TempDir Path other) throws Exception {
    Site wrong = Site.in(other, clock);
    Files.createDirectory(other.resolve("downloads"));
    Files.writeString(other.resolve("signer.pem"), "nobody");
    wrong.withPages(
        """
        {kita: {}}
          downloads: {folder: downloads, signerFile: signer.pem}""");
    Site.Ended ended = wrong.run("check");
    assertThat(ended.code()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(ended.err()).contains("signer.pem: pages.downloads.signerFile: ");
  }
}
