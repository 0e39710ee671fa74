package shomei.tool;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import shomei.sdk.AcmeFailure;
import shomei.sdk.AcmeServer;
import shomei.tool.enrollment.Records;
import shomei.tool.outcome.Failures;
import shomei.tool.outcome.ToolFailure;
import shomei.tool.state.Profile;
import shomei.tool.talk.Log;

/// Looks at profiles, and asks their servers when to renew.
final class Advice {
  private final Surroundings surroundings;
  private final Connector connector;
  private final Log log;

  Advice(Surroundings surroundings, Connector connector, Log log) {
    this.surroundings = surroundings;
    this.connector = connector;
    this.log = log;
  }

  /// @param ask whether the server is asked; one that cannot be reached is told in the log
  List<CertificateView> look(List<Profile> profiles, boolean ask) {
    List<CertificateView> views = new ArrayList<>();
    for (Profile profile : profiles) {
      Instant now = surroundings.clock().instant();
      CertificateView view = CertificateView.of(profile, now, unfinished(profile));
      Optional<Instant> from =
          ask && view.state().equals("issued") ? from(profile) : Optional.empty();
      views.add(from.map(start -> view.advised(start, now)).orElse(view));
    }
    return views;
  }

  private @org.jspecify.annotations.Nullable String unfinished(Profile profile) {
    return new Records(profile, surroundings.checkpoint())
        .read()
        .map(journal -> journal.act().name().toLowerCase(Locale.ROOT))
        .orElse(null);
  }

  private Optional<Instant> from(Profile profile) {
    X509Certificate own = profile.held().getFirst();
    try (AcmeServer server = connector.open(connector.remembered(profile.facts()))) {
      return server.renewalAdvice(own).map(advice -> advice.info().suggestedWindow().start());
    } catch (AcmeFailure failure) {
      return unknown(Failures.of(failure), profile);
    } catch (ToolFailure failure) {
      return unknown(failure, profile);
    }
  }

  private Optional<Instant> unknown(ToolFailure failure, Profile profile) {
    log.say("log.noAdvice", profile.facts().subscriber(), failure.code().wireName());
    return Optional.empty();
  }
}
