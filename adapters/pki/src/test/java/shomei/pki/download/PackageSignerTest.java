package shomei.pki.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shomei.domain.kernel.Octets;

/// Signatures as the build makes them, by OpenSSL.
final class PackageSignerTest {
  @TempDir private static Path folder;
  private static Octets sha256 = Octets.of(new byte[0]);

  @BeforeAll
  static void signers() throws Exception {
    identity("kita", "/O=Kita/CN=Kita Downloads", "rsa:2048");
    identity("other", "/CN=Kita Downloads", "rsa:2048");
    Files.writeString(folder.resolve("file"), "package");
    sha256 = Octets.of(Files.readAllBytes(folder.resolve("file"))).sha256();
  }

  private static void identity(String name, String subject, String algorithm) throws Exception {
    openssl(
        "req",
        "-x509",
        "-newkey",
        algorithm,
        "-nodes",
        "-keyout",
        name + ".key",
        "-out",
        name + ".pem",
        "-subj",
        subject);
  }

  private static void openssl(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    Process openssl =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(openssl.waitFor()).as(said).isZero();
  }

  private static Octets signature(String signer, String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "cms",
                "-sign",
                "-binary",
                "-outform",
                "DER",
                "-in",
                "file",
                "-signer",
                signer + ".pem",
                "-inkey",
                signer + ".key",
                "-out",
                "file.p7s"));
    arguments.addAll(List.of(more));
    openssl(arguments.toArray(String[]::new));
    return Octets.of(Files.readAllBytes(folder.resolve("file.p7s")));
  }

  private static PackageSigner signer(String name) throws IOException {
    try (InputStream pem = Files.newInputStream(folder.resolve(name + ".pem"))) {
      return PackageSigner.of(pem);
    }
  }

  @Test
  void whatTheSignerSignedIsKnown() throws Exception {
    PackageSigner kita = signer("kita");
    assertThat(kita.signed(signature("kita"), sha256)).isTrue();
    assertThat(kita.signed(signature("kita", "-nocerts"), sha256)).isTrue();
    assertThat(kita.name()).isEqualTo("Kita Downloads");
    assertThat(kita.fingerprint().length()).isEqualTo(32);
  }

  @Test
  void anEllipticKeySignsToo() throws Exception {
    openssl("ecparam", "-name", "prime256v1", "-out", "p256");
    identity("elliptic", "/O=Without a common name", "ec:p256");
    assertThat(signer("elliptic").signed(signature("elliptic"), sha256)).isTrue();
    assertThat(signer("elliptic").name()).isEqualTo("O=Without a common name");
  }

  @Test
  void ofAnotherFileOrAnotherSignerItIsRefused() throws Exception {
    Octets other = Octets.of("another".getBytes(StandardCharsets.US_ASCII)).sha256();
    assertThat(signer("kita").signed(signature("kita"), other)).isFalse();
    assertThat(signer("kita").signed(signature("other"), sha256)).as("of the same name").isFalse();
  }

  @Test
  void twoSignersWeakDigestsAndWhatBindsNoTypeAreRefused() throws Exception {
    PackageSigner kita = signer("kita");
    assertThat(
            kita.signed(signature("kita", "-signer", "other.pem", "-inkey", "other.key"), sha256))
        .isFalse();
    assertThat(kita.signed(signature("kita", "-md", "sha1"), sha256)).isFalse();
    assertThat(kita.signed(signature("kita", "-noattr"), sha256)).isFalse();
  }

  @Test
  void everyOctetCounts() throws Exception {
    PackageSigner kita = signer("kita");
    byte[] good = signature("kita", "-nocerts").octets();
    assertThat(kita.signed(Octets.of(good), sha256)).isTrue();
    for (int cut = 0; cut < good.length; cut += 7) {
      assertThat(kita.signed(Octets.of(Arrays.copyOf(good, cut)), sha256)).isFalse();
    }
    byte[] flipped = good.clone();
    flipped[flipped.length - 20] ^= 1;
    assertThat(kita.signed(Octets.of(flipped), sha256)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no signature", "0", "00"})
  void whatIsNoSignatureIsRefused(String text) throws Exception {
    assertThat(signer("kita").signed(Octets.of(text.getBytes(StandardCharsets.US_ASCII)), sha256))
        .isFalse();
  }

  @Test
  void aSignerIsExactlyOneCertificate() throws Exception {
    String two =
        Files.readString(folder.resolve("kita.pem"))
            + Files.readString(folder.resolve("other.pem"));
    for (String pem : new String[] {two, "", "nothing"}) {
      assertThatThrownBy(
              () ->
                  PackageSigner.of(
                      new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
