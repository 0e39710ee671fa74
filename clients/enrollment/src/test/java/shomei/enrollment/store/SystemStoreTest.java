package shomei.enrollment.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.Failure;
import shomei.enrollment.Failure.Obstacle;
import shomei.enrollment.KeyType;
import shomei.enrollment.ScriptedFace;
import shomei.enrollment.StoreLocation;
import shomei.enrollment.connection.ConnectionOptions;
import shomei.enrollment.engine.Enrollment;
import shomei.enrollment.engine.EnrollmentOptions;
import shomei.enrollment.engine.EnrollmentType;
import shomei.enrollment.engine.Stage;
import shomei.enrollment.engine.StageListener;
import shomei.enrollment.engine.StageListener.Side;
import shomei.enrollment.state.Profile;
import shomei.enrollment.state.ProfileSettings;
import shomei.enrollment.state.StateDirectory;
import shomei.sdk.ClientSettings;
import shomei.sdk.stand.Stand;

/// The stores of Windows and macOS, against programs that stand in for theirs: what is told to
/// them, and that nothing is lost whatever they answer. README.md has what a person with such a
/// machine looks at.
final class SystemStoreTest {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final String SUBSCRIBER = "12345678901234/taro";
  private static final StoreLocation WINDOWS =
      new StoreLocation.Windows(StoreLocation.Windows.SOFTWARE);
  private static final StoreLocation MAC = new StoreLocation.Mac(StoreLocation.Mac.LOGIN);

  @TempDir Path folder;
  private Stand stand;

  @BeforeEach
  void open() throws Exception {
    stand = new Stand(CLOCK);
    stand.office().register(SUBSCRIBER, "1357");
    stand.caFile(folder);
  }

  @AfterEach
  void close() {
    stand.close();
  }

  @Test
  void windowsIsToldToMakeAKeyThatCannotBeExportedAndToTakeTheCertificate() throws Exception {
    FakeSystem windows = FakeSystem.windows(folder);

    run(EnrollmentType.ACQUIRE, WINDOWS, windows, KeyType.P256, StageListener.none());

    String said = windows.said().replace("\r", "");
    assertThat(said)
        .containsPattern("certreq -new -q -user \\S+pending\\.inf \\S+made\\.csr\n")
        .containsPattern("certreq -accept -q -user \\S+come\\.p7b\n");
    Matcher inf = Pattern.compile("(?s)\\[Version].*?(?=\ncertreq)").matcher(said);
    assertThat(inf.find()).isTrue();
    assertThat(inf.group().replaceAll("shomei-[0-9a-f]{8}", "shomei-NAME"))
        .isEqualTo(
            """
            [Version]
            Signature = "$Windows NT$"

            [NewRequest]
            Subject = "CN=shomei-NAME"
            ProviderName = "Microsoft Software Key Storage Provider"
            KeyUsageProperty = NCRYPT_ALLOW_SIGNING_FLAG
            Exportable = FALSE
            MachineKeySet = FALSE
            RequestType = PKCS10
            Silent = TRUE
            SMIME = FALSE
            KeyAlgorithm = ECDSA_P256
            HashAlgorithm = SHA256""");
    assertThat(windows.offered()).isEqualTo(stand.office().issued());
    assertNothingIsLeftBehind();
  }

  @Test
  void windowsMakesRsaKeysInTheTpm() throws Exception {
    FakeSystem windows = FakeSystem.windows(folder);
    StoreLocation tpm = new StoreLocation.Windows(StoreLocation.Windows.PLATFORM);

    run(EnrollmentType.ACQUIRE, tpm, windows, KeyType.RSA2048, StageListener.none());

    assertThat(windows.said())
        .contains("ProviderName = \"Microsoft Platform Crypto Provider\"")
        .contains("KeyAlgorithm = RSA")
        .contains("KeyLength = 2048");
    assertThat(windows.offered()).hasSize(1);
  }

  @Test
  void windowsArchivesTheOldCertificateAndKeepsItsKey() throws Exception {
    FakeSystem windows = FakeSystem.windows(folder);
    run(EnrollmentType.ACQUIRE, WINDOWS, windows, KeyType.P256, StageListener.none());
    String old = SystemCertificates.thumbprint(stand.office().issued().getFirst());

    run(EnrollmentType.RENEW, WINDOWS, windows, KeyType.P256, StageListener.none());

    assertThat(windows.said())
        .contains(
            "powershell -NoProfile -NonInteractive -Command $ErrorActionPreference = 'Stop';"
                + " Get-ChildItem Cert:\\CurrentUser\\My | Where-Object Thumbprint -eq '"
                + old
                + "' | ForEach-Object { $_.Archived = $true }");
    assertThat(windows.offered()).containsExactly(stand.office().issued().getLast());
    assertThat(windows.keysHeld()).isEqualTo(2);
  }

  @Test
  void macGetsTheKeyInAFileOfItsOwnersAloneWhosePasswordIsInNoCommandLine() throws Exception {
    FakeSystem mac = FakeSystem.mac(folder);

    run(EnrollmentType.ACQUIRE, MAC, mac, KeyType.P256, StageListener.none());

    String said = mac.said();
    Matcher input =
        Pattern.compile(
                "input: import \"\\S+/transfer\\.p12\" -k \"login\\.keychain-db\" -f pkcs12 -P"
                    + " \"([a-z2-9]{26})\"\n")
            .matcher(said);
    assertThat(input.find()).isTrue();
    assertThat(said.lines().filter(line -> line.startsWith("security")))
        .contains("security -i")
        .noneMatch(line -> line.contains(input.group(1)));
    assertThat(said).contains("mode: 600");
    assertThat(mac.carried()).isNotEmptyFile();
    assertThat(mac.offered()).isEqualTo(stand.office().issued());
    assertNothingIsLeftBehind();
  }

  @Test
  void macDeletesTheOldCertificateWhenTheNewOneHasBeenUsed() throws Exception {
    FakeSystem mac = FakeSystem.mac(folder);
    run(EnrollmentType.ACQUIRE, MAC, mac, KeyType.P256, StageListener.none());

    run(EnrollmentType.RENEW, MAC, mac, KeyType.P256, StageListener.none());
    assertThat(mac.offered())
        .as("both until the next run")
        .containsExactlyInAnyOrderElementsOf(stand.office().issued());

    run(EnrollmentType.RENEW, MAC, mac, KeyType.RSA2048, StageListener.none());
    X509Certificate first = stand.office().issued().getFirst();
    assertThat(mac.said())
        .contains(
            "security delete-identity -Z "
                + SystemCertificates.thumbprint(first)
                + " login.keychain-db");
    assertThat(mac.offered()).hasSize(2).doesNotContain(first);
  }

  static Stream<Arguments> everyInstantOfBoth() {
    return Stream.of(WINDOWS, MAC)
        .flatMap(
            store ->
                Arrays.stream(Stage.values())
                    .flatMap(
                        stage ->
                            Arrays.stream(Side.values())
                                .map(side -> Arguments.of(store, stage, side))));
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("everyInstantOfBoth")
  void aRunGoesOnWhereItWasCutOff(StoreLocation store, Stage stage, Side side) throws Exception {
    FakeSystem system = system(store);
    cutOff(EnrollmentType.ACQUIRE, store, system, stage, side);
    if (stage != Stage.REPORTED || side == Side.BEFORE) {
      run(EnrollmentType.ACQUIRE, store, system, KeyType.P256, StageListener.none());
    }
    assertThat(system.offered()).isEqualTo(stand.office().issued()).hasSize(1);

    if (stage.compareTo(Stage.BEGUN) >= 0) {
      cutOff(EnrollmentType.RENEW, store, system, stage, side);
      if (stage != Stage.REPORTED || side == Side.BEFORE) {
        run(EnrollmentType.RENEW, store, system, KeyType.P256, StageListener.none());
      }
      assertThat(stand.office().issued()).hasSize(2);
      assertThat(system.offered()).contains(stand.office().issued().getLast());
      assertThat(system.offered()).hasSizeLessThanOrEqualTo(store.equals(MAC) ? 2 : 1);
      assertThat(system.keysHeld()).as("no key of a try is left").isLessThanOrEqualTo(2);
    }
    assertNothingIsLeftBehind();
  }

  @ParameterizedTest
  @CsvSource({
    "certreq, 'The operation was canceled by the user. 0x800704c7 (WIN32: 1223)', CANCELLED",
    "certreq, 'アクセスが拒否されました。 0x80070005 (WIN32: 5)', DENIED",
    "certreq, 'Certificate Request Processor: 0x80090029', OTHER",
    "security, 'security: SecKeychainItemImport: User canceled the operation.', CANCELLED",
    "security, 'security: SecKeychainItemImport: User interaction is not allowed.', LOCKED",
    "security, 'security: SecKeychainItemImport: Write permissions error.', READ_ONLY",
    "security, 'security: unknown', OTHER"
  })
  void aSystemThatSaysNoIsToldBeforeAnythingIsOrderedAndAskedAgainByTheNextRun(
      String program, String saying, Obstacle obstacle) throws Exception {
    StoreLocation store = program.equals("security") ? MAC : WINDOWS;
    FakeSystem system = system(store);
    system.fail(program, saying);

    assertThatThrownBy(
            () -> run(EnrollmentType.ACQUIRE, store, system, KeyType.P256, StageListener.none()))
        .isInstanceOfSatisfying(
            EnrollmentException.class,
            told ->
                assertThat(told.failure())
                    .isInstanceOfSatisfying(
                        Failure.StoreFault.class,
                        fault -> assertThat(fault.obstacle()).isEqualTo(obstacle)));
    assertThat(stand.office().orders()).isZero();
    assertNothingIsLeftBehind();
    system.recover(program);

    run(EnrollmentType.ACQUIRE, store, system, KeyType.P256, StageListener.none());
    assertThat(system.offered()).hasSize(1);
  }

  @Test
  void aRootThatWindowsDoesNotKnowCostsNoCertificate() throws Exception {
    FakeSystem windows = FakeSystem.windows(folder);
    cutOff(EnrollmentType.ACQUIRE, WINDOWS, windows, Stage.BACKED_UP, Side.AFTER);
    windows.fail("certreq", "A certificate chain processed, but … not trusted. 0x800b0109");

    assertThatThrownBy(
            () -> run(EnrollmentType.ACQUIRE, WINDOWS, windows, KeyType.P256, StageListener.none()))
        .hasMessageContaining("NOT_TRUSTED");
    windows.recover("certreq");

    run(EnrollmentType.ACQUIRE, WINDOWS, windows, KeyType.P256, StageListener.none());
    assertThat(windows.offered()).isEqualTo(stand.office().issued()).hasSize(1);
  }

  @Test
  void aStoreOfAnotherSystemOrAKeyThatItDoesNotKnowIsRefused() throws Exception {
    assertThatThrownBy(
            () ->
                run(
                    EnrollmentType.ACQUIRE,
                    MAC,
                    FakeSystem.windows(folder),
                    KeyType.P256,
                    StageListener.none()))
        .hasMessageContaining("OtherSystem");
    assertThatThrownBy(
            () ->
                run(
                    EnrollmentType.ACQUIRE,
                    WINDOWS,
                    FakeSystem.windows(folder),
                    KeyType.ED25519,
                    StageListener.none()))
        .hasMessageContaining("NotInStore");
    assertThat(stand.office().orders()).isZero();
  }

  private FakeSystem system(StoreLocation store) throws Exception {
    return store.equals(MAC) ? FakeSystem.mac(folder) : FakeSystem.windows(folder);
  }

  private void cutOff(
      EnrollmentType type, StoreLocation store, FakeSystem system, Stage stage, Side side) {
    assertThatThrownBy(
            () ->
                run(
                    type,
                    store,
                    system,
                    KeyType.P256,
                    (reached, at) -> {
                      if (reached == stage && at == side) {
                        throw new StackOverflowError("cut off");
                      }
                    }))
        .isInstanceOf(StackOverflowError.class);
  }

  private void run(
      EnrollmentType type,
      StoreLocation store,
      FakeSystem system,
      KeyType keys,
      StageListener listener) {
    ScriptedFace face = new ScriptedFace("1357");
    new Enrollment(
            face,
            ClientSettings.usual(CLOCK).withWaiter(time -> {}),
            new SecureRandom(),
            listener,
            system.computer())
        .run(
            type,
            profile(store),
            Optional.of(store),
            new EnrollmentOptions(keys, null, Optional.empty()),
            new ConnectionOptions(
                folder.resolve("stand-ca.pem").toString(), "none", Optional.empty(), Map.of()),
            certificate -> {});
    assertThat(face.questions).as("no password but the PIN").hasSizeLessThanOrEqualTo(1);
  }

  private Profile profile(StoreLocation store) {
    return new StateDirectory(folder.resolve("state"))
        .open(
            stand.directory(),
            SUBSCRIBER,
            at -> ProfileSettings.fresh(stand.directory(), SUBSCRIBER, store));
  }

  private void assertNothingIsLeftBehind() throws Exception {
    try (Stream<Path> files = Files.walk(folder.resolve("state"))) {
      assertThat(files.map(file -> String.valueOf(file.getFileName())).toList())
          .doesNotContainAnyElementsOf(
              List.of("pending.inf", "made.csr", "come.p7b", "come.pem", "transfer.p12"));
    }
  }
}
