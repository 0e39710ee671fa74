package shomei.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import shomei.sdk.HttpProxy;

/// Several accounts wait behind one proxy at the same time.
final class ProxyLoginsTest {
  private static final HttpProxy PROXY = HttpProxy.parse("proxy.example:3128");
  private static final HttpProxy.Login WRONG = new HttpProxy.Login("clerk", "wrong");
  private static final HttpProxy.Login RIGHT = new HttpProxy.Login("clerk", "right");

  private final ProxyLogins logins = new ProxyLogins();
  private final List<Boolean> asked = new ArrayList<>();

  private Optional<HttpProxy.Login> get(HttpProxy proxy, HttpProxy.@Nullable Login answer)
      throws Exception {
    return logins.get(
        proxy,
        again -> {
          asked.add(again);
          return Optional.ofNullable(answer);
        });
  }

  @Test
  void whatOneWasToldTheOtherGetsOnceTheProxyTookIt() throws Exception {
    assertThat(get(PROXY, WRONG)).contains(WRONG);
    assertThat(logins.isTrying(PROXY)).as("for the other one").isTrue();
    assertThat(logins.isTrying(PROXY.withLogin(WRONG))).as("for whoever tries").isFalse();
    assertThat(logins.known(PROXY)).isEmpty();
    assertThat(get(PROXY.withLogin(WRONG), RIGHT)).contains(RIGHT);
    assertThat(logins.isTrying(PROXY)).isTrue();
    logins.taken(PROXY, RIGHT);
    assertThat(logins.isTrying(PROXY)).isFalse();
    assertThat(get(PROXY, null)).contains(RIGHT);
    assertThat(get(PROXY.withLogin(WRONG), null)).contains(RIGHT);
    assertThat(asked).containsExactly(false, true);
    assertThat(logins.known(HttpProxy.parse("other.example:3128"))).isEmpty();
  }

  @Test
  void whoComesWhileAnotherTriesWaitsForWhatComesOfIt() throws Exception {
    assertThat(get(PROXY, WRONG)).contains(WRONG);
    CompletableFuture<Optional<HttpProxy.Login>> other =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                logins.awaitTrial(PROXY);
                return logins.known(PROXY);
              } catch (InterruptedException stop) {
                throw new IllegalStateException(stop);
              }
            });
    logins.taken(PROXY, WRONG);
    assertThat(other.get(20, TimeUnit.SECONDS)).contains(WRONG);
  }

  @Test
  void whatWasDeclinedOrRefusedForGoodIsNotAskedForBeforeThePersonBeginsSomething()
      throws Exception {
    assertThat(get(PROXY, null)).isEmpty();
    assertThat(get(PROXY, RIGHT)).isEmpty();
    logins.begin();
    assertThat(get(PROXY, WRONG)).contains(WRONG);
    logins.refused("proxy.example:3128");
    assertThat(logins.known(PROXY)).isEmpty();
    assertThat(get(PROXY, RIGHT)).isEmpty();
    logins.begin();
    assertThat(get(PROXY, RIGHT)).contains(RIGHT);
    assertThat(asked).containsExactly(false, false, false);
  }
}
