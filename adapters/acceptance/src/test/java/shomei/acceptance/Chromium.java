package shomei.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;

/// Debian's Chromium without a window, with a home folder of the tests' own, and its answer to
/// “which certificate?” given by a browser policy: nobody is there to press *OK*. The policy is
/// mounted over `/etc/chromium` for this browser alone.
final class Chromium implements AutoCloseable {
  private static final String AXE = resource("/axe.min.js");

  private static final String FINDINGS =
      """
      const done = arguments[arguments.length - 1];
      axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',
          'best-practice']})
        .then(found => done(found.violations.map(v =>
            v.id + ': ' + v.help + ' — ' + v.nodes.map(n => n.html).join(' | '))));
      """;

  /// Whether what is pressed leads to another page: a link that is not within this one, opens no
  /// tab, saves no file and does not start the client app, or a form that the browser lets go,
  /// where no script answers it.
  private static final String LEADS =
      """
      const pressed = arguments[0];
      return pressed.tagName === 'A'
        ? !/^(#|shomei:|blob:)/.test(pressed.getAttribute('href')) && pressed.target !== '_blank'
        : pressed.type === 'submit' && pressed.form.hasAttribute('action')
            && pressed.form.checkValidity();
      """;

  /// Longer than anything takes: a tool that fell silent is told of after 20 s.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Duration AFTER_A_CLICK = Duration.ofSeconds(2);

  private final ChromeDriver driver;
  private final Path pictures;

  /// @param port of the pages behind the certificate
  Chromium(NssStore store, int port, Path folder, Path pictures) throws IOException {
    this(Map.of("HOME", store.home().toString()), List.of(), port, folder, pictures);
  }

  /// @param environment with the home folder
  /// @param starting addresses of pages that may start the client app without a question
  Chromium(
      Map<String, String> environment, List<String> starting, int port, Path folder, Path pictures)
      throws IOException {
    this(environment, starting, List.of(), port, folder, pictures);
  }

  /// @param more arguments of the browser
  Chromium(
      Map<String, String> environment,
      List<String> starting,
      List<String> more,
      int port,
      Path folder,
      Path pictures)
      throws IOException {
    Path policies = Files.createDirectories(folder.resolve("chromium/policies/managed"));
    Files.writeString(
        policies.resolve("tests.json"),
        """
        {"AutoSelectCertificateForUrls":
          ["{\\"pattern\\":\\"https://[*.]login.localhost:%d\\",\\"filter\\":{}}"],
         "AutoLaunchProtocolsFromOrigins":
          [{"protocol": "shomei", "allowed_origins": [%s]}]}
        """
            .formatted(
                port,
                starting.stream()
                    .map(origin -> '"' + origin + '"')
                    .collect(Collectors.joining(", "))));
    Path starter = folder.resolve("chromedriver");
    Files.writeString(
        starter,
        """
        #!/bin/sh
        if [ "$(id -u)" = 0 ]; then own=-m; else own=-rm; fi
        exec unshare $own sh -c 'mount --bind %s /etc/chromium && exec chromedriver "$@"' sh "$@"
        """
            .formatted(folder.resolve("chromium")));
    Files.setPosixFilePermissions(starter, PosixFilePermissions.fromString("rwx------"));
    ChromeOptions options = new ChromeOptions();
    options.setBinary("/usr/bin/chromium");
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--window-size=1100,1400");
    options.addArguments(more);
    this.driver =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(starter.toFile())
                .withEnvironment(environment)
                .build(),
            options);
    // a chooser that nobody answers would hang
    this.driver.manage().timeouts().pageLoadTimeout(Duration.ofSeconds(60));
    this.driver.manage().timeouts().implicitlyWait(PATIENCE);
    this.driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(60));
    this.pictures = Files.createDirectories(pictures);
  }

  void open(String address) {
    driver.get(address);
  }

  /// Follows the link, or presses the button, that says so; where that leads to another page, it is
  /// gone to when this returns.
  void press(String text) {
    for (int tries = 1; !pressed(text); tries++) {
      if (tries == 3) {
        throw new AssertionError("“" + text + "” was replaced whenever it was to be pressed");
      }
    }
  }

  /// @return false where a page that goes on by itself put another in its place before
  private boolean pressed(String text) {
    String quoted = "[normalize-space()='" + text + "']";
    WebElement pressed = driver.findElement(By.xpath("//a" + quoted + "|//button" + quoted));
    WebElement page = driver.findElement(By.tagName("html"));
    boolean leads;
    try {
      leads = Boolean.TRUE.equals(driver.executeScript(LEADS, pressed));
    } catch (WebDriverException replaced) {
      if (!isReplaced(replaced)) {
        throw replaced;
      }
      return false;
    }
    try {
      pressed.click();
    } catch (WebDriverException replaced) {
      if (!isReplaced(replaced)) {
        throw replaced;
      }
      return leads && isGone(page, AFTER_A_CLICK);
    }
    if (leads && !isGone(page, PATIENCE)) {
      throw new AssertionError("“" + text + "” led nowhere");
    }
    return true;
  }

  /// Two ways in which the driver says that it is no longer there.
  private static boolean isReplaced(WebDriverException why) {
    return why instanceof StaleElementReferenceException
        || String.valueOf(why.getMessage()).contains("does not belong to the document");
  }

  /// A click may return before the browser has begun to leave the page.
  private static boolean isGone(WebElement page, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < end) {
      try {
        String _ = page.getTagName();
      } catch (WebDriverException gone) {
        if (!isReplaced(gone)) {
          throw gone;
        }
        return true;
      }
    }
    return false;
  }

  /// Sends the form of a field, whatever the browser has against it; the page that answers is there
  /// when this returns.
  void submit(String field) {
    WebElement page = driver.findElement(By.tagName("html"));
    driver.findElement(By.id(field)).submit();
    if (!isGone(page, PATIENCE)) {
      throw new AssertionError("the form of " + field + " led nowhere");
    }
  }

  void type(String field, String text) {
    WebElement input = driver.findElement(By.id(field));
    input.clear();
    input.sendKeys(text);
  }

  /// Which screen it is, as its foot says.
  String screen() {
    String[] lines = driver.findElement(By.tagName("footer")).getText().split("\n");
    return lines[lines.length - 1].replaceAll("^.*?([OCEA][0-9]+)$", "$1");
  }

  /// Waits for a screen, after what does not wait for the next page by itself.
  void await(String screen) {
    driver.findElement(By.xpath("//footer/p[last()][contains(., '" + screen + "')]"));
  }

  /// Goes on by the tab key until that has the focus.
  void tabTo(By wanted) {
    WebElement element = driver.findElement(wanted);
    for (int presses = 0; presses < 80; presses++) {
      keys(Keys.TAB);
      if (driver.switchTo().activeElement().equals(element)) {
        return;
      }
    }
    throw new AssertionError("no way to " + wanted + " by the keyboard");
  }

  /// Presses keys, wherever the focus is.
  void keys(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  /// Another page of the host that it is at.
  ///
  /// @param path below the bank's
  void visit(String path) {
    URI here = URI.create(driver.getCurrentUrl());
    driver.get("https://" + here.getAuthority() + "/kita" + path);
  }

  String text() {
    return driver.findElement(By.tagName("main")).getText();
  }

  String host() {
    return URI.create(driver.getCurrentUrl()).getHost();
  }

  ChromeDriver driver() {
    return driver;
  }

  /// In both languages and three sizes: axe finds nothing, and nothing is cut off at the width of
  /// an old telephone. Leaves a picture.
  void judge(String name) {
    for (String language : List.of("English", "日本語")) {
      press(language);
      judged(name + "-" + driver.findElement(By.tagName("html")).getDomAttribute("lang"));
    }
    press("文字 大");
    judged(name + "-large");
    press("文字 小");
    judged(name + "-small");
    press("文字 中");
  }

  /// As it is, where another language would be another page.
  @SuppressWarnings("unchecked") // what the script gives
  void judged(String name) {
    driver.executeScript(AXE);
    assertThat((List<String>) driver.executeAsyncScript(FINDINGS)).as(name).isEmpty();
    width(320);
    assertThat(
            (Boolean)
                driver.executeScript(
                    "return document.documentElement.scrollWidth <= window.innerWidth"))
        .as(name + " at 320 pixels")
        .isTrue();
    driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    try {
      Files.write(pictures.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void width(int pixels) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", pixels, "height", 800, "deviceScaleFactor", 1, "mobile", false));
  }

  private static String resource(String name) {
    try (InputStream in = Chromium.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the class path lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}
