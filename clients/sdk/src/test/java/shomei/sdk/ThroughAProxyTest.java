package shomei.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shomei.protocol.message.Status;
import shomei.sdk.stand.Proxy;
import shomei.sdk.stand.StandCa;

final class ThroughAProxyTest {
  private Against against;
  private Proxy proxy;

  @BeforeEach
  void open() throws Exception {
    against = Against.aStand();
    proxy = new Proxy("clerk", "open sesame");
  }

  @AfterEach
  void close() throws Exception {
    proxy.close();
    against.close();
  }

  @Test
  void withItsLoginTheServerIsReachedThroughATunnel() {
    try (AcmeServer server = server(Optional.of(new HttpProxy.Login("clerk", "open sesame")))) {
      AcmeAccount account = server.createAccount(StandCa.keyPair(), NewAccountTerms.plain());

      assertThat(account.read().status()).isEqualTo(Status.VALID);
    }
    assertThat(proxy.tunnels())
        .isNotEmpty()
        .allMatch(("localhost:" + against.stand.directory().getPort())::equals);
  }

  @Test
  void withoutALoginTheProxyRefuses() {
    try (AcmeServer server = server(Optional.empty())) {
      assertThatThrownBy(server::directory)
          .isInstanceOfSatisfying(
              AcmeFailure.ProxyRefused.class,
              refused -> assertThat(refused.proxy().port()).isEqualTo(proxy.port()));
    }
    assertThat(against.stand.requests()).isEmpty();
  }

  @Test
  void aWrongLoginIsTriedOnce() {
    try (AcmeServer server = server(Optional.of(new HttpProxy.Login("clerk", "wrong")))) {
      assertThatThrownBy(server::directory).isInstanceOf(AcmeFailure.ProxyRefused.class);
    }
    assertThat(proxy.refused().stream().filter(head -> head.contains("Proxy-Authorization")))
        .hasSize(1);
    assertThat(against.waits).isEmpty();
  }

  @Test
  void thePasswordIsNotShown() {
    assertThat(
            against
                .settings
                .withProxy(proxy(Optional.of(new HttpProxy.Login("clerk", "open"))))
                .toString())
        .contains("clerk")
        .doesNotContain("open");
  }

  private AcmeServer server(Optional<HttpProxy.Login> login) {
    return AcmeServer.at(against.stand.directory(), against.settings.withProxy(proxy(login)));
  }

  private HttpProxy proxy(Optional<HttpProxy.Login> login) {
    return new HttpProxy("localhost", proxy.port(), login);
  }
}
