package shomei.desktop.setting;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Whether the system is dark, asked of the system's own programs.
public final class SystemLook {
  private static final long PATIENCE_MILLIS = 400;

  private SystemLook() {}

  public static boolean isDark(Map<String, String> environment) {
    String theme = environment.getOrDefault("GTK_THEME", "");
    if (!theme.isEmpty()) {
      return theme.toLowerCase(Locale.ROOT).contains("dark");
    }
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    if (system.contains("win")) {
      String key = "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize";
      return says(List.of("reg", "query", key, "/v", "AppsUseLightTheme"), "0x0");
    }
    return system.contains("mac")
        ? says(List.of("defaults", "read", "-g", "AppleInterfaceStyle"), "Dark")
        : says(List.of("gsettings", "get", "org.gnome.desktop.interface", "color-scheme"), "dark");
  }

  private static boolean says(List<String> command, String word) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      if (!process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        process.destroy();
        return false;
      }
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
          .contains(word);
    } catch (IOException notThere) {
      return false;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
