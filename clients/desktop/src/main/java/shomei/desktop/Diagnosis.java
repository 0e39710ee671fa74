package shomei.desktop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import shomei.desktop.setting.Places;
import shomei.desktop.setting.Settings;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.StoreLocation;
import shomei.enrollment.connection.ConnectionOptions;
import shomei.enrollment.connection.ProxyAddress;
import shomei.enrollment.connection.ServerConnection;
import shomei.enrollment.pairing.KnownServer;
import shomei.enrollment.pairing.KnownServers;
import shomei.enrollment.pairing.Presence;
import shomei.enrollment.state.CertificateSummary;
import shomei.enrollment.state.Profile;
import shomei.enrollment.state.StateDirectory;
import shomei.sdk.AcmeServer;
import shomei.sdk.ClientSettings;
import shomei.tool.ToolContext;
import shomei.tool.outcome.Explanation;
import shomei.tool.outcome.Explanations;
import shomei.tool.talk.Texts;

/// What the program sees around it, for a help desk. Holds no secret: no PIN, no password, no key,
/// no login of a proxy.
final class Diagnosis {
  private final ToolContext context;
  private final StateDirectory state;
  private final Settings settings;
  private final Texts texts;
  private final KnownServers servers;
  private final ConnectionOptions connection;
  private final ClientSettings client;
  private final ProxyLogins proxyLogins;
  private final List<String> lines = new ArrayList<>();

  Diagnosis(
      ToolContext context,
      StateDirectory state,
      Settings settings,
      Texts texts,
      KnownServers servers,
      ConnectionOptions connection,
      ClientSettings client,
      ProxyLogins proxyLogins) {
    this.context = context;
    this.state = state;
    this.settings = settings;
    this.texts = texts;
    this.servers = servers;
    this.connection = connection;
    this.client = client;
    this.proxyLogins = proxyLogins;
  }

  String report() {
    row("version", "shomei " + Work.VERSION);
    row("java", Runtime.version().toString());
    row("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    row("pc", Presence.pcName(context.environment()));
    row("user", context.user());
    row("time", texts.moment(context.clock().instant()) + " " + context.zone());
    row("state", state.root().toString());
    row("proxy", proxy());
    for (Places.Place place : new Places(settings.store(), context.computer()).all()) {
      row("place", place.words(texts));
    }
    for (Profile profile : state.profiles()) {
      CertificateSummary one = CertificateSummary.of(profile, context.clock().instant());
      row(
          "certificate",
          one.subscriber()
              + "  "
              + texts.say(
                  switch (one.state()) {
                    case NOT_ACQUIRED -> "state.notAcquired";
                    case ISSUED -> "state.issued";
                    case EXPIRED -> "state.expired";
                  })
              + one.subject()
                  .map(s -> "  " + s.serialNumber() + "  " + texts.moment(s.notAfter()))
                  .orElse(""));
    }
    for (KnownServer server : servers.all()) {
      row("server", texts.name(server.name()) + "  " + server.directory() + "  " + look(server));
    }
    return String.join("\n", lines);
  }

  private String proxy() {
    String set = settings.proxy();
    return Optional.ofNullable(set)
        .or(() -> Optional.ofNullable(context.environment().get("https_proxy")))
        .map(ProxyAddress::withoutLogin)
        .orElseGet(() -> texts.say("diagnosis.none"));
  }

  private String look(KnownServer server) {
    try (AcmeServer opened =
        new ServerConnection(
                connection,
                client.withPatience(1, client.connectTimeout()),
                new SilentFace(proxyLogins))
            .open(server.settings("", StoreLocation.ofFile("")))) {
      String pages = texts.say(opened.meetsPages() ? "diagnosis.pages" : "diagnosis.noPages");
      Duration ahead = opened.clockDifference().orElse(Duration.ZERO);
      String clock = ahead.isPositive() ? "diagnosis.clock.behind" : "diagnosis.clock.ahead";
      return texts.say("diagnosis.reachable", texts.say(clock, ahead), pages);
    } catch (EnrollmentException failure) {
      Explanation why = Explanations.of(failure.failure(), true);
      return texts.say(why.text(), why.arguments().toArray());
    }
  }

  private void row(String key, String value) {
    lines.add(texts.say("diagnosis." + key) + ": " + value);
  }
}
