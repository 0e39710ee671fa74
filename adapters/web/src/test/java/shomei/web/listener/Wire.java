package shomei.web.listener;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLSocket;

/// Tight limits, and what tests say to a listener.
final class Wire {
  static final ListenerSettings.Limits TIGHT =
      new ListenerSettings.Limits(
          1000,
          Duration.ofSeconds(2),
          Duration.ofSeconds(3),
          8,
          2,
          4000,
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          2);

  /// The same without times that a busy machine could use up.
  static final ListenerSettings.Limits PATIENT =
      new ListenerSettings.Limits(
          1000,
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          8,
          2,
          4000,
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          2);

  private Wire() {}

  static HttpClient client(ServedSite site, HttpClient.Version version) {
    return HttpClient.newBuilder().sslContext(site.tls.trusting()).version(version).build();
  }

  static HttpRequest.Builder to(ServedSite site) {
    return HttpRequest.newBuilder(URI.create("https://localhost:" + site.port() + "/thing"));
  }

  static HttpResponse<String> post(HttpClient client, ServedSite site, byte[] body)
      throws IOException, InterruptedException {
    return client.send(
        to(site).POST(BodyPublishers.ofByteArray(body)).build(), BodyHandlers.ofString());
  }

  /// Says it on a connection of its own, and gives all that comes until the server closes it.
  static String ask(ServedSite site, String octets) throws IOException {
    try (SSLSocket socket = site.socket()) {
      say(socket, octets);
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }
  }

  static void say(SSLSocket socket, String octets) throws IOException {
    socket.getOutputStream().write(octets.getBytes(US_ASCII));
    socket.getOutputStream().flush();
  }

  static void until(BooleanSupplier condition) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    for (int tries = 0; !condition.getAsBoolean(); tries++) {
      assertThat(tries).isLessThan(1000);
      assertThat(never.await(10, TimeUnit.MILLISECONDS)).isFalse();
    }
  }

  static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
