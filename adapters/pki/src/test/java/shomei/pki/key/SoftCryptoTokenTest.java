package shomei.pki.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.pki.SelfSigned;

final class SoftCryptoTokenTest extends CryptoTokenContract {
  @TempDir private Path folder;
  private CryptoToken keys;
  private CryptoToken elsewhere;

  @BeforeEach
  void open() throws IOException {
    Files.writeString(folder.resolve("password"), "correct horse\n");
    keys = SoftCryptoToken.open(folder.resolve("keys.p12"), folder.resolve("password"));
    elsewhere = SoftCryptoToken.open(folder.resolve("keys.p12"), folder.resolve("password"));
  }

  @Override
  CryptoToken keys() {
    return keys;
  }

  @Override
  CryptoToken elsewhere() {
    return elsewhere;
  }

  @Test
  void onlyItsOwnerReadsTheFile() throws IOException {
    keys.createSecret("s");

    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("keys.p12"))))
        .isEqualTo("rw-------");
    assertThat(folder.resolve("keys.p12.new")).doesNotExist();
  }

  @Test
  void aWrongPasswordOrAnotherFileIsSaidAtStart() throws IOException {
    keys.create("k", KeyKind.P256, SelfSigned::certify);
    Path wrong = Files.writeString(folder.resolve("wrong"), "incorrect\n");
    Path other = Files.writeString(folder.resolve("other"), "no PKCS#12\n");

    assertThatThrownBy(() -> SoftCryptoToken.open(folder.resolve("keys.p12"), wrong))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SoftCryptoToken.open(other, folder.resolve("password")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
