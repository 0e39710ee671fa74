package shomei.tool;

import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import shomei.enrollment.state.Profile;
import shomei.enrollment.state.StateDirectory;
import shomei.tool.outcome.ExitCode;
import shomei.tool.outcome.ToolFailure;

/// Which subscriber at which server.
final class SubscriberOptions {
  private static final Pattern SUBSCRIBER =
      Pattern.compile("[A-Za-z0-9]{1,30}(/[A-Za-z0-9]{1,30})?");

  @Option(names = "--server", paramLabel = "URL")
  @Nullable URI server;

  @Option(names = "--subscriber", paramLabel = "ID[/USER]")
  @Nullable String subscriber;

  record Named(URI server, String subscriber) {}

  /// The one that was named; where a part was left out, the only one that there is.
  Named one(StateDirectory state) {
    List<Profile> known = matching(state);
    URI where = server != null || known.size() != 1 ? server : known.getFirst().settings().server();
    String who =
        subscriber != null || known.size() != 1
            ? subscriber
            : known.getFirst().settings().subscriber();
    if (where == null) {
      throw ToolFailure.of(ExitCode.USAGE, "fail.missing", "--server");
    }
    if (!"https".equals(where.getScheme())) {
      throw ToolFailure.of(ExitCode.USAGE, "fail.notHttps", where);
    }
    if (who == null) {
      throw ToolFailure.of(ExitCode.USAGE, "fail.missing", "--subscriber");
    }
    if (!SUBSCRIBER.matcher(who).matches()) {
      throw ToolFailure.of(ExitCode.USAGE, "fail.subscriber", who);
    }
    return new Named(where, who);
  }

  /// The profiles that fit what was named.
  List<Profile> matching(StateDirectory state) {
    return state.profiles().stream()
        .filter(profile -> server == null || server.equals(profile.settings().server()))
        .filter(profile -> subscriber == null || subscriber.equals(profile.settings().subscriber()))
        .toList();
  }
}
