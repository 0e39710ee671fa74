package shomei.server;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.common.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import shomei.domain.authorization.ControlValidator;
import shomei.domain.notice.NoticeSender;

/// Traces by OpenTelemetry, off unless the environment says where they go: what a request, a look
/// at a name or a mail did at the database, the token and elsewhere. Requests begin theirs in the
/// web adapter; what belongs to none is traced where it is a mail or a look, and not otherwise.
///
/// *Threat:* a trace tells what no log may: PINs, mail addresses, values of statements. *Answer:*
/// spans are named here, by words of this program, and say how long and whether; labels of keys are
/// the operators'.
final class Tracing implements AutoCloseable {
  /// None are kept.
  static final Tracing OFF = new Tracing(OpenTelemetry.noop(), Optional.empty());

  private static final AttributeKey<String> KEY = AttributeKey.stringKey("shomei.key");
  private static final AttributeKey<String> KIND = AttributeKey.stringKey("shomei.challenge");
  private static final Attributes POSTGRESQL =
      Attributes.of(AttributeKey.stringKey("db.system.name"), "postgresql");

  private final OpenTelemetry telemetry;
  private final Optional<OpenTelemetrySdk> sdk;
  private final Tracer tracer;

  private Tracing(OpenTelemetry telemetry, Optional<OpenTelemetrySdk> sdk) {
    this.telemetry = telemetry;
    this.sdk = sdk;
    this.tracer = telemetry.getTracer("shomei");
  }

  /// As the variables say that OpenTelemetry has for it (`OTEL_…`): on where they name an exporter
  /// or an address. OTLP goes over HTTP; metrics and logs have ways of their own.
  static Tracing of(Map<String, String> environment) {
    boolean wanted =
        Stream.of(
                "OTEL_TRACES_EXPORTER",
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
            .anyMatch(environment::containsKey);
    if (!wanted) {
      return OFF;
    }
    Map<String, String> settings = new TreeMap<>();
    settings.put("otel.service.name", "shomei");
    settings.put("otel.exporter.otlp.protocol", "http/protobuf");
    environment.forEach(
        (name, value) -> {
          if (name.startsWith("OTEL_")) {
            settings.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value);
          }
        });
    settings.put("otel.metrics.exporter", "none");
    settings.put("otel.logs.exporter", "none");
    OpenTelemetrySdk made =
        AutoConfiguredOpenTelemetrySdk.builder()
            .addPropertiesCustomizer(given -> settings)
            .disableShutdownHook()
            .build()
            .getOpenTelemetrySdk();
    return new Tracing(made, Optional.of(made));
  }

  OpenTelemetry telemetry() {
    return telemetry;
  }

  /// What the token did for a request. It is told afterwards, on the thread that asked for it.
  void token(String key, String work, boolean done, Duration took) {
    told("token " + work, Attributes.of(KEY, key), done, took);
  }

  /// A connection that was used, and waited for.
  void database(boolean done, Duration took) {
    told("database", POSTGRESQL, done, took);
  }

  private void told(String name, Attributes attributes, boolean done, Duration took) {
    if (sdk.isEmpty() || !Span.current().getSpanContext().isValid()) {
      return;
    }
    long end = Clock.getDefault().now();
    Span span =
        tracer
            .spanBuilder(name)
            .setSpanKind(SpanKind.CLIENT)
            .setAllAttributes(attributes)
            .setStartTimestamp(end - took.toNanos(), TimeUnit.NANOSECONDS)
            .startSpan();
    if (!done) {
      span.setStatus(StatusCode.ERROR);
    }
    span.end(end, TimeUnit.NANOSECONDS);
  }

  ControlValidator watched(ControlValidator looks) {
    return (kind, name, token, keyAuthorization) -> {
      Span span = begin("look", Attributes.of(KIND, kind.name()));
      try (Scope _ = span.makeCurrent()) {
        ControlValidator.Outcome outcome = looks.validate(kind, name, token, keyAuthorization);
        if (outcome instanceof ControlValidator.Outcome.Failed) {
          span.setStatus(StatusCode.ERROR);
        }
        return outcome;
      } finally {
        span.end();
      }
    };
  }

  NoticeSender watched(NoticeSender mails) {
    return mail -> {
      Span span = begin("mail", Attributes.empty());
      try (Scope _ = span.makeCurrent()) {
        NoticeSender.Outcome outcome = mails.send(mail);
        if (!(outcome instanceof NoticeSender.Outcome.Sent)) {
          span.setStatus(StatusCode.ERROR);
        }
        return outcome;
      } finally {
        span.end();
      }
    };
  }

  private Span begin(String name, Attributes attributes) {
    return tracer
        .spanBuilder(name)
        .setSpanKind(SpanKind.CLIENT)
        .setAllAttributes(attributes)
        .startSpan();
  }

  /// What is done elsewhere belongs to the request that asked for it.
  static Runnable asCaller(Runnable work) {
    return Context.current().wrap(work);
  }

  /// Sends what is left.
  @Override
  public void close() {
    sdk.ifPresent(OpenTelemetrySdk::close);
  }
}
