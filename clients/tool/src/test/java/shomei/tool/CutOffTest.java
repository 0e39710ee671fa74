package shomei.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore.PrivateKeyEntry;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import shomei.enrollment.engine.Stage;
import shomei.enrollment.engine.StageListener.Side;
import shomei.sdk.stand.Fault;

/// The tool is cut off before and after each stage is written down, and run again.
final class CutOffTest {
  @TempDir Path folder;
  private Rig rig;

  @BeforeEach
  void open() throws Exception {
    rig = Rig.in(folder);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  /// Thrown through everything, as a kill goes through everything.
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
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
    killedAt(stage, side, acquisition());
    assertNothingLiesOpen();

    Rig.Ended again = rig.acquire();

    if (stage == Stage.REPORTED && side == Side.AFTER) {
      assertThat(again.code()).as("the result had been told already").isEqualTo(5);
    } else {
      assertThat(again.code()).as(again.err()).isZero();
    }
    assertThat(rig.stand.office().issued()).hasSize(1);
    assertThat(rig.stand.office().accounts()).isEqualTo(1);
    assertUsable(rig.stored(), rig.stand.office().issued().getFirst());
    assertThat(rig.profile().resolve("pending.p12")).doesNotExist();
  }

  @ParameterizedTest
  @MethodSource("everyInstantOfARenewal")
  void aRenewalGoesOnWhereItWasCutOffAndTheOldCertificateWorksMeanwhile(Stage stage, Side side)
      throws Exception {
    rig.acquire();
    X509Certificate old = rig.stand.office().issued().getFirst();

    killedAt(stage, side, "renew", "--password-file", rig.path("password"));
    assertNothingLiesOpen();
    X509Certificate meanwhile = (X509Certificate) rig.stored().getCertificate();
    assertThat(meanwhile).isIn(rig.stand.office().issued());
    assertUsable(rig.stored(), meanwhile);
    boolean renewedAlready = stage == Stage.REPORTED && side == Side.AFTER;
    if (renewedAlready) {
      rig.stand.office().openRenewal(Rig.CLOCK.instant().plus(Duration.ofDays(300)));
    }

    Rig.Ended again = rig.renew();

    assertThat(again.code()).as(again.err()).isEqualTo(renewedAlready ? 7 : 0);
    assertThat(rig.stand.office().issued()).hasSize(2);
    assertThat(rig.stored().getCertificate()).isNotEqualTo(old);
    assertUsable(rig.stored(), rig.stand.office().issued().getLast());
    assertThat(rig.pkcs12().resolveSibling("certificate.p12.old")).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource(
      value = Stage.class,
      names = {"AUTHORIZED", "FINALIZING", "ISSUED", "DOWNLOADED", "BACKED_UP", "STORED", "DONE"})
  void afterThePinWasRightItIsNotNeededAgain(Stage stage) {
    killedAt(stage, Side.AFTER, acquisition());

    Rig.Ended again = rig.run("acquire", "--password-file", rig.path("password"));

    assertThat(again.code()).as(again.err()).isZero();
  }

  @Test
  void anAcceptedRequestIsFollowedEvenIfTheRightIsClosedNow() {
    killedAt(Stage.ISSUED, Side.BEFORE, acquisition());
    assertThat(rig.stand.office().seat(Rig.USER).mayAcquire()).isFalse();

    assertThat(rig.acquire().code()).isZero();

    assertThat(rig.stand.office().orders()).isEqualTo(1);
  }

  @Test
  void anOrderThatRanOutMeanwhileIsPlacedAgain() throws Exception {
    killedAt(Stage.AUTHORIZED, Side.AFTER, acquisition());
    rig.stand.office().expireOrders();

    Rig.Ended again = rig.acquire();

    assertThat(again.code()).as(again.err()).isZero();
    assertThat(rig.stand.office().orders()).isEqualTo(2);
    assertThat(rig.stand.office().issued()).hasSize(1);
  }

  @Test
  void aLostPasswordCostsTheWaitingKeyAndNothingElseBeforeTheRequestIsHandedIn() throws Exception {
    killedAt(Stage.ORDER, Side.AFTER, acquisition());
    rig.file("password", "another password");

    assertThat(rig.acquire().code()).isZero();
    assertThat(rig.stand.office().issued()).hasSize(1);
  }

  @Test
  void onceTheRequestIsHandedInAWrongPasswordGivesNothingUp() throws Exception {
    killedAt(Stage.ISSUED, Side.BEFORE, acquisition());
    rig.file("password", "another password");
    assertThat(rig.acquire().code()).isEqualTo(16);
    rig.file("password", Rig.PASSWORD);

    assertThat(rig.acquire().code()).isZero();
    assertThat(rig.stand.office().issued()).hasSize(1);
  }

  @Test
  void aCutOffRenewalDoesNotStandInTheWayOfAcquiringAgain() throws Exception {
    rig.acquire();
    killedAt(Stage.ORDER, Side.AFTER, "renew", "--password-file", rig.path("password"));
    rig.stand.office().seat(Rig.USER).openAcquisition(true);

    assertThat(rig.acquire().code()).isZero();

    assertUsable(rig.stored(), rig.stand.office().issued().getLast());
    assertThat(rig.stand.office().issued()).hasSize(2);
  }

  @Test
  void aRenewalThatBroughtItsCertificateIsFinishedWhateverIsAskedForNext() throws Exception {
    rig.acquire();
    killedAt(Stage.ISSUED, Side.BEFORE, "renew", "--password-file", rig.path("password"));

    assertThat(rig.acquire().code()).isZero();

    assertUsable(rig.stored(), rig.stand.office().issued().getLast());
    assertThat(rig.stand.office().issued()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"CUT_BEFORE", "CUT_AFTER"})
  void aServerThatDiesAtAnyRequestIsReturnedTo(Fault fault) throws Exception {
    for (String resource :
        new String[] {
          "directory",
          "nonce",
          "newaccount",
          "neworder",
          "order",
          "authz",
          "challenge",
          "finalize",
          "certificate"
        }) {
      rig.stand.spoil(resource, Collections.nCopies(40, fault).toArray(Fault[]::new));
      Rig.Ended ended = rig.acquire();
      rig.stand.heal();
      assertThat(ended.code()).as(resource + ": " + ended.err()).isEqualTo(13);
    }

    Rig.Ended ended = rig.acquire();

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(rig.stand.office().issued()).hasSize(1);
    assertUsable(rig.stored(), rig.stand.office().issued().getFirst());
  }

  private String[] acquisition() {
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
      "--password-file",
      rig.path("password")
    };
  }

  private void killedAt(Stage stage, Side side, String... arguments) {
    assertThatThrownBy(
            () ->
                rig.run(
                    Optional.empty(),
                    (reached, at) -> {
                      if (reached == stage && at == side) {
                        throw new Killed();
                      }
                    },
                    arguments))
        .isInstanceOf(Killed.class);
  }

  private static void assertUsable(PrivateKeyEntry entry, X509Certificate expected)
      throws Exception {
    assertThat(entry.getCertificate()).isEqualTo(expected);
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(entry.getPrivateKey());
    signature.update((byte) 1);
    byte[] signed = signature.sign();
    signature.initVerify(expected.getPublicKey());
    signature.update((byte) 1);
    assertThat(signature.verify(signed)).isTrue();
  }

  /// No file but the account's holds a private key that can be read as it is.
  private void assertNothingLiesOpen() throws Exception {
    if (!Files.exists(rig.state)) {
      return;
    }
    byte[] marker = ecPrivateKeyMarker();
    String text = new String(marker, StandardCharsets.ISO_8859_1);
    try (Stream<Path> files = Files.walk(rig.state)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String octets = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(octets).as(file.toString()).doesNotContain(text);
        if (!file.endsWith("account.json")) {
          assertThat(octets)
              .as(file.toString())
              .doesNotContain("PRIVATE KEY")
              .doesNotContain(Base64.getEncoder().encodeToString(marker).substring(0, 24));
        }
      }
    }
  }

  /// The first octets of every PKCS#8 key on P-256.
  private static byte[] ecPrivateKeyMarker() {
    PrivateKey any = shomei.sdk.stand.StandCa.keyPair().getPrivate();
    return Arrays.copyOf(any.getEncoded(), 26);
  }
}
