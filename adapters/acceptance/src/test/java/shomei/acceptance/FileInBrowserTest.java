package shomei.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import shomei.demo.Programs;
import shomei.domain.certificate.Certificate;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.subscriber.Registered;

/// A certificate is acquired with nothing installed: by the page, in a real browser, whose user
/// imports the file and logs in with it.
@Tag("slow")
class FileInBrowserTest {
  private static final Pattern PAYLOAD = Pattern.compile("\"payload\":\"([^\"]*)\"");

  /// The strictest policy: a code of the letter besides the PIN.
  private static final String LETTER = "  letterCode: true\n";

  @TempDir private static Path folder;
  private static Rig rig;
  private static NssStore store;
  private static FilePage page;
  private static Chromium browser;

  @BeforeAll
  static void start() throws Exception {
    rig = new Rig(folder, LETTER);
    store = NssStore.in(folder.resolve("home"), rig.webAuthority());
    page = new FilePage(rig, store, folder, folder.resolve("profile"));
    browser = page.browser();
  }

  @AfterAll
  static void stop() {
    page.close();
    rig.close();
  }

  private static List<Certificate> certificates(SubscriberName seat) {
    return rig.adapters().database().certificates().of(Rig.bank(), seat);
  }

  private static byte[] privateKey(Path file, String password)
      throws GeneralSecurityException, IOException {
    KeyStore opened = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      opened.load(in, password.toCharArray());
    }
    String name = opened.aliases().nextElement();
    assertThat(opened.getCertificateChain(name))
        .as("no authority that a system would be asked to trust")
        .allSatisfy(
            one -> {
              X509Certificate certificate = (X509Certificate) one;
              assertThat(certificate.getIssuerX500Principal())
                  .isNotEqualTo(certificate.getSubjectX500Principal());
            });
    return opened.getKey(name, password.toCharArray()).getEncoded();
  }

  /// All that the page sent, decoded as far as it can be.
  private static String sent() {
    StringBuilder all = new StringBuilder();
    for (String one : page.sent()) {
      all.append(one);
      PAYLOAD
          .matcher(one)
          .results()
          .map(
              found ->
                  new String(
                      Base64.getUrlDecoder().decode(found.group(1)), StandardCharsets.ISO_8859_1))
          .forEach(all::append);
    }
    return all.toString();
  }

  @Test
  void aFileThatTheBrowserMadeLogsIn() throws Exception {
    Registered registered = rig.register("user1");
    SubscriberName user = registered.seat().name();
    page.begin("user1");
    page.await("start");
    assertThat(browser.screen()).isEqualTo("O8");
    assertThat(browser.driver().getCurrentUrl()).as("the code").doesNotContain("#");
    assertThat(browser.text()).contains("きた銀行", "12345678901234/user1");
    browser.press("推測されにくいパスワードを作る");
    String password = browser.driver().findElement(By.id("made")).getText();
    assertThat(password).matches("([a-km-np-z2-9]{5}-){3}[a-km-np-z2-9]{5}");
    browser.press("取得を始める");
    page.await("pins");
    browser.judged("O8-letter");
    browser.type("lettercode", registered.letterCode().orElseThrow().text());
    page.sendPin(Rig.PIN);
    Path file = page.save("12345678901234-user1.p12");
    assertThat(browser.text()).contains("12345678901234 user1", "Kita Bank, Ltd.");
    assertThat(certificates(user)).hasSize(1);
    assertThat(browser.text())
        .contains(certificates(user).getFirst().serial().toString().toUpperCase(Locale.ROOT));

    byte[] key = privateKey(file, password);
    assertThat(sent())
        .as("what left the browser")
        .contains("\"pin\":\"" + Rig.PIN + "\"")
        .doesNotContain(password)
        .doesNotContain(new String(scalar(key), StandardCharsets.ISO_8859_1))
        .doesNotContain(Base64.getUrlEncoder().encodeToString(scalar(key)).substring(0, 40));

    Path typed = rig.file("typed.password", password);
    Programs.Finished openssl =
        Programs.run(
            List.of(
                "openssl",
                "pkcs12",
                "-info",
                "-noout",
                "-in",
                file.toString(),
                "-passin",
                "file:" + typed),
            line -> {});
    assertThat(String.join("\n", openssl.output()))
        .contains("MAC: sha256")
        .contains(
            "Shrouded Keybag: PBES2, PBKDF2, AES-256-CBC, Iteration 100000, PRF hmacWithSHA256");
    store.add(file, typed);
    browser.press("新しい証明書でログインする");
    assertThat(browser.screen()).as("at a fresh host, in the same browser").isEqualTo("C1");
    browser.type("pin", Rig.PIN);
    browser.press("ログイン");
    assertThat(browser.screen()).isEqualTo("C8");
  }

  /// The private scalar out of PKCS#8.
  private static byte[] scalar(byte[] pkcs8) {
    for (int at = 0; at + 34 < pkcs8.length; at++) {
      if (pkcs8[at] == 4 && pkcs8[at + 1] == 32) {
        return Arrays.copyOfRange(pkcs8, at + 2, at + 34);
      }
    }
    throw new AssertionError("no scalar");
  }
}
