package shomei.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import shomei.sdk.stand.StandCa;

/// Files that people write, and files of theirs that the tool writes.
final class PersonsFilesTest {
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

  @ParameterizedTest
  @CsvSource({"UTF-8, true", "UTF-16LE, true", "UTF-16BE, true", "UTF-16LE, false"})
  void secretsAreReadWhateverEditorSavedThem(String charset, boolean mark) throws Exception {
    for (String name : List.of("pin", "password")) {
      Path file = Path.of(rig.path(name));
      String text = (mark ? "\uFEFF" : "") + Files.readString(file).replace("\n", "\r\n");
      Files.write(file, text.getBytes(Charset.forName(charset)));
    }

    Rig.Ended ended = rig.acquire();

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(rig.stand.office().seat(Rig.USER).wrongPins()).isZero();
    assertThat(rig.stored()).isNotNull();
  }

  /// None may be part of a port or of a temporary folder's name, which are told.
  @ParameterizedTest
  @ValueSource(strings = {"１３５７", "xyz", "2468024680246", "13 57", "13-57", "暗証番号", "\u200B1357"})
  void whatCannotBeAPinIsNeverSent(String pin) throws Exception {
    rig.file("pin", pin);

    Rig.Ended ended = rig.acquire();

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("4 to 12 letters and digits").doesNotContain(pin);
    assertThat(rig.stand.count("POST challenge")).isZero();
    assertThat(rig.stand.office().seat(Rig.USER).wrongPins()).isZero();
  }

  @Test
  void aNewPinThatCannotBeOneIsNotSentEither() throws Exception {
    rig.stand.office().seat(Rig.USER).withTemporaryPin();

    Rig.Ended ended = rig.acquire("--new-pin-file", rig.file("newpin", "２４６８"));

    assertThat(ended.code()).isEqualTo(10);
    assertThat(rig.stand.office().seat(Rig.USER).pin()).isEqualTo(Rig.PIN);
  }

  @Test
  void aFileThatIsNoTextIsToldAsThat() throws Exception {
    Files.write(Path.of(rig.path("pin")), "暗証".getBytes(Charset.forName("Shift_JIS")));

    Rig.Ended ended = rig.acquire();

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("not a text file").doesNotContain("Exception");
  }

  @Test
  void somebodyElsesKeyInTheCertificateFileOutlivesRenewals() throws Exception {
    rig.acquire();
    KeyPair others = StandCa.keyPair();
    KeyStore store = KeyStore.getInstance(rig.pkcs12().toFile(), Rig.PASSWORD.toCharArray());
    store.setKeyEntry(
        "somebody",
        others.getPrivate(),
        Rig.PASSWORD.toCharArray(),
        new X509Certificate[] {rig.stand.ca().certificate()});
    try (OutputStream out = Files.newOutputStream(rig.pkcs12())) {
      store.store(out, Rig.PASSWORD.toCharArray());
    }

    assertThat(rig.renew().code()).isZero();
    assertThat(rig.renew().code()).isZero();

    KeyStore after = KeyStore.getInstance(rig.pkcs12().toFile(), Rig.PASSWORD.toCharArray());
    assertThat(Collections.list(after.aliases())).hasSize(2).contains("somebody");
    assertThat(after.getKey("somebody", Rig.PASSWORD.toCharArray())).isEqualTo(others.getPrivate());
    assertThat(after.getCertificateAlias(rig.stand.office().issued().getLast())).isNotNull();
  }

  @Test
  void aLinkAndThePermissionsOfTheCertificateFileStay() throws Exception {
    Path there = folder.resolve("shared.p12");
    Path link = Files.createSymbolicLink(folder.resolve("link.p12"), there);
    assertThat(rig.acquire("--out", link.toString()).code()).isZero();
    Files.setPosixFilePermissions(there, PosixFilePermissions.fromString("rw-r-----"));

    assertThat(rig.renew().code()).isZero();

    assertThat(link).isSymbolicLink();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(there)))
        .isEqualTo("rw-r-----");
    assertThat(
            KeyStore.getInstance(there.toFile(), Rig.PASSWORD.toCharArray())
                .getCertificateAlias(rig.stand.office().issued().getLast()))
        .isNotNull();
  }

  @Test
  void aFolderThatIsMissingIsToldBeforeAnythingIsOrdered() {
    Rig.Ended ended = rig.acquire("--out", rig.path("missing/taro.p12"));

    assertThat(ended.code()).isEqualTo(16);
    assertThat(ended.err()).contains("does not exist").doesNotContain("Exception");
    assertThat(rig.stand.office().orders()).isZero();
  }

  @Test
  void anotherNameOfTheCertificateFileIsToldOf() throws Exception {
    rig.acquire();
    Files.createLink(folder.resolve("another.p12"), rig.pkcs12());

    assertThat(rig.renew().err()).contains("hard link");
  }
}
