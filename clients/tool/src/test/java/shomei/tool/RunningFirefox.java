package shomei.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A real Firefox on a profile, without a display, told what to do by Marionette, its own protocol
/// for that: `LENGTH:[0, id, command, parameters]`, answered `LENGTH:[1, id, error, value]`.
final class RunningFirefox implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern LISTENING = Pattern.compile("Listening on port (\\d+)");

  private final Process process;
  private final Socket socket;
  private int commands;

  /// @param home of the person, with the profile in it
  RunningFirefox(Path home, Path profile) throws IOException {
    Files.writeString(
        profile.resolve("user.js"),
        """
        user_pref("marionette.port", 0);
        user_pref("security.default_personal_cert", "Select Automatically");
        """);
    ProcessBuilder builder =
        new ProcessBuilder(
                "firefox-esr",
                "--headless",
                "--no-remote",
                "--profile",
                profile.toString(),
                "--marionette",
                "--remote-allow-system-access",
                "about:blank")
            .redirectErrorStream(true);
    builder.environment().put("HOME", home.toString());
    process = builder.start();
    socket = new Socket(InetAddress.getLoopbackAddress(), port(process.inputReader()));
    JsonNode hello = read();
    assert hello.has("marionetteProtocol");
    say("WebDriver:NewSession", Map.of("acceptInsecureCerts", true));
  }

  /// Reads what it says until it says that, and lets it say the rest.
  private static int port(BufferedReader said) throws IOException {
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      Matcher listening = LISTENING.matcher(line);
      if (listening.find()) {
        Thread rest = Thread.ofVirtual().start(() -> said.lines().forEach(later -> {}));
        assert rest.isAlive();
        return Integer.parseInt(listening.group(1));
      }
    }
    throw new IOException("Firefox ended at once");
  }

  /// Serial numbers of all certificates that it knows, in hexadecimal without colons.
  List<String> serialNumbers() throws IOException {
    say("Marionette:SetContext", Map.of("value", "chrome"));
    JsonNode answer =
        say(
            "WebDriver:ExecuteScript",
            Map.of(
                "script",
                "return Cc['@mozilla.org/security/x509certdb;1'].getService(Ci.nsIX509CertDB)"
                    + ".getCerts().map(one => one.serialNumber)",
                "args",
                List.of()));
    say("Marionette:SetContext", Map.of("value", "content"));
    List<String> numbers = new ArrayList<>();
    answer.path("value").forEach(one -> numbers.add(one.asText().replace(":", "")));
    return numbers;
  }

  void visit(URI page) throws IOException {
    say("WebDriver:Navigate", Map.of("url", page.toString()));
  }

  boolean isRunning() {
    return process.isAlive();
  }

  private JsonNode say(String command, Map<String, ?> parameters) throws IOException {
    byte[] message = JSON.writeValueAsBytes(List.of(0, ++commands, command, parameters));
    socket.getOutputStream().write((message.length + ":").getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().write(message);
    JsonNode answer = read();
    if (!answer.path(2).isNull()) {
      throw new AssertionError(command + ": " + answer.path(2));
    }
    return answer.path(3);
  }

  private JsonNode read() throws IOException {
    InputStream in = socket.getInputStream();
    int length = 0;
    for (int digit = in.read(); digit != ':'; digit = in.read()) {
      length = 10 * length + Character.digit(digit, 10);
    }
    return JSON.readTree(in.readNBytes(length));
  }

  /// As its menu ends it.
  @Override
  public void close() throws IOException {
    say("Marionette:Quit", Map.of("flags", List.of("eForceQuit")));
    socket.close();
    process.onExit().join();
  }
}
