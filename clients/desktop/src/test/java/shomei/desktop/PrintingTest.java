package shomei.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The result on paper, black on white where the window is dark.
final class PrintingTest {
  private static final int MARGIN = 36;

  @TempDir Path folder;
  private Display display;
  private WindowRig rig;

  @BeforeEach
  void start() throws Exception {
    display = new Display();
    rig = new WindowRig(display, folder);
    rig.environment.put("GTK_THEME", "Adwaita:dark");
  }

  @AfterEach
  void end() {
    display.close();
    rig.close();
  }

  @Test
  void theCertificateIsPrintedWhereThePersonSaysSo() throws Exception {
    Path paper = Display.screenshots().resolve("printed.png");
    Files.deleteIfExists(paper);
    try (DrivenWindow window = rig.window("en")) {
      window.say("printer " + paper);
      WindowRig.begin(window);
      WindowRig.acquire(window);
      window.say("start result.print");
      window.awaitCalled("Cancel");
      window.say("press Cancel");
      assertThat(paper).as("after Cancel").doesNotExist();
      window.say("start result.print");
      window.awaitCalled("Print");
      window.say("press Print");
      window.await("result.fault", "Sent to the printer");
    }
    BufferedImage page = ImageIO.read(paper.toFile());
    assertThat(lines(page)).as("a title and six rows").isGreaterThanOrEqualTo(7);
    assertThat(widest(page)).as("with a margin").isLessThan(page.getWidth() - MARGIN);
  }

  @Test
  void withoutAPrinterThatIsSaid() throws Exception {
    try (DrivenWindow window = rig.window("en")) {
      WindowRig.begin(window);
      WindowRig.acquire(window);
      window.say("start result.print");
      window.await("result.fault", "There is no printer");
      window.click("result.home");
    }
  }

  /// How far to the right there is ink.
  private static int widest(BufferedImage page) {
    for (int x = page.getWidth() - 1; x > 0; x--) {
      for (int y = 0; y < page.getHeight(); y++) {
        if ((page.getRGB(x, y) & 0xff) < 128) {
          return x;
        }
      }
    }
    return 0;
  }

  /// Lines of ink, with paper between them.
  private static int lines(BufferedImage page) {
    int lines = 0;
    boolean inked = false;
    for (int y = 0; y < page.getHeight(); y++) {
      boolean ink = false;
      for (int x = 0; x < page.getWidth(); x++) {
        ink |= (page.getRGB(x, y) & 0xff) < 128;
      }
      if (ink && !inked) {
        lines++;
      }
      inked = ink;
    }
    return lines;
  }
}
