package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import shomei.pki.key.BoundedExecutor;

/// Lines of log, as text and as JSON, and the request that each belongs to.
final class LogTest {
  private static final String FORGING = "no such\n2026-11-30T00:00:00Z INFO Server all is well";

  @TempDir Path folder;

  @Test
  void aLineOfARequestHasTheIdThatTheClientWasTold() throws Exception {
    Site site = Site.in(folder, InstantSource.system());
    site.found();
    var logger = (Logger) LoggerFactory.getLogger("shomei.web.listener.Exchange");
    var lines = new ListAppender<ILoggingEvent>();
    lines.list = new CopyOnWriteArrayList<>();
    lines.start();
    logger.addAppender(lines);
    logger.setLevel(Level.DEBUG);
    try {
      String id = askAndStop(site);
      assertThat(lines.list)
          .filteredOn(line -> line.getFormattedMessage().contains("/ca/kita-g1.crl"))
          .isNotEmpty()
          .allSatisfy(line -> assertThat(line.getMDCPropertyMap()).containsEntry("request", id));
    } finally {
      logger.detachAppender(lines);
      logger.setLevel(null);
    }
  }

  /// When the server has stopped, it has logged all.
  private static String askAndStop(Site site) throws Exception {
    try (Adapters adapters = ServerTest.adapters(site, InstantSource.system());
        Server server = Server.start(adapters);
        HttpClient client = HttpClient.newHttpClient()) {
      URI crl = URI.create("http://127.0.0.1:" + server.statusPort() + "/ca/kita-g1.crl");
      HttpResponse<Void> answer =
          client.send(HttpRequest.newBuilder(crl).build(), BodyHandlers.discarding());
      return answer.headers().firstValue("X-Request-Id").orElseThrow();
    }
  }

  @Test
  void aLaneWorksUnderItsCallersRequestAndForgetsIt() {
    try (var lane = new BoundedExecutor("test", 1, 1, Duration.ofSeconds(10))) {
      MDC.put("request", "k7q2");
      assertThat(lane.run(() -> MDC.get("request"))).isEqualTo("k7q2");
      MDC.remove("request");
      assertThat(lane.run(() -> String.valueOf(MDC.get("request")))).isEqualTo("null");
    }
  }

  @Test
  void asTextALineIsALineWhateverAStrangerSent() throws Exception {
    assertThat(line("text", Map.of("request", "k7q2")).lines().toList())
        .singleElement()
        .asString()
        .endsWith("WARN  Exchange k7q2 no such 2026-11-30T00:00:00Z INFO Server all is well");
    assertThat(line("text", Map.of())).contains("WARN  Exchange no such");
  }

  @Test
  void asJsonALineIsOneObject() throws Exception {
    String written = line("json", Map.of("request", "k7q2"));
    assertThat(written.lines().toList()).hasSize(1);
    JsonNode line = new ObjectMapper().readTree(written);
    assertThat(line.path("level").asText()).isEqualTo("WARN");
    assertThat(line.path("formattedMessage").asText()).isEqualTo(FORGING);
    assertThat(line.path("mdc").path("request").asText()).isEqualTo("k7q2");
    assertThat(line.path("loggerName").asText()).isEqualTo("shomei.web.listener.Exchange");
    assertThat(line.has("timestamp")).isTrue();
    assertThat(line.has("arguments")).isFalse();
  }

  /// What the configuration that ships writes of one event.
  private static String line(String format, Map<String, String> mdc) throws Exception {
    var context = new LoggerContext();
    context.putProperty("SHOMEI_LOG_FORMAT", format);
    var configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(LogTest.class.getResource("/logback.xml"));
    var logger = context.getLogger("shomei.web.listener.Exchange");
    var event =
        new LoggingEvent(
            "", logger, Level.WARN, "no {}", null, List.of(FORGING.substring(3)).toArray());
    event.setMDCPropertyMap(mdc);
    var appender =
        (OutputStreamAppender<ILoggingEvent>)
            context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("console");
    byte[] written = appender.getEncoder().encode(event);
    context.stop();
    return new String(written, StandardCharsets.UTF_8);
  }
}
