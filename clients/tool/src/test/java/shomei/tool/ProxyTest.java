package shomei.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.sdk.stand.Proxy;

final class ProxyTest {
  @TempDir Path folder;
  private Rig rig;
  private Proxy proxy;

  @BeforeEach
  void open() throws Exception {
    rig = Rig.in(folder);
    proxy = new Proxy("clerk", "open sesame");
  }

  @AfterEach
  void close() throws Exception {
    proxy.close();
    rig.close();
  }

  @Test
  void aProxyThatWantsALoginIsAskedForAndToldApartFromTheSubscribers() {
    List<String> questions = new ArrayList<>();

    Rig.Ended ended =
        rig.runAsked(
            List.of("clerk", "wrong", "clerk", "open sesame"),
            questions,
            "acquire",
            "--server",
            rig.stand.directory().toString(),
            "--subscriber",
            Rig.USER,
            "--ca",
            rig.path("stand-ca.pem"),
            "--proxy",
            "localhost:" + proxy.port(),
            "--pin-file",
            rig.path("pin"),
            "--password-file",
            rig.path("password"));

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(questions)
        .containsExactly("Proxy user name", "Proxy password", "Proxy user name", "Proxy password");
    assertThat(ended.err())
        .contains("These are not your login ID and PIN.")
        .doesNotContain("open sesame");
    assertThat(proxy.tunnels()).isNotEmpty();
  }

  @Test
  void aScriptGivesTheLoginInAFileAndTheProxyIsRemembered() throws Exception {
    String[] login = {
      "--proxy-user", "clerk", "--proxy-password-file", rig.file("proxy", "open sesame")
    };
    Rig.Ended ended =
        rig.acquire(Rig.with(new String[] {"--proxy", "http://localhost:" + proxy.port()}, login));
    int before = proxy.tunnels().size();

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(rig.renew(login).code()).isZero();
    assertThat(proxy.tunnels()).hasSizeGreaterThan(before);
    assertThat(rig.profile().resolve("profile.json")).content().doesNotContain("open sesame");
  }

  @Test
  void withoutALoginAScriptIsToldThatTheProxyWantsOne() {
    Rig.Ended ended = rig.acquire("--proxy", "localhost:" + proxy.port());

    assertThat(ended.code()).isEqualTo(14);
    assertThat(ended.err()).contains("not your login ID");
  }

  @Test
  void theEnvironmentsProxyIsUsedUnlessToldOtherwise() {
    rig.environment.put("https_proxy", "http://localhost:" + proxy.port());
    assertThat(rig.acquire().code()).isEqualTo(14);

    assertThat(rig.acquire("--proxy", "none").code()).isZero();
    rig.environment.put("no_proxy", "example.com, localhost");
    assertThat(rig.renew().code()).isZero();
  }

  @Test
  void aLoginInTheProxysAddressIsUsedAndNotRemembered() throws Exception {
    String proxys = "http://clerk:open%20sesame@localhost:" + proxy.port();
    assertThat(rig.acquire("--proxy", proxys).code()).isZero();
    assertThat(rig.profile().resolve("profile.json")).content().doesNotContain("sesame");

    assertThat(rig.renew().code()).isEqualTo(14);
  }

  @Test
  void aLoginInTheEnvironmentsProxyIsUsed() {
    rig.environment.put(
        "https_proxy", "http://clerk:open%20sesame@localhost:" + proxy.port() + "/");
    assertThat(rig.acquire().code()).isZero();
  }

  @Test
  void aPasswordInAnAddressThatIsNoneIsNotShown() {
    Rig.Ended ended = rig.acquire("--proxy", "socks5://clerk:open%20sesame@localhost:1");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("socks5://localhost:1").doesNotContain("sesame");
  }

  @Test
  void aProxyThatIsReachedByTlsIsRefusedInPlainWords() {
    assertThat(rig.acquire("--proxy", "https://localhost:1").code()).isEqualTo(2);
  }
}
