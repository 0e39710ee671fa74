package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import shomei.command.ExitCode;

/// The commands that do many things at once.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ImportCommandsTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-05-01T05:00:00Z"));

  private Site site;

  @BeforeAll
  void found(@TempDir Path folder) throws IOException {
    site = Site.in(folder, CLOCK);
    site.found();
  }

  @Test
  void manyKeysAreCreatedAtOnce() {
    site.must("partner", "put", "-i", "kita", "many", "--domain", "example.net");
    assertThat(
            site.must("eab", "add", "-i", "kita", "--partner", "many", "--count", "20", "--json"))
        .hasLineCount(20);
    assertThat(site.must("eab", "list", "-i", "kita", "--partner", "many")).hasLineCount(21);
  }

  @Test
  void corporationsAndTheirUsersAreImported() throws IOException {
    Path corporations =
        write(
            "corporations.csv",
            """
            contractId,name,mail,language,loginPin,confirmationPin
            20000000000001,鈴木商事,a@suzuki.example,ja,1234abcd,98765432
            20000000000002,"Tanaka, Ltd.",a@tanaka.example,en,1234abcd,98765432
            """);
    assertThat(site.must("corporation", "import", "-i", "kita", corporations.toString()))
        .contains("2 corporations are registered");
    Path users =
        write(
            "users.csv",
            """
            contractId,userId,name,mail,loginPin,confirmationPin
            20000000000001,u1,Sato,s@suzuki.example,1234abcd,98765432
            20000000000001,u2,Kato,k@suzuki.example,1234abcd,98765432
            """);
    assertThat(site.must("user", "import", "-i", "kita", users.toString()))
        .contains("2 users are registered");
    assertThat(site.must("subscriber", "list", "-i", "kita", "20000000000001")).hasLineCount(4);
    assertThat(site.must("user", "import", "-i", "kita", "--skip-registered", users.toString()))
        .contains("0 users are registered", "2 were registered already");
  }

  @Test
  void accountsAreImportedWhereThePolicyKnowsCorporationsByThem() throws IOException {
    site.foundMinami();
    Path corporations =
        write(
            "accounts.csv",
            """
            contractId,name,mail,loginPin,confirmationPin,branch,accountKind,accountNumber
            0501D00601,南商事,a@minami.example,1234abcd,98765432,012,ordinary,34567
            0501D00602,東商事,a@higashi.example,1234abcd,98765432,12,Current,0034567
            """);
    assertThat(site.must("corporation", "import", "-i", "minami", corporations.toString()))
        .contains("2 corporations are registered");
    assertThat(site.must("subscriber", "list", "-i", "minami", "0501D00601"))
        .contains("after the login ID");
    Path wrong =
        write(
            "wrong.csv",
            """
            contractId,name,mail,loginPin,confirmationPin,branch,accountKind,accountNumber
            0501D00603,A,a@a.example,1234abcd,98765432,,,
            0501D00604,B,a@a.example,1234abcd,98765432,012,ordinary,34567
            0501D00605,C,a@a.example,1234abcd,98765432,012,gold,34567
            0501D00606,D,a@a.example,1234abcd,98765432,0123,ordinary,34567
            """);
    assertThat(site.run("corporation", "import", "-i", "minami", wrong.toString()).err())
        .contains("line 2: ", "line 3: ", "line 4: accountKind", "line 5: ")
        .endsWith("nothing was registered\n");
    String[] withAccount = {
      "corporation",
      "add",
      "20000000000009",
      "-i",
      "kita",
      "--name",
      "N",
      "--mail",
      "n@n.example",
      "--branch",
      "1",
      "--account-number",
      "1",
      "--pin-file",
      "-"
    };
    assertThat(site.runWith(Site.PINS, withAccount).err()).contains("knows no corporation");
  }

  @Test
  void everyFaultOfAFileIsToldAndNothingRegistered() throws IOException {
    Path file =
        write(
            "bad.csv",
            """
            contractId,name,mail,language,loginPin,confirmationPin
            30000000000001,Good,a@good.example,ja,1234abcd,98765432
            3000000000000!,Bad,a@bad.example,ja,1234abcd,98765432
            30000000000003,Bad,no address,ja,1234abcd,98765432
            30000000000004,Bad,a@bad.example,fr,1234abcd,98765432
            30000000000005,Bad,a@bad.example,ja,12,98765432
            30000000000001,Twice,a@bad.example,ja,1234abcd,98765432
            """);
    var ended = site.run("corporation", "import", "-i", "kita", file.toString());
    assertThat(ended.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(ended.err())
        .contains("line 3: ", "line 4: ", "line 5: language", "line 6: a PIN has", "line 7: ")
        .doesNotContain("line 2: ", "1234abcd")
        .endsWith("nothing was registered\n");
    assertThat(site.must("subscriber", "list", "-i", "kita", "30000000000001"))
        .doesNotContain("Good");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(site.folder().resolve(name), text);
  }
}
