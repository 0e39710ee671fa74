package shomei.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.NoSuchSessionException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;

/// The page that makes a certificate file, in a browser whose profile outlives it.
final class FilePage implements AutoCloseable {
  /// What [#await] says where an answer was lost.
  static final String LOST = "lost";

  static final String PASSWORD = "correct horse 9";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Rig rig;
  private final Path downloads;
  private final Chromium browser;

  /// @param profile of the browser, gone on with where it is there
  /// @param more arguments of the browser
  FilePage(Rig rig, NssStore store, Path folder, Path profile, String... more) throws IOException {
    this.rig = rig;
    this.downloads = Files.createDirectories(folder.resolve("downloads"));
    List<String> arguments =
        Stream.concat(Stream.of("--user-data-dir=" + profile), Stream.of(more)).toList();
    this.browser =
        new Chromium(
            Map.of("HOME", store.home().toString()),
            List.of(),
            arguments,
            rig.signedInPort(),
            folder,
            Path.of("target", "pages"));
    command(
        "Browser.setDownloadBehavior",
        Map.of("behavior", "allow", "downloadPath", downloads.toString()));
    watch("");
  }

  Chromium browser() {
    return browser;
  }

  /// Keeps what is sent anywhere from now on, and loses answers after the server has acted.
  ///
  /// @param lost pattern of addresses whose answers are lost; empty for none
  void watch(String lost) {
    script(
        """
        {
          const real = window.fetch;
          window.sent = [];
          window.fetch = async (url, request) => {
            window.sent.push(url + ' ' + (request?.method ?? 'GET') + ' ' + (request?.body ?? ''));
            const answer = await real(url, request);
            if ('%1$s' && new RegExp('%1$s').test(url)) {
              document.documentElement.dataset.lost = 'yes';
              await new Promise(() => {});
            }
            return answer;
          };
        }
        """
            .formatted(lost));
  }

  /// Runs before any script of every page that this tab opens.
  void script(String source) {
    command("Page.addScriptToEvaluateOnNewDocument", Map.of("source", source));
  }

  Map<String, Object> command(String name, Map<String, Object> parameters) {
    return browser.driver().executeCdpCommand(name, parameters);
  }

  /// As a browser is that has never been here.
  void clear() {
    List<String> before = List.copyOf(browser.driver().getWindowHandles());
    browser.driver().switchTo().newWindow(WindowType.TAB);
    String fresh = browser.driver().getWindowHandle();
    before.forEach(tab -> browser.driver().switchTo().window(tab).close());
    browser.driver().switchTo().window(fresh);
    rig.origins()
        .forEach(
            origin ->
                command(
                    "Storage.clearDataForOrigin", Map.of("origin", origin, "storageTypes", "all")));
    watch("");
  }

  /// From the form of the IDs to the page.
  void begin(String user) {
    browser.open(rig.page("/acquire?door=user&lang=ja"));
    browser.type("contract", Rig.CONTRACT);
    browser.type("user", user);
    browser.press("次へ");
    browser.press("アプリを使わずに取得する");
  }

  /// Opens it as a bookmark does.
  void open() {
    browser.open("about:blank");
    browser.open(rig.page("/file?lang=ja"));
  }

  /// Waits until one of these parts is shown.
  ///
  /// @return which
  String await(String... parts) {
    String wanted =
        Arrays.stream(parts)
            .map(part -> part.equals(LOST) ? "html[data-lost]" : "#" + part + ":not([hidden])")
            .collect(Collectors.joining(","));
    WebElement shown = browser.driver().findElement(By.cssSelector(wanted));
    return shown.getTagName().equals("html")
        ? LOST
        : Objects.requireNonNull(shown.getDomAttribute("id"));
  }

  void awaitText(String text) {
    var _ = browser.driver().findElement(By.xpath("//main[contains(., '" + text + "')]"));
  }

  void choosePassword() {
    browser.type("password", PASSWORD);
    browser.type("password-repeated", PASSWORD);
    browser.press("取得を始める");
  }

  void sendPin(String pin) {
    browser.type("pin", pin);
    browser.press("送信する");
  }

  /// Saves the file.
  Path save(String name) throws IOException {
    await("done");
    browser.press("証明書のファイルを保存する");
    Path saved = downloads.resolve(name);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.exists(saved)) {
      assertThat(System.nanoTime()).as("while %s is not there", saved).isLessThan(end);
      String _ = browser.driver().getTitle();
    }
    return saved;
  }

  @SuppressWarnings("unchecked") // what the script gives
  List<String> sent() {
    return (List<String>)
        Objects.requireNonNull(browser.driver().executeScript("return window.sent"));
  }

  /// The browser is gone in the middle of whatever it did.
  void crash() {
    try {
      command("Browser.crash", Map.of());
      assertThat(true).as("it answered").isFalse();
    } catch (NoSuchSessionException gone) {
      // as it should
    } catch (WebDriverException gone) {
      // as it should
    }
    close();
  }

  @Override
  public void close() {
    browser.close();
  }
}
