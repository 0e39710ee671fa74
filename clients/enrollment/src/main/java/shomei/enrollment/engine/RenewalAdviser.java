package shomei.enrollment.engine;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.Failure;
import shomei.enrollment.connection.AcmeFailures;
import shomei.enrollment.connection.ServerConnection;
import shomei.enrollment.state.CertificateSummary;
import shomei.enrollment.state.CertificateSummary.State;
import shomei.enrollment.state.Profile;
import shomei.sdk.AcmeFailure;
import shomei.sdk.AcmeServer;

/// Tells what is held, and asks servers when to renew.
public final class RenewalAdviser {
  private final ServerConnection connection;
  private final InstantSource clock;

  public RenewalAdviser(ServerConnection connection, InstantSource clock) {
    this.connection = connection;
    this.clock = clock;
  }

  /// What a profile holds, and what its server advises.
  public sealed interface Advice {
    CertificateSummary certificate();

    /// There was nothing to ask, or the server gives no advice.
    record None(CertificateSummary certificate) implements Advice {}

    /// The certificate tells from when to renew.
    record Given(CertificateSummary certificate) implements Advice {}

    /// The server could not be asked.
    record Unknown(CertificateSummary certificate, Failure why) implements Advice {}
  }

  /// What the profile holds, without asking.
  public CertificateSummary look(Profile profile) {
    return CertificateSummary.of(profile, clock.instant());
  }

  public Advice ask(Profile profile) {
    CertificateSummary held = look(profile);
    if (held.state() != State.ISSUED) {
      return new Advice.None(held);
    }
    try {
      return from(profile)
          .<Advice>map(start -> new Advice.Given(held.advised(start, clock.instant())))
          .orElseGet(() -> new Advice.None(held));
    } catch (EnrollmentException failure) {
      return new Advice.Unknown(held, failure.failure());
    }
  }

  private Optional<Instant> from(Profile profile) {
    X509Certificate own = profile.held().getFirst();
    try (AcmeServer server = connection.open(profile.settings())) {
      return server.renewalAdvice(own).map(advice -> advice.info().suggestedWindow().start());
    } catch (AcmeFailure failure) {
      throw AcmeFailures.of(failure, profile.settings().server());
    }
  }
}
