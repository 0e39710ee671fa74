package shomei.enrollment.computer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.Failure;

final class SoftokenTest {
  @TempDir Path folder;

  @Test
  void itIsFoundOnThisSystem() {
    assertThat(Softoken.load().path().getFileName()).hasToString("libsoftokn3.so");
  }

  @Test
  void whereItIsNotOrWhatIsThereIsNoLibraryThePersonIsTold() throws Exception {
    Files.writeString(folder.resolve("libsoftokn3.so"), "for another processor");

    for (List<Path> folders : List.of(List.<Path>of(), List.of(folder))) {
      assertThatThrownBy(() -> Softoken.load(folders))
          .isInstanceOfSatisfying(
              EnrollmentException.class,
              told -> assertThat(told.failure()).isEqualTo(new Failure.NoNss()));
    }
  }
}
