package shomei.desktop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// An X server of its own on a free display, and windows on it, each a process of its own: so it
/// does not matter whether the tests' process is headless.
public final class Display implements AutoCloseable {
  private final Process server;
  private final String name;
  private final List<DrivenWindow> windows = new ArrayList<>();

  public Display() throws IOException {
    this("1024x768x24");
  }

  /// @param screen width, height and bits of a pixel
  Display(String screen) throws IOException {
    server =
        new ProcessBuilder("Xvfb", "-displayfd", "1", "-screen", "0", screen, "-nolisten", "tcp")
            .redirectError(Redirect.DISCARD)
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
    name = ":" + out.readLine();
  }

  /// @param arguments of the program
  public DrivenWindow open(Map<String, String> environment, String... arguments)
      throws IOException {
    return open(List.of(), environment, arguments);
  }

  /// @param before a command that runs the program which its last arguments name
  DrivenWindow open(List<String> before, Map<String, String> environment, String... arguments)
      throws IOException {
    DrivenWindow window = DrivenWindow.start(name, before, environment, arguments);
    windows.add(window);
    return window;
  }

  /// As `DISPLAY` has it.
  public String name() {
    return name;
  }

  @Override
  public void close() {
    windows.forEach(window -> window.process().destroy());
    windows.forEach(window -> window.process().onExit().join());
    server.destroy();
    server.onExit().join();
  }

  static Path screenshots() throws IOException {
    return Files.createDirectories(Path.of("target/screenshots")).toAbsolutePath();
  }
}
