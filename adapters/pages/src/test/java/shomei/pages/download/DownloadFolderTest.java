package shomei.pages.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.domain.kernel.Octets;

/// What is offered of a folder. The signer here signs by writing down the digest.
final class DownloadFolderTest {
  private static final String MSI = "shomei-1.2.3.msi";

  @TempDir Path folder;
  private final List<Octets> judged = new ArrayList<>();

  private DownloadFolder signed() {
    return new DownloadFolder(
        folder,
        Optional.of(
            new Signer(
                "Kita",
                Octets.of(new byte[32]),
                (signature, sha256) -> {
                  judged.add(sha256);
                  return new String(signature.octets(), StandardCharsets.US_ASCII)
                      .equals(sha256.hex());
                })));
  }

  private DownloadFolder unsigned() {
    return new DownloadFolder(folder, Optional.empty());
  }

  private void put(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }

  private void sign(String name) throws IOException {
    put(name + ".p7s", Octets.of(Files.readAllBytes(folder.resolve(name))).sha256().hex());
  }

  private static List<String> names(DownloadFolder downloads) {
    return downloads.offered().stream().map(download -> download.name().file()).toList();
  }

  @Test
  void whatTheSignerSignedIsOffered() throws IOException {
    put(MSI, "one");
    sign(MSI);
    DownloadFolder downloads = signed();
    downloads.look();
    assertThat(downloads.faults()).isEmpty();
    assertThat(downloads.offered())
        .singleElement()
        .satisfies(
            download -> {
              assertThat(download.length()).isEqualTo(3);
              assertThat(download.sha256())
                  .isEqualTo(Octets.of("one".getBytes(StandardCharsets.US_ASCII)).sha256());
              assertThat(download.signature()).isPresent();
            });
  }

  @Test
  void aBrokenOrMissingSignatureKeepsAFileBackAndNoOther() throws IOException {
    put("shomei-1.0-setup.exe", "good");
    sign("shomei-1.0-setup.exe");
    put("shomei-1.1-setup.exe", "broken");
    put("shomei-1.1-setup.exe.p7s", "nothing");
    put("shomei-1.2-setup.exe", "without");
    DownloadFolder downloads = signed();
    downloads.look();
    assertThat(names(downloads)).containsExactly("shomei-1.0-setup.exe");
    assertThat(downloads.faults())
        .containsExactly(
            "shomei-1.1-setup.exe is not offered: it is not what Kita has signed, or its signature"
                + " is broken",
            "shomei-1.2-setup.exe is not offered: its signature, the file with .p7s behind the"
                + " name, is not there");
  }

  @Test
  void withoutASignerOnlyUnsignedFilesAreOffered() throws IOException {
    put(MSI, "one");
    put("shomei-1.2.4.msi", "two");
    sign("shomei-1.2.4.msi");
    DownloadFolder downloads = unsigned();
    downloads.look();
    assertThat(names(downloads)).containsExactly(MSI);
    assertThat(downloads.faults())
        .singleElement()
        .asString()
        .contains("pages.downloads.signerFile");
  }

  @Test
  void aFileThatChangesIsNotOpenedUntilItWasReadAgain() throws IOException {
    put(MSI, "one");
    sign(MSI);
    DownloadFolder downloads = signed();
    downloads.look();
    Download seen = downloads.offered(MSI).orElseThrow();
    try (var file = downloads.open(seen).orElseThrow()) {
      assertThat(file.size()).isEqualTo(3);
    }
    FileTime written = Files.getLastModifiedTime(folder.resolve(MSI));
    Files.writeString(folder.resolve(MSI), "two", StandardOpenOption.TRUNCATE_EXISTING);
    Files.setLastModifiedTime(folder.resolve(MSI), written);
    assertThat(downloads.open(seen)).as("of the same length and time").isEmpty();
    downloads.look();
    assertThat(downloads.offered(MSI)).as("its signature is the old one").isEmpty();
    sign(MSI);
    downloads.look();
    assertThat(downloads.offered(MSI)).isPresent();
  }

  @Test
  void aFileIsReadOnceUntilItOrItsSignatureChanges() throws IOException {
    put(MSI, "one");
    sign(MSI);
    DownloadFolder downloads = signed();
    downloads.look();
    downloads.look();
    assertThat(judged).hasSize(1);
    Files.setLastModifiedTime(
        folder.resolve(MSI + ".p7s"), FileTime.from(Instant.parse("2026-11-30T00:00:00Z")));
    downloads.look();
    assertThat(judged).hasSize(2);
  }

  @Test
  void aFileThatIsGoneOrReplacedByRenamingIsNotSent() throws IOException {
    put(MSI, "one");
    DownloadFolder downloads = unsigned();
    downloads.look();
    Download seen = downloads.offered(MSI).orElseThrow();
    put(".new", "two");
    Files.move(folder.resolve(".new"), folder.resolve(MSI), StandardCopyOption.REPLACE_EXISTING);
    assertThat(downloads.open(seen)).isEmpty();
    Files.delete(folder.resolve(MSI));
    assertThat(downloads.open(seen)).isEmpty();
    downloads.look();
    assertThat(downloads.offered()).isEmpty();
  }

  @Test
  void linksFoldersAndStrangersAreKeptBack(@TempDir Path elsewhere) throws IOException {
    Path secret = Files.writeString(elsewhere.resolve("secret"), "secret");
    Files.createSymbolicLink(folder.resolve(MSI), secret);
    Files.createDirectory(folder.resolve("shomei-1.2.4.msi"));
    put("README", "one");
    put(".hidden", "one");
    DownloadFolder downloads = unsigned();
    downloads.look();
    assertThat(downloads.offered()).isEmpty();
    assertThat(downloads.faults())
        .hasSize(3)
        .anySatisfy(fault -> assertThat(fault).startsWith(MSI).contains("no plain file"))
        .anySatisfy(fault -> assertThat(fault).startsWith("README").contains("not named"));
  }

  @Test
  void aFileThatIsReplacedByALinkIsNotFollowed(@TempDir Path elsewhere) throws IOException {
    put(MSI, "one");
    DownloadFolder downloads = unsigned();
    downloads.look();
    Download seen = downloads.offered(MSI).orElseThrow();
    Path there = Files.move(folder.resolve(MSI), elsewhere.resolve("moved"));
    Files.createSymbolicLink(folder.resolve(MSI), there);
    assertThat(downloads.open(seen)).isEmpty();
  }

  @Test
  void aFolderThatCannotBeReadOffersNothing() throws IOException {
    Path missing = folder.resolve("missing");
    DownloadFolder downloads = new DownloadFolder(missing, Optional.empty());
    downloads.look();
    assertThat(downloads.offered()).isEmpty();
    assertThat(downloads.faults()).singleElement().asString().contains("cannot be read");
    for (int i = 0; i <= 100; i++) {
      put("shomei-1." + i + ".msi", "one");
    }
    assertThat(unsigned().faults()).singleElement().asString().contains("more than 100 files");
  }
}
