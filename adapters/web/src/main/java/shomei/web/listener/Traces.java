package shomei.web.listener;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import shomei.web.http.Request;

/// A span for each request of one listener, where traces are kept; otherwise nothing.
///
/// *Threat:* a path, a query, a header or a body tells a PIN, a code or whom a login was for to
/// whoever reads traces. *Answer:* a span has the resource's name, as metrics have it, the status
/// and the request's id, and nothing that a client sent but the trace that it belongs to.
final class Traces {
  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");
  private static final AttributeKey<String> LISTENER = AttributeKey.stringKey("shomei.listener");
  private static final AttributeKey<String> REQUEST = AttributeKey.stringKey("shomei.request.id");

  private final OpenTelemetry telemetry;
  private final boolean kept;
  private final Tracer tracer;
  private final String listener;

  Traces(OpenTelemetry telemetry, String listener) {
    this.telemetry = telemetry;
    this.kept = !telemetry.equals(OpenTelemetry.noop());
    this.tracer = telemetry.getTracer("shomei");
    this.listener = listener;
  }

  /// Begins the span of a request, in the trace of its `traceparent` where it has one (W3C Trace
  /// Context).
  Context begin(Request head) {
    if (!kept) {
      return Context.root();
    }
    Context caller =
        telemetry
            .getPropagators()
            .getTextMapPropagator()
            .extract(Context.root(), head, Headers.IN_LOWER_CASE);
    Span span =
        tracer
            .spanBuilder("request")
            .setParent(caller)
            .setSpanKind(SpanKind.SERVER)
            .setAttribute(LISTENER, listener)
            .setAttribute(REQUEST, head.id())
            .startSpan();
    return caller.with(span);
  }

  /// The id of the trace that lines of the log name.
  Optional<String> id(Context request) {
    SpanContext span = Span.fromContext(request).getSpanContext();
    return span.isValid() ? Optional.of(span.getTraceId()) : Optional.empty();
  }

  /// @param method empty where it is not one of HTTP's own
  void answered(Context request, Optional<String> method, String resource, int status) {
    if (kept) {
      Span span = Span.fromContext(request);
      method.ifPresent(known -> span.setAttribute(METHOD, known));
      span.updateName(method.map(known -> known + " ").orElse("") + resource);
      span.setAttribute(ROUTE, resource).setAttribute(STATUS, (long) status);
      if (status >= 500) {
        span.setStatus(StatusCode.ERROR);
      }
      span.end();
    }
  }

  /// The client is gone.
  void left(Context request) {
    if (kept) {
      Span.fromContext(request).setStatus(StatusCode.ERROR, "the client left").end();
    }
  }

  private enum Headers implements TextMapGetter<Request> {
    IN_LOWER_CASE;

    @Override
    public @Nullable String get(@Nullable Request head, String name) {
      return head == null ? null : head.headers().get(name);
    }
  }
}
