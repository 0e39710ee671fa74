package shomei.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import shomei.sdk.stand.Fault;
import shomei.sdk.stand.RawServer;
import shomei.sdk.stand.StandCa;

/// A PC whose clock is years wrong. Here it is the server that lives in another year.
final class ServerClockTest {
  private final Instant now = InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS);
  private final Instant then = now.minus(Duration.ofDays(800));

  @Test
  void whatTheServersClockSaysIsToldWhereItsCertificateIsOutOfItsTime() throws Exception {
    StandCa ca = new StandCa(() -> then);
    try (RawServer server = RawServer.dated(ca.tls(), then)) {
      assertThatThrownBy(() -> read(server, Trust.of(Against.anchors(ca))))
          .isInstanceOfSatisfying(
              AcmeFailure.Unreachable.class,
              failure -> assertThat(failure.serverDate()).contains(then));
    }
  }

  @Test
  void aTimeThatDoesNotFitTheCertificateIsNotBelieved() throws Exception {
    StandCa ca = new StandCa(() -> then);
    try (RawServer server = RawServer.dated(ca.tls(), then.minus(Duration.ofDays(300)))) {
      assertThatThrownBy(() -> read(server, Trust.of(Against.anchors(ca))))
          .isInstanceOfSatisfying(
              AcmeFailure.Unreachable.class, failure -> assertThat(failure.serverDate()).isEmpty());
    }
  }

  @Test
  void aStrangersTimeIsNotBelieved() throws Exception {
    StandCa trusted = new StandCa(() -> then);
    try (RawServer server = RawServer.dated(new StandCa(() -> then).tls(), then)) {
      assertThatThrownBy(() -> read(server, Trust.of(Against.anchors(trusted))))
          .isInstanceOfSatisfying(
              AcmeFailure.Unreachable.class, failure -> assertThat(failure.serverDate()).isEmpty());
      assertThat(server.written()).isZero();
    }
  }

  @Test
  void aRefusalTellsTheServersTimeToo() throws Exception {
    try (Against against = Against.aStand()) {
      AcmeAccount account = against.newAccount();
      against.stand.spoil("neworder", Fault.LIMITED, Fault.LIMITED, Fault.LIMITED, Fault.LIMITED);

      assertThatThrownBy(() -> account.order(Against.acquisition("1/a")))
          .isInstanceOfSatisfying(
              AcmeFailure.Busy.class,
              busy -> assertThat(busy.serverDate().orElseThrow()).isAfterOrEqualTo(now));
    }
  }

  private static void read(RawServer stand, Trust trust) {
    ClientSettings settings = ClientSettings.usual(InstantSource.system()).withTrust(trust);
    try (AcmeServer server = AcmeServer.at(stand.directory(), settings)) {
      server.directory();
    }
  }
}
