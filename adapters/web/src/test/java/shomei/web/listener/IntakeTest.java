package shomei.web.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.web.http.Intake;
import shomei.web.http.Request;
import shomei.web.http.Response;

/// Who is let in where there is much to do: eight may be in work at once.
final class IntakeTest {
  private static final ListenerSettings.Limits EIGHT =
      new ListenerSettings.Limits(
          1000,
          Duration.ofSeconds(2),
          Duration.ofSeconds(30),
          64,
          8,
          4000,
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          2);

  @TempDir Path folder;
  private final CountDownLatch release = new CountDownLatch(1);
  private final AtomicInteger inWork = new AtomicInteger();
  private ServedSite site;
  private HttpClient client;

  @BeforeEach
  void serve() {
    site = new ServedSite(folder, ListenerSettings.Engine.JDK, EIGHT, this::work);
    site.intake = IntakeTest::intake;
    client = Wire.client(site, HttpClient.Version.HTTP_2);
  }

  @AfterEach
  void close() {
    release.countDown();
    client.close();
    site.close();
  }

  @Test
  void whatBeginsIsRefusedFirstAndWhatGoesOnLast() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> admitted = new ArrayList<>();
    admitted.addAll(asked("BEGINS", 4));
    refused("BEGINS");
    admitted.addAll(asked("FOLLOWS", 2));
    refused("BEGINS");
    refused("FOLLOWS");
    admitted.addAll(asked("GOES_ON", 2));
    refused("GOES_ON");
    release.countDown();
    for (var answer : admitted) {
      assertThat(answer.get().statusCode()).isEqualTo(200);
    }
    assertThat(ask("BEGINS").get().statusCode()).isEqualTo(200);
  }

  @Test
  void whatIsAnsweredAtOnceNeedsNoPlace() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> admitted = asked("GOES_ON", 8);
    assertThat(ask("at-once").get().body()).isEqualTo("at once");
    release.countDown();
    for (var answer : admitted) {
      assertThat(answer.get().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aFaultOfTheIntakeIsAnsweredWithoutItsInsidesAndTakesNoPlace() throws Exception {
    for (int i = 0; i < 10; i++) {
      HttpResponse<String> fault = ask("NONSENSE").get();
      assertThat(fault.statusCode()).isEqualTo(500);
      assertThat(fault.body()).doesNotContain("NONSENSE");
    }
    assertThat(site.registry.scrape()).contains("shomei_http_in_flight{listener=\"test\"} 0");
  }

  private static Intake intake(Request request) {
    String what = request.query().orElseThrow();
    return what.equals("at-once")
        ? new Intake.AtOnce(Response.text(200, "at once"))
        : Intake.Work.valueOf(what);
  }

  private Response work(Request request) {
    inWork.incrementAndGet();
    Wire.await(release);
    return Response.empty(200);
  }

  /// Returns when they are in work.
  private List<CompletableFuture<HttpResponse<String>>> asked(String what, int times)
      throws InterruptedException {
    int before = inWork.get();
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      answers.add(ask(what));
    }
    Wire.until(() -> inWork.get() == before + times);
    return answers;
  }

  private void refused(String what) throws Exception {
    HttpResponse<String> refused = ask(what).get();
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).contains("1");
  }

  private CompletableFuture<HttpResponse<String>> ask(String what) {
    return client.sendAsync(
        HttpRequest.newBuilder(URI.create("https://localhost:" + site.port() + "/thing?" + what))
            .build(),
        BodyHandlers.ofString());
  }
}
