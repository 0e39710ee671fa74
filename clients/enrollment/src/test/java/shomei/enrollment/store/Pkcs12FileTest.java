package shomei.enrollment.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.Event;
import shomei.enrollment.Failure;
import shomei.enrollment.KeyType;
import shomei.enrollment.ScriptedFace;
import shomei.enrollment.StoreLocation;
import shomei.enrollment.state.Profile;
import shomei.enrollment.state.ProfileSettings;
import shomei.enrollment.state.StateDirectory;
import shomei.sdk.stand.StandCa;

/// The certificates are the stores' own placeholders: they are as good as any here.
final class Pkcs12FileTest {
  private static final String PASSWORD = "correct horse";
  private static final String OTHERS_PASSWORD = "battery staple";

  @TempDir Path folder;
  private Path file;
  private Profile profile;

  @BeforeEach
  void open() {
    file = folder.resolve("taro.p12");
    profile =
        new StateDirectory(folder.resolve("state"))
            .open(
                URI.create("https://ca.example/directory"),
                "1/Taro",
                at ->
                    ProfileSettings.fresh(
                        URI.create("https://ca.example/directory"),
                        "1/Taro",
                        StoreLocation.ofFile(file.toString())));
  }

  @Test
  void whatSomebodyElsePutIntoTheFileStaysUnderItsOwnPassword() throws Exception {
    X509Certificate first = enroll(name("00000001"), new ScriptedFace(PASSWORD));
    PrivateKey others = addSomebodyElses();

    X509Certificate second = enroll(name("00000002"), new ScriptedFace(PASSWORD));

    KeyStore store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    assertThat(Collections.list(store.aliases())).hasSize(2).contains("hanako");
    assertThat(store.getKey("hanako", OTHERS_PASSWORD.toCharArray())).isEqualTo(others);
    assertThat(store.getCertificateAlias(second)).isNotNull();
    assertThat(store.getCertificateAlias(first)).as("the old one is out of sight").isNull();
    assertThat(new Pkcs12File(file, profile, new ScriptedFace(PASSWORD)).currentKey(second))
        .isNotNull();
  }

  @Test
  void aCopyOfTheFileBeforeIsKeptUnderItsPassword() throws Exception {
    X509Certificate first = enroll(name("00000001"), new ScriptedFace(PASSWORD));
    enroll(name("00000002"), new ScriptedFace(PASSWORD));
    enroll(name("00000003"), new ScriptedFace(PASSWORD));

    assertThat(copies()).containsExactly("previous.p12");
    KeyStore copy =
        KeyStore.getInstance(profile.file("previous.p12").toFile(), PASSWORD.toCharArray());
    assertThat(copy.getCertificateAlias(first)).as("of the one before the last").isNull();
    assertThat(Collections.list(copy.aliases())).hasSize(1);
  }

  @Test
  void aFileThatAlsoHoldsSomebodyElsesIsCopiedForGood() throws Exception {
    enroll(name("00000001"), new ScriptedFace(PASSWORD));
    addSomebodyElses();
    enroll(name("00000002"), new ScriptedFace(PASSWORD));
    enroll(name("00000003"), new ScriptedFace(PASSWORD));

    assertThat(copies())
        .containsExactlyInAnyOrder("previous-00000002.p12", "previous-00000003.p12");
  }

  @Test
  void aFileWhosePasswordIsLostIsReplacedAndACopyOfItKept() throws Exception {
    enroll(name("00000001"), new ScriptedFace(PASSWORD));
    byte[] before = Files.readAllBytes(file);
    ScriptedFace face = new ScriptedFace("another password");

    X509Certificate second = enroll(name("00000002"), face);

    Path copy = profile.file("previous-00000002.p12");
    assertThat(copy).hasBinaryContent(before);
    assertThat(face.events).contains(new Event.CopyKept(file, copy));
    assertThat(
            KeyStore.getInstance(file.toFile(), "another password".toCharArray())
                .getCertificateAlias(second))
        .isNotNull();
  }

  @Test
  void theKeyInUseIsFoundAmongOthers() throws Exception {
    X509Certificate first = enroll(name("00000001"), new ScriptedFace(PASSWORD));
    addSomebodyElses();

    KeyPair key = new Pkcs12File(file, profile, new ScriptedFace(PASSWORD)).currentKey(first);

    assertThat(key.getPublic()).isEqualTo(first.getPublicKey());
  }

  @Test
  void aPasswordThatNotEveryProgramTakesIsAskedForAgain() {
    ScriptedFace face =
        new ScriptedFace("short", "パスワードパスワード", "once more too short".substring(0, 4));

    assertThatThrownBy(
            () -> new Pkcs12File(file, profile, face).makeKey(name("00000001"), KeyType.P256))
        .isInstanceOfSatisfying(
            EnrollmentException.class,
            told -> assertThat(told.failure()).isEqualTo(new Failure.UnfitPassword()));
    assertThat(face.questions).hasSize(3);
    assertThat(profile.file("pending.p12")).doesNotExist();
  }

  /// As the engine does it.
  private X509Certificate enroll(String name, ScriptedFace face) {
    Pkcs12File store = new Pkcs12File(file, profile, face);
    store.requireWritable();
    X509Certificate certificate = TestCa.certificate(store.makeKey(name, KeyType.P256).publicKey());
    store.backUp(name);
    store.install(name, List.of(certificate));
    store.tidy(name);
    profile.hold(List.of(certificate));
    return certificate;
  }

  private String name(String tryOfThis) {
    return profile.name() + "-" + tryOfThis;
  }

  private PrivateKey addSomebodyElses() throws Exception {
    KeyPair keys = StandCa.keyPair();
    KeyStore store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    store.setKeyEntry(
        "hanako",
        keys.getPrivate(),
        OTHERS_PASSWORD.toCharArray(),
        new X509Certificate[] {Placeholder.of(keys, "hanako")});
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.toCharArray());
    }
    return keys.getPrivate();
  }

  private List<String> copies() throws Exception {
    try (Stream<Path> files =
        Files.list(Optional.ofNullable(profile.file("x").getParent()).orElseThrow())) {
      return files
          .map(at -> at.getFileName().toString())
          .filter(name -> name.startsWith("previous"))
          .toList();
    }
  }
}
