package shomei.enrollment.computer;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The PC, as far as certificate stores depend on it.
///
/// @param home of the person
/// @param environment variables of the process
/// @param commands programs of the system
/// @param keys the system's own store; not asked on Linux
public record Computer(
    OperatingSystem system,
    Path home,
    Map<String, String> environment,
    Commands commands,
    SystemKeys keys) {

  /// The one that this process runs on.
  public static Computer ofProcess() {
    OperatingSystem system = OperatingSystem.named(System.getProperty("os.name"));
    Map<String, String> environment = System.getenv();
    return new Computer(
        system,
        Path.of(System.getProperty("user.home")),
        environment,
        new Commands(commandFolders(system, environment)),
        SystemKeys.in(system == OperatingSystem.MACOS ? "KeychainStore" : "Windows-MY"));
  }

  /// The same for somebody who lives elsewhere.
  public Computer withHome(Path other, Map<String, String> variables) {
    return new Computer(system, other, variables, commands, keys);
  }

  private static List<Path> commandFolders(
      OperatingSystem system, Map<String, String> environment) {
    return switch (system) {
      case LINUX -> List.of();
      case MACOS -> List.of(Path.of("/usr/bin"));
      case WINDOWS -> {
        Path system32 =
            Path.of(environment.getOrDefault("SystemRoot", "C:\\Windows")).resolve("System32");
        yield List.of(system32, system32.resolve("WindowsPowerShell").resolve("v1.0"));
      }
    };
  }
}
