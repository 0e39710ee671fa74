package shomei.desktop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import shomei.sdk.stand.Pages;
import shomei.sdk.stand.Stand;

/// A person's home with a bank that the program knows, and a stand that is that bank's server.
final class WindowRig implements AutoCloseable {
  static final String USER = "12345678901234/taro";
  static final String PIN = "1357";
  static final String PASSWORD = "correct horse";

  final Stand stand;
  final Pages pages;
  final Path home;
  final Map<String, String> environment = new HashMap<>();
  private final Display display;

  WindowRig(Display display, Path home) throws Exception {
    this(display, home, InstantSource.system());
  }

  /// @param clock of the stand, but for the date that its answers bear
  WindowRig(Display display, Path home, InstantSource clock) throws Exception {
    this.display = display;
    this.home = home;
    stand = new Stand(clock);
    stand.office().register(USER, PIN);
    stand.caFile(home);
    pages = stand.office().pages();
    pages.hold();
    environment.put("HOME", home.toString());
    environment.put(
        "SHOMEI_INSTITUTIONS",
        Files.writeString(
                home.resolve("institutions.json"),
                """
                {"institutions":[{"ja":"北銀行","en":"Kita Bank","directory":"%s","authorities":"stand-ca.pem",
                  "pages":"https://localhost:1/kita/"}]}
                """
                    .formatted(stand.institution()))
            .toString());
  }

  Path state() {
    return home.resolve("state");
  }

  DrivenWindow window(String language, String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("window", "--state", state().toString(), "--lang", language));
    arguments.addAll(List.of(more));
    return display.open(environment, arguments.toArray(String[]::new));
  }

  /// From the home page to the question for the password of the file, or whatever comes first.
  static void begin(DrivenWindow window) throws IOException {
    window.click("home.issue");
    window.type("issue.contract", "12345678901234");
    window.type("issue.user", "taro");
    window.click("issue.begin");
  }

  static void choosePassword(DrivenWindow window) throws IOException {
    window.type("question.answer", PASSWORD);
    window.type("question.again", PASSWORD);
    window.click("question.ok");
  }

  /// To the end of an acquisition that was begun.
  static void acquire(DrivenWindow window) throws IOException {
    choosePassword(window);
    window.say("gone question.again");
    window.type("question.answer", PIN);
    window.click("question.ok");
    window.await("result.details", "12345678901234 taro");
  }

  /// Everything that lies in the home now, as text, and its names.
  String everythingWritten() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(file).append('\n');
        all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)).append('\n');
      }
    }
    return all.toString();
  }

  @Override
  public void close() {
    stand.close();
  }
}
