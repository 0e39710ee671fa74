package shomei.enrollment.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.Failure;
import shomei.enrollment.Failure.FileFault.Kind;

final class DurableFileTest {
  private static final byte[] NEW = "new".getBytes(UTF_8);

  @TempDir Path folder;

  @Test
  void aFileOfOursIsItsOwnersAloneEvenIfSomebodyOpenedItUp() throws Exception {
    Path file = old("file", "rw-rw-rw-");

    DurableFile.write(file, NEW);

    assertThat(file).hasContent("new");
    assertThat(permissions(file)).isEqualTo("rw-------");
  }

  @Test
  void aPersonsFileKeepsItsPermissions() throws Exception {
    Path file = old("taro.p12", "rw-r-----");

    DurableFile.replace(file, NEW);

    assertThat(file).hasContent("new");
    assertThat(permissions(file)).isEqualTo("rw-r-----");
  }

  @Test
  void aNewFileOfAPersonIsItsOwnersAlone() throws Exception {
    Path file = folder.resolve("taro.p12");

    DurableFile.replace(file, NEW);

    assertThat(permissions(file)).isEqualTo("rw-------");
  }

  @Test
  void aLinkIsFollowedAndStays() throws Exception {
    Path there = Files.createDirectory(folder.resolve("there"));
    Path file = old("there/taro.p12", "rw-------");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("there/taro.p12"));
    Path linkToLink = Files.createSymbolicLink(folder.resolve("link2"), link.getFileName());

    DurableFile.requireReplaceable(linkToLink);
    DurableFile.replace(linkToLink, NEW);

    assertThat(linkToLink).isSymbolicLink();
    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("new");
    assertThat(names(there)).containsExactly("taro.p12");
  }

  @Test
  void aLinkToNothingYetIsFollowedToo() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("taro.p12"));

    DurableFile.replace(link, NEW);

    assertThat(link).isSymbolicLink();
    assertThat(folder.resolve("taro.p12")).hasContent("new");
  }

  @Test
  void aCircleOfLinksIsToldAndNotFollowedForEver() throws Exception {
    Path one = folder.resolve("one");
    Files.createSymbolicLink(one, Path.of("two"));
    Files.createSymbolicLink(folder.resolve("two"), Path.of("one"));

    assertThatThrownBy(() -> DurableFile.replace(one, NEW)).isInstanceOf(EnrollmentException.class);
  }

  @Test
  void whatStandsInTheWayIsToldBeforeAnythingIsWritten() throws Exception {
    assertThat(fault(folder.resolve("missing/taro.p12"))).isEqualTo(Kind.MISSING);
    assertThat(fault(Files.createDirectory(folder.resolve("sub")))).isEqualTo(Kind.NOT_A_FILE);
    assertThat(fault(old("a-file", "rw-------").resolve("taro.p12"))).isEqualTo(Kind.NOT_A_FILE);
  }

  @Test
  void tryingLeavesTheFileAndItsFolderAsTheyWere() throws Exception {
    Path file = old("taro.p12", "rw-------");

    DurableFile.requireReplaceable(file);
    DurableFile.requireReplaceable(folder.resolve("another.p12"));

    assertThat(file).hasContent("old");
    assertThat(names(folder)).containsExactly("taro.p12");
  }

  @Test
  void otherNamesOfAFileAreSeen() throws Exception {
    Path file = old("taro.p12", "rw-------");
    assertThat(DurableFile.hasOtherNames(file)).isFalse();

    Files.createLink(folder.resolve("another"), file);

    assertThat(DurableFile.hasOtherNames(file)).isTrue();
  }

  private static Kind fault(Path file) {
    try {
      DurableFile.requireReplaceable(file);
    } catch (EnrollmentException told) {
      if (told.failure() instanceof Failure.CannotWrite write) {
        return write.fault().kind();
      }
    }
    throw new AssertionError(file + " was not refused");
  }

  private Path old(String name, String permissions) throws Exception {
    Path file = Files.writeString(folder.resolve(name), "old");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private static String permissions(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static List<String> names(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
