package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.sdk.AcmeFailure;
import shomei.settings.Config;

/// From the operator's command, by letter, to the subscriber's certificate: the whole server, its
/// database and its commands under a policy that asks for the code of the letter.
final class LetterCodeTest {
  private static final Pattern CODE = Pattern.compile("([2-9A-Z]{4}-){2}[2-9A-Z]{4}");
  private static final String SEAT = "12345678901234/user1";
  private static final String PIN = "1234abcd";

  @TempDir Path folder;
  private Site site;

  @BeforeEach
  void found() throws IOException {
    site = Site.in(folder, InstantSource.system());
    Path policies = Files.createDirectories(folder.resolve("policies"));
    Files.writeString(
        policies.resolve("biznet.yaml"),
        site.must("reference", "shipped-policy", "biznet")
            .replace("acquisition:\n", "acquisition:\n  letterCode: true\n"));
    Files.writeString(site.file(), Files.readString(site.file()) + "policies: policies\n");
    site.found();
  }

  @Test
  void theCodeOfTheLetterIsShownOnceAndOpensOneAcquisition() throws Exception {
    String administrators =
        with(
            "corporation",
            "add",
            "12345678901234",
            "--name",
            "Suzuki",
            "--mail",
            "a@suzuki.example");
    String code =
        with(
            "user",
            "add",
            "12345678901234",
            "user1",
            "--name",
            "Sato",
            "--mail",
            "s@suzuki.example",
            "--keep-pin");
    try (Adapters adapters =
            Adapters.open(Config.read(site.file()), InstantSource.system(), new SecureRandom());
        Server server = Server.start(adapters);
        var pc = new Pc(site)) {
      assertThat(Pc.status(server, "/readyz")).isEqualTo(200);
      assertThatThrownBy(() -> pc.ready(SEAT, PIN))
          .isInstanceOf(AcmeFailure.Refused.class)
          .hasMessageContaining("malformed");
      for (int i = 0; i < 6; i++) {
        assertIsRefused(pc, administrators);
      }
      assertThat(site.must("subscriber", "show", SEAT, "--json")).contains("\"wrongPins\":\"0\"");

      String typed = code.toLowerCase(Locale.ROOT).replace('-', ' ');
      pc.finish(pc.ready(SEAT, PIN, Optional.of(typed)));

      assertIsRefused(pc, code);
      String next = code(site.must("subscriber", "open-acquisition", SEAT));
      assertThat(next).isNotEqualTo(code);
      assertIsRefused(pc, code);
      pc.finish(pc.ready(SEAT, PIN, Optional.of(next)));
      assertThat(site.must("history", "show", "--limit", "1000"))
          .contains(SEAT)
          .doesNotContain(code, next, code.replace("-", ""), next.replace("-", ""));
    }
  }

  private static void assertIsRefused(Pc pc, String code) throws Exception {
    Pc.Ready refused = pc.ready(SEAT, PIN, Optional.of(code));
    assertThatThrownBy(() -> pc.finish(refused)).isInstanceOf(AcmeFailure.class);
  }

  @Test
  void anImportShowsTheCodeOfEachSeat() throws Exception {
    Path corporations =
        Files.writeString(
            folder.resolve("corporations.csv"),
            """
            contractId,name,mail,loginPin,confirmationPin
            20000000000001,Suzuki,a@suzuki.example,1234abcd,98765432
            """);
    assertThat(site.must("corporation", "import", corporations.toString()))
        .containsPattern("20000000000001  " + CODE + "\n1 corporations are registered");
    Path users =
        Files.writeString(
            folder.resolve("users.csv"),
            """
            contractId,userId,name,mail,loginPin,confirmationPin
            20000000000001,u1,Sato,s@suzuki.example,1234abcd,98765432
            20000000000001,u2,Kato,k@suzuki.example,1234abcd,98765432
            """);
    String[] lines = site.must("user", "import", "--json", users.toString()).split("\n");
    assertThat(lines).hasSize(2);
    for (String line : lines) {
      JsonNode seat = new ObjectMapper().readTree(line);
      assertThat(seat.path("seat").textValue()).matches("20000000000001/u[12]");
      assertThat(seat.path("letterCode").textValue()).matches(CODE);
    }
  }

  private String with(String... arguments) {
    Site.Ended ended = site.runWith(Site.PINS, append(arguments, "--pin-file", "-"));
    assertThat(ended.code()).as(ended.err()).isZero();
    return code(ended.out());
  }

  private static String[] append(String[] first, String... more) {
    String[] all = Arrays.copyOf(first, first.length + more.length);
    System.arraycopy(more, 0, all, first.length, more.length);
    return all;
  }

  private static String code(String out) {
    Matcher code = CODE.matcher(out);
    assertThat(code.find()).as(out).isTrue();
    return code.group();
  }
}
