package shomei.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import shomei.enrollment.engine.Stage;
import shomei.enrollment.engine.StageListener.Side;

/// Into databases of NSS, looked at by NSS' own tools.
final class NssStoreTest {
  @TempDir Path folder;
  private Rig rig;
  private Path chromium;
  private NssTools nss;

  @BeforeEach
  void open() throws Exception {
    rig = Rig.in(folder);
    chromium = folder.resolve(".pki/nssdb");
    nss = new NssTools(folder);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void theKeyIsMadeInTheDatabaseAndTheCertificateBesideIt() throws Exception {
    Rig.Ended ended = rig.run(acquisition("nss"));

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out())
        .contains("Saved in = Chrome, Chromium and Edge (" + chromium + ")")
        .contains("You can log in with the new certificate now");
    nss.assertHoldsOnly(chromium, rig.stand.office().issued().getFirst(), "");
    assertThat(nss.listed(chromium))
        .as("a nickname for people, and no trust in the authorities")
        .anySatisfy(line -> assertThat(line).matches("12345678901234 taro \\(.+\\) +u,u,u"))
        .noneSatisfy(line -> assertThat(line).containsPattern("[CTcpP],|,[CTcpP]"));
    assertThat(rig.profile().resolve("certificate.p12")).doesNotExist();
    assertThat(rig.run("list", "--offline").out()).contains("Chrome, Chromium and Edge (");
  }

  @Test
  void anRsaKeyWorksToo() throws Exception {
    String[] rsa = Rig.with(acquisition("nss"), new String[] {"--key-type", "rsa2048"});

    Rig.Ended ended = rig.run(rsa);

    assertThat(ended.code()).as(ended.err()).isZero();
    nss.assertHoldsOnly(chromium, rig.stand.office().issued().getFirst(), "");
    assertThat(rig.run("renew", "--key-type", "p384").code()).isZero();
    nss.assertHoldsOnly(chromium, rig.stand.office().issued().getLast(), "");
    assertThat(rig.run("renew", "--key-type", "ed25519").code()).isEqualTo(2);
  }

  @Test
  void aRenewalTakesTheOldOneOutOfSightAndKeepsAnEncryptedCopy() throws Exception {
    rig.run(acquisition("nss"));

    Rig.Ended ended = rig.run("renew");

    assertThat(ended.code()).as(ended.err()).isZero();
    nss.assertHoldsOnly(chromium, rig.stand.office().issued().getLast(), "");
    Path copy = rig.profile().resolve("previous.p12");
    assertThat(ended.err()).contains(copy.toString());
    String password = Files.readString(rig.profile().resolve("previous.password")).strip();
    NssTools.assertUsable(NssTools.entry(copy, password), rig.stand.office().issued().getFirst());
    assertThat(rig.everythingSaid()).doesNotContain(password);
    assertThat(Files.getPosixFilePermissions(rig.profile().resolve("previous.password")))
        .as("its owner's alone")
        .hasSize(2);

    assertThat(rig.run("renew").code()).isZero();
    // cut off between the two files, no copy is without its password
    NssTools.assertUsable(NssTools.entry(copy, password), rig.stand.office().issued().get(1));
  }

  @Test
  void whatIsSomebodyElsesStaysAsItIs() throws Exception {
    Files.createDirectories(chromium);
    NssTools.say("certutil", "-N", "--empty-password", "-d", "sql:" + chromium);
    Path noise = Files.write(folder.resolve("noise"), new byte[512]);
    NssTools.say(
        "certutil",
        "-S",
        "-x",
        "-n",
        "someone else",
        "-s",
        "CN=someone else",
        "-t",
        "CT,C,C",
        "-z",
        noise.toString(),
        "-d",
        "sql:" + chromium);
    List<String> keys = nss.keys(chromium, "");

    rig.run(acquisition("nss"));
    rig.run("renew");

    assertThat(nss.keys(chromium, "")).hasSize(2).containsAll(keys);
    assertThat(nss.listed(chromium))
        .anySatisfy(line -> assertThat(line).matches("someone else +CTu,Cu,Cu"));
  }

  static Stream<Arguments> everyInstantOfAnAcquisition() {
    return instants(EnumSet.allOf(Stage.class));
  }

  static Stream<Arguments> everyInstantOfARenewal() {
    return instants(EnumSet.range(Stage.BEGUN, Stage.REPORTED));
  }

  private static Stream<Arguments> instants(Set<Stage> stages) {
    return stages.stream()
        .flatMap(stage -> Arrays.stream(Side.values()).map(side -> Arguments.of(stage, side)));
  }

  @ParameterizedTest
  @MethodSource("everyInstantOfAnAcquisition")
  void anAcquisitionGoesOnWhereItWasCutOff(Stage stage, Side side) throws Exception {
    cutOff(stage, side, acquisition("nss"));

    Rig.Ended again = rig.run(acquisition("nss"));

    boolean told = stage == Stage.REPORTED && side == Side.AFTER;
    assertThat(again.code()).as(again.err()).isEqualTo(told ? 5 : 0);
    assertThat(rig.stand.office().issued()).hasSize(1);
    nss.assertHoldsOnly(chromium, rig.stand.office().issued().getFirst(), "");
  }

  @ParameterizedTest
  @MethodSource("everyInstantOfARenewal")
  void aRenewalGoesOnWhereItWasCutOffAndACertificateWorksMeanwhile(Stage stage, Side side)
      throws Exception {
    rig.run(acquisition("nss"));
    cutOff(stage, side, "renew");
    assertThat(nss.exported(chromium, ""))
        .as("old or new, or both for an instant")
        .isNotEmpty()
        .allSatisfy(
            entry -> {
              X509Certificate meanwhile = (X509Certificate) entry.getCertificate();
              assertThat(meanwhile).isIn(rig.stand.office().issued());
              NssTools.assertUsable(entry, meanwhile);
            });
    boolean told = stage == Stage.REPORTED && side == Side.AFTER;

    if (!told) {
      Rig.Ended again = rig.run("renew");
      assertThat(again.code()).as(again.err()).isZero();
    }

    assertThat(rig.stand.office().issued()).hasSize(2);
    nss.assertHoldsOnly(chromium, rig.stand.office().issued().getLast(), "");
  }

  @Test
  void aFirefoxProfileWithAPrimaryPasswordAsksForItUntilItIsRight() throws Exception {
    Path work = firefox("work", "primary password");
    firefox("home", "");
    List<String> questions = new ArrayList<>();

    Rig.Ended ended =
        rig.runAsked(List.of("wrong", "primary password"), questions, acquisition("firefox:work"));

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(questions)
        .hasSize(2)
        .allSatisfy(asked -> assertThat(asked).contains("Firefox work"));
    assertThat(ended.err()).contains("This is not the password of Firefox work");
    assertThat(ended.out()).contains("Saved in = Firefox, profile work (" + work + ")");
    nss.assertHoldsOnly(work, rig.stand.office().issued().getFirst(), "primary password");
    assertThat(nss.keys(folder.resolve(".mozilla/firefox/home"), "")).isEmpty();

    rig.file("primary", "primary password");
    Rig.Ended renewed = rig.run("renew", "--password-file", rig.path("primary"));
    assertThat(renewed.code()).as(renewed.err()).isZero();
    nss.assertHoldsOnly(work, rig.stand.office().issued().getLast(), "primary password");
    NssTools.assertUsable(
        NssTools.entry(rig.profile().resolve("previous.p12"), "primary password"),
        rig.stand.office().issued().getFirst());
    assertThat(rig.profile().resolve("previous.password")).doesNotExist();
    assertThat(rig.everythingSaid()).doesNotContain("primary password");
  }

  @Test
  void folderNamesMayHaveWhateverPeopleWrite() throws Exception {
    Path odd = firefox("o'neill \\ 証明書 = 'sql:x' flags", "");

    Rig.Ended ended = rig.run(acquisition("firefox"));

    assertThat(ended.code()).as(ended.err()).isZero();
    nss.assertHoldsOnly(odd, rig.stand.office().issued().getFirst(), "");
  }

  @Test
  void aWrongPasswordIsToldBeforeAnythingIsOrdered() throws Exception {
    firefox("work", "primary password");

    Rig.Ended wrong =
        rig.run(
            Rig.with(
                acquisition("firefox"), new String[] {"--password-file", rig.path("password")}));
    Rig.Ended nobody = rig.run(acquisition("firefox"));

    assertThat(wrong.code()).as(wrong.err()).isEqualTo(16);
    assertThat(nobody.code()).isEqualTo(18);
    assertThat(nobody.err()).contains("--password-file");
    assertThat(rig.stand.office().orders()).isZero();
  }

  @Test
  void placesThatAreNotThereOrNotMeantAreToldWithThoseThatAre() throws Exception {
    Rig.Ended none = rig.run(acquisition("firefox"));
    assertThat(none.code()).isEqualTo(16);
    assertThat(none.err()).contains("There is no place firefox").contains("nss, file, token");

    firefox("one", "");
    firefox("two", "");
    Rig.Ended several = rig.run(acquisition("firefox"));
    assertThat(several.code()).isEqualTo(16);
    assertThat(several.err()).contains("firefox:one, firefox:two");

    assertThat(rig.run(acquisition("macos")).code()).isEqualTo(16);
    assertThat(rig.run(Rig.with(acquisition("nss"), new String[] {"--out", "x.p12"})).code())
        .isEqualTo(2);
    assertThat(chromium).as("made only when it was chosen").doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"key4.db", "cert9.db"})
  void aDatabaseThatIsDamagedIsToldAndNotOverwritten(String file) throws Exception {
    Files.createDirectories(chromium);
    Files.writeString(chromium.resolve(file), "this is no database\n".repeat(200));

    Rig.Ended ended = rig.run(acquisition("nss"));

    assertThat(ended.code()).isEqualTo(16);
    assertThat(ended.err()).contains("is damaged, or is no such database");
    assertThat(chromium.resolve(file)).content().startsWith("this is no database");
    assertThat(rig.stand.office().orders()).isZero();
  }

  private String[] acquisition(String store) {
    return new String[] {
      "acquire",
      "--server",
      rig.stand.directory().toString(),
      "--subscriber",
      Rig.USER,
      "--ca",
      rig.path("stand-ca.pem"),
      "--pin-file",
      rig.path("pin"),
      "--store",
      store
    };
  }

  /// A profile as Firefox lays it out; the latest one is the last in the list.
  private Path firefox(String name, String password) throws Exception {
    Path root = Files.createDirectories(folder.resolve(".mozilla/firefox"));
    Path ini = root.resolve("profiles.ini");
    String before = Files.exists(ini) ? Files.readString(ini) : "";
    int number = before.split("\\[Profile", -1).length - 1;
    Files.writeString(
        ini,
        before + "[Profile" + number + "]\nName=" + name + "\nIsRelative=1\nPath=" + name + "\n\n");
    Path profile = Files.createDirectories(root.resolve(name));
    Path file = Files.writeString(folder.resolve("new-password"), password + "\n");
    NssTools.say("certutil", "-N", "-d", "sql:" + profile, "-f", file.toString());
    return profile;
  }

  private static final class Cut extends Error {
    private static final long serialVersionUID = 1L;
  }

  private void cutOff(Stage stage, Side side, String... arguments) {
    assertThatThrownBy(
            () ->
                rig.run(
                    Optional.empty(),
                    (reached, at) -> {
                      if (reached == stage && at == side) {
                        throw new Cut();
                      }
                    },
                    arguments))
        .isInstanceOf(Cut.class);
  }
}
