package shomei.enrollment.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.Failure;
import shomei.enrollment.Failure.Cause;
import shomei.enrollment.ScriptedFace;
import shomei.enrollment.StoreLocation;
import shomei.enrollment.UserInterface;
import shomei.enrollment.state.ProfileSettings;
import shomei.sdk.AcmeServer;
import shomei.sdk.ClientSettings;
import shomei.sdk.HttpProxy;
import shomei.sdk.stand.Proxy;
import shomei.sdk.stand.RawServer;
import shomei.sdk.stand.Stand;
import shomei.sdk.stand.StandCa;

final class ServerConnectionTest {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final Instant LONG_AGO = Instant.parse("2020-02-29T12:00:00Z");

  @TempDir Path folder;

  @Test
  void aClockThatIsYearsWrongIsToldAsThat() throws Exception {
    StandCa ca = new StandCa(InstantSource.fixed(LONG_AGO));
    Path file = Files.writeString(folder.resolve("ca.pem"), StandCa.pem(ca.certificate()));
    try (RawServer server = RawServer.dated(ca.tls(), LONG_AGO)) {
      assertThat(failure(server.directory(), file))
          .isInstanceOfSatisfying(
              Failure.ClockWrong.class,
              wrong -> {
                assertThat(wrong.server()).isEqualTo(LONG_AGO);
                assertThat(wrong.here()).isCloseTo(CLOCK.instant(), within(1, ChronoUnit.MINUTES));
              });
    }
  }

  @Test
  void aCertificateThatHasExpiredByTheServersClockTooIsToldAsThat() throws Exception {
    try (Stand stand = new Stand(InstantSource.fixed(LONG_AGO))) {
      assertThat(failure(stand.directory(), stand.caFile(folder)))
          .isInstanceOfSatisfying(
              Failure.Unreachable.class,
              gone -> assertThat(gone.cause()).isEqualTo(Cause.CERTIFICATE_DATES));
    }
  }

  @Test
  void anAddressWithoutItsLastPartHasNoDirectory() throws Exception {
    try (Stand stand = new Stand(CLOCK)) {
      URI shortened = stand.directory().resolve("/acme/biznet");

      assertThat(failure(shortened, stand.caFile(folder)))
          .isEqualTo(new Failure.NoDirectory(shortened));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
  void theFileOfAuthoritiesMayBeSavedByAnyEditor(String charset) throws Exception {
    try (Stand stand = new Stand(CLOCK)) {
      Path file = stand.caFile(folder);
      Files.write(file, ("\uFEFF" + Files.readString(file)).getBytes(Charset.forName(charset)));

      try (AcmeServer server = open(stand.directory(), file)) {
        assertThat(server.directory().newOrder()).isNotNull();
      }
    }
  }

  @Test
  void theFileOfAuthoritiesMayBeDer() throws Exception {
    try (Stand stand = new Stand(CLOCK)) {
      Path file = Files.write(folder.resolve("ca.der"), stand.ca().certificate().getEncoded());

      try (AcmeServer server = open(stand.directory(), file)) {
        assertThat(server.directory().newOrder()).isNotNull();
      }
    }
  }

  @Test
  void aFileWithoutACertificateIsToldByName() throws Exception {
    Path file = Files.write(folder.resolve("ca.pem"), "nothing".getBytes(StandardCharsets.UTF_8));

    assertThat(failure(URI.create("https://localhost:1/directory"), file))
        .isEqualTo(new Failure.NoCertificates(file));
  }

  @Test
  void aProxysLoginIsTakenOnceItIsNotRefusedAlsoWhereNothingAnswersBehindIt() throws Exception {
    HttpProxy.Login wrong = new HttpProxy.Login("clerk", "wrong");
    HttpProxy.Login right = new HttpProxy.Login("clerk", "open sesame");
    LoginFace face = new LoginFace(wrong, right, right);
    try (Proxy proxy = new Proxy("clerk", "open sesame");
        Stand stand = new Stand(CLOCK)) {
      String address = "http://localhost:" + proxy.port();
      Path ca = stand.caFile(folder);
      open(stand.directory(), ca, address, face).close();
      assertThat(face.taken).containsExactly(right);

      URI nothing = URI.create("https://localhost:1/directory");
      assertThatThrownBy(() -> open(nothing, ca, address, face))
          .isInstanceOfSatisfying(
              EnrollmentException.class,
              told -> assertThat(told.failure()).isInstanceOf(Failure.Unreachable.class));
      assertThat(face.taken).containsExactly(right, right);
    }
  }

  @Test
  void aProxyThatDeniesAWrongLoginBy401HasNotTakenIt() throws Exception {
    HttpProxy.Login right = new HttpProxy.Login("clerk", "open sesame");
    LoginFace face = new LoginFace(new HttpProxy.Login("clerk", "wrong"), right);
    try (Proxy proxy = new Proxy("clerk", "open sesame");
        Stand stand = new Stand(CLOCK)) {
      proxy.denyBy401();
      String address = "http://localhost:" + proxy.port();
      open(stand.directory(), stand.caFile(folder), address, face).close();
    }
    assertThat(face.taken).containsExactly(right);
  }

  /// Tells the proxy's logins in turn.
  private static final class LoginFace extends ScriptedFace {
    private final Deque<HttpProxy.Login> logins;
    private final List<HttpProxy.Login> taken = new ArrayList<>();

    LoginFace(HttpProxy.Login... logins) {
      this.logins = new ArrayDeque<>(List.of(logins));
    }

    @Override
    public Optional<HttpProxy.Login> askProxyLogin(HttpProxy proxy, int attempt) {
      return Optional.ofNullable(logins.poll());
    }

    @Override
    public void proxyLoginTaken(HttpProxy proxy) {
      taken.add(proxy.login().orElseThrow());
    }
  }

  private Failure failure(URI directory, Path authorities) {
    try (AcmeServer server = open(directory, authorities)) {
      throw new AssertionError(server.directory());
    } catch (EnrollmentException told) {
      return told.failure();
    }
  }

  private static AcmeServer open(URI directory, Path authorities) {
    return open(directory, authorities, "none", new ScriptedFace());
  }

  private static AcmeServer open(
      URI directory, Path authorities, String proxy, UserInterface person) {
    ConnectionOptions options =
        new ConnectionOptions(authorities.toString(), proxy, Optional.empty(), Map.of());
    return new ServerConnection(options, ClientSettings.usual(CLOCK).withWaiter(time -> {}), person)
        .open(ProfileSettings.fresh(directory, "1/a", StoreLocation.ofFile("unused")));
  }
}
