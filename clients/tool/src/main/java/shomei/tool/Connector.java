package shomei.tool;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import shomei.sdk.AcmeFailure;
import shomei.sdk.AcmeServer;
import shomei.sdk.ClientSettings;
import shomei.sdk.HttpProxy;
import shomei.sdk.Trust;
import shomei.sdk.Waiter;
import shomei.tool.outcome.ExitCode;
import shomei.tool.outcome.Failures;
import shomei.tool.outcome.ToolFailure;
import shomei.tool.state.ProfileFacts;
import shomei.tool.talk.Log;
import shomei.tool.talk.Progress;
import shomei.tool.talk.Secret;
import shomei.tool.talk.Secrets;
import shomei.tool.talk.Texts;

/// Reaches the server, through a proxy where there is one, and asks for the proxy's login where it
/// wants one.
final class Connector {
  private static final int TRIES = 3;

  private final Surroundings surroundings;
  private final Texts texts;
  private final Log log;
  private final Secrets secrets;
  private final ConnectionOptions options;

  Connector(
      Surroundings surroundings, Texts texts, Log log, Secrets secrets, ConnectionOptions options) {
    this.surroundings = surroundings;
    this.texts = texts;
    this.log = log;
    this.secrets = secrets;
    this.options = options;
  }

  /// The facts with what was named this time, to be remembered.
  ProfileFacts remembered(ProfileFacts facts) {
    return facts.withConnection(
        options.authorities == null
            ? facts.authorities()
            : options.authorities.toAbsolutePath().toString(),
        options.proxy == null ? facts.proxy() : withoutLogin(options.proxy));
  }

  /// Reads the directory, so that whatever is wrong with the way there shows first.
  ///
  /// @throws ToolFailure `NETWORK`, `PROXY`, `UNAVAILABLE`
  AcmeServer open(ProfileFacts facts) {
    URI uri = facts.server();
    ClientSettings settings = settings(facts);
    String named = options.proxy == null ? facts.proxy() : options.proxy;
    Optional<HttpProxy> proxy = proxy(named, uri).map(this::withGivenLogin);
    log.say("log.connect", uri.getAuthority());
    for (int tries = 1; ; tries++) {
      AcmeServer server = AcmeServer.at(uri, proxy.map(settings::withProxy).orElse(settings));
      try {
        server.directory();
        return server;
      } catch (AcmeFailure.ProxyRefused refused) {
        server.close();
        if (tries == TRIES || !secrets.canAsk()) {
          throw Failures.of(refused);
        }
        proxy = Optional.of(askLogin(refused.proxy()));
      } catch (AcmeFailure failure) {
        server.close();
        throw Failures.of(failure);
      }
    }
  }

  private ClientSettings settings(ProfileFacts facts) {
    Waiter waiter =
        surroundings.asker().isPresent()
            ? new Progress(texts, surroundings.err(), surroundings.waiter())
            : surroundings.waiter();
    ClientSettings settings =
        ClientSettings.usual(surroundings.clock())
            .withLanguage(
                texts.bundle().getLocale().getLanguage().equals("ja")
                    ? Locale.JAPANESE
                    : Locale.ENGLISH)
            .withWaiter(waiter);
    String authorities = facts.authorities();
    if (authorities == null) {
      return settings;
    }
    Path file = Path.of(authorities);
    try {
      if (!Files.isReadable(file)) {
        throw ToolFailure.of(ExitCode.USAGE, "fail.unreadableFile", file, "");
      }
      return settings.withTls(Trust.ofCertificates(file));
    } catch (IOException | GeneralSecurityException broken) {
      throw ToolFailure.because(
          broken, ExitCode.USAGE, "fail.unreadableFile", file, broken.toString());
    }
  }

  private HttpProxy withGivenLogin(HttpProxy proxy) {
    Optional<Secret> password = secrets.fromFile(Optional.ofNullable(options.proxyPasswordFile));
    String user = options.proxyUser;
    return user == null || password.isEmpty()
        ? proxy
        : proxy.withLogin(new HttpProxy.Login(user, password.get().text()));
  }

  private HttpProxy askLogin(HttpProxy proxy) {
    log.say("say.proxy", proxy.host() + ":" + proxy.port());
    String user = secrets.askLine("--proxy-user", "ask.proxyUser");
    Secret password = secrets.ask("--proxy-password-file", "ask.proxyPassword");
    return proxy.withLogin(new HttpProxy.Login(user, password.text()));
  }

  /// As named, else by the environment variables that other programs go by.
  private Optional<HttpProxy> proxy(@Nullable String named, URI server) {
    if (named != null) {
      return named.equals("none") ? Optional.empty() : Optional.of(parse(named));
    }
    Map<String, String> environment = surroundings.environment();
    return Optional.ofNullable(environment.get("https_proxy"))
        .or(() -> Optional.ofNullable(environment.get("HTTPS_PROXY")))
        .filter(value -> !value.isBlank())
        .filter(value -> !spared(environment, server.getHost()))
        .map(Connector::parse);
  }

  private static boolean spared(Map<String, String> environment, String host) {
    String spared = environment.getOrDefault("no_proxy", environment.getOrDefault("NO_PROXY", ""));
    return Arrays.stream(spared.split(","))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .map(name -> name.startsWith(".") ? name.substring(1) : name)
        .anyMatch(name -> name.equals("*") || host.equals(name) || host.endsWith("." + name));
  }

  private static HttpProxy parse(String text) {
    try {
      return HttpProxy.parse(text);
    } catch (IllegalArgumentException noAddress) {
      throw ToolFailure.because(noAddress, ExitCode.USAGE, "fail.proxyAddress", withoutLogin(text));
    }
  }

  /// What may be shown and remembered.
  private static String withoutLogin(String proxy) {
    return proxy.replaceFirst("^([A-Za-z0-9]+://)?.*@", "$1");
  }
}
