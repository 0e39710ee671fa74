package shomei.server;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Set;
import shomei.command.Commands;
import shomei.command.ExitCode;

/// The program `shomei-server`.
public final class Main {
  /// Read by logback.xml: a server tells what it does, a command only what fails.
  private static final String LOG_LEVEL = "shomei.log";

  /// Read by logback.xml.
  private static final String LOG_FORMAT = "SHOMEI_LOG_FORMAT";

  private Main() {}

  public static void main(String[] arguments) {
    String format = System.getenv().getOrDefault(LOG_FORMAT, "text");
    if (!Set.of("text", "json").contains(format)) {
      // Logback would say nothing at all
      System.err.println(LOG_FORMAT + " is text or json");
      System.exit(ExitCode.USAGE);
    }
    if (System.getProperty(LOG_LEVEL) == null) {
      System.setProperty(LOG_LEVEL, Arrays.asList(arguments).contains("serve") ? "info" : "error");
    }
    // read when TLS is first used: nobody who is connected may have keys agreed on again and again
    System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    InstantSource clock = InstantSource.system();
    var program = new ServerProgram(clock, new SecureRandom());
    System.exit(new Commands(program, clock, System.in, System::console, out, err).run(arguments));
  }
}
