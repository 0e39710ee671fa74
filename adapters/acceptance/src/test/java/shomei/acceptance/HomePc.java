package shomei.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import shomei.demo.Programs;
import shomei.desktop.Display;
import shomei.desktop.Driven;
import shomei.desktop.DrivenWindow;
import shomei.desktop.Start;

/// A subscriber's PC: a home folder, a display, the browsers' certificate store, and the app as a
/// package installs it, so that links of `shomei:` start it.
final class HomePc implements AutoCloseable {
  private final Path home;
  private final NssStore store;
  private final Display display;
  private final Path commands;
  private final Path answers;

  /// @param folder with the web server's CA
  HomePc(Path folder, Rig rig) throws Exception {
    this.home = Files.createDirectories(folder.resolve("home"));
    this.store = NssStore.in(home, rig.webAuthority());
    this.display = new Display();
    this.commands = pipe("commands");
    this.answers = pipe("answers");
    Files.writeString(
        home.resolve("institutions.json"),
        """
        {"institutions": [
          {"ja": "きた銀行", "en": "Kita Bank", "directory": "%s", "authorities": "%s", "pages": "%s"},
          {"ja": "みなみ銀行", "en": "Minami Bank", "directory": "%s", "authorities": "%s", "pages": "%s"}]}
        """
            .formatted(
                rig.directory(),
                rig.webAuthority(),
                rig.page("/"),
                rig.directory().replace("/kita/", "/minami/"),
                rig.webAuthority(),
                rig.page("minami", "/")));
    install();
  }

  /// What a package does for links: a desktop file, and that it is the one for `shomei:`. A start
  /// that the test waits for ([#startedBy]) is driven; another hands its link to what runs.
  private void install() throws IOException {
    Path app = home.resolve("shomei");
    Files.writeString(
        app,
        """
        #!/bin/sh
        if mv '%1$s/driven' '%1$s/taken' 2>/dev/null; then
          exec %2$s window --state '%1$s/state' --lang ja "$1" <'%3$s' >'%4$s'
        fi
        exec %5$s window --state '%1$s/state' --lang ja "$1"
        """
            .formatted(home, program(Driven.class), commands, answers, program(Start.class)));
    Files.setPosixFilePermissions(app, PosixFilePermissions.fromString("rwx------"));
    Path applications = Files.createDirectories(home.resolve(".local/share/applications"));
    Files.writeString(
        applications.resolve("shomei.desktop"),
        """
        [Desktop Entry]
        Type=Application
        Name=Shomei
        Exec=%s %%u
        MimeType=x-scheme-handler/shomei;
        """
            .formatted(app));
    Files.writeString(
        applications.resolve("mimeapps.list"),
        "[Default Applications]\nx-scheme-handler/shomei=shomei.desktop\n");
  }

  private String program(Class<?> main) {
    return DrivenWindow.command(main, home.toString()).stream()
        .map(word -> "'" + word + "'")
        .collect(Collectors.joining(" "));
  }

  private Path pipe(String name) throws IOException, InterruptedException {
    Path pipe = home.resolve(name);
    Programs.Finished made = Programs.run(List.of("mkfifo", pipe.toString()), line -> {});
    if (made.status() != 0) {
      throw new IllegalStateException("mkfifo: " + made.output());
    }
    return pipe;
  }

  NssStore store() {
    return store;
  }

  /// What programs on this PC find around them.
  Map<String, String> environment() {
    return Map.of(
        "HOME",
        home.toString(),
        "DISPLAY",
        display.name(),
        "SHOMEI_INSTITUTIONS",
        home.resolve("institutions.json").toString());
  }

  /// Starts the app from the menu.
  DrivenWindow start() throws IOException {
    return display.open(
        environment(), "window", "--state", home.resolve("state").toString(), "--lang", "ja");
  }

  /// The app as the browser starts it.
  ///
  /// @param press follows the link
  DrivenWindow startedBy(Runnable press) throws IOException {
    Files.createFile(home.resolve("driven"));
    press.run();
    return DrivenWindow.attached(commands, answers);
  }

  @Override
  public void close() {
    display.close();
  }
}
