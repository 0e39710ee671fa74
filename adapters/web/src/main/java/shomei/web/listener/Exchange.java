package shomei.web.listener;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Refusal;
import shomei.web.http.Endpoint;
import shomei.web.http.FromFile;
import shomei.web.http.Held;
import shomei.web.http.HttpDate;
import shomei.web.http.HttpError;
import shomei.web.http.Intake;
import shomei.web.http.Reply;
import shomei.web.http.Request;
import shomei.web.http.Response;

/// One request and its response. The event loop reads the body, within bounds of size, time and
/// memory, and lets the router go on; a virtual thread does the work of an endpoint; the event loop
/// writes, at once or when an answer that is [Held] comes. All of it but [#work] runs on the
/// connection's event loop.
final class Exchange {
  private static final Logger log = LoggerFactory.getLogger(Exchange.class);
  private static final String KEY = Exchange.class.getName();

  /// How log lines call the request that they belong to.
  private static final String ID = "request";

  /// And the trace, where there is one.
  private static final String TRACE = "trace";

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH");

  /// A client that sends more than the bound may still read its 413, if what it sends is taken off
  /// the line first; up to so many times the bound.
  private static final int DRAINED = 16;

  private static final Set<Integer> WITHOUT_BODY = Set.of(204, 304);
  private static final int SHOWN = 120;

  private final Serving serving;
  private final HttpServerRequest request;
  private final Request head;
  private final Vertx vertx;
  private final Context context;
  private final io.opentelemetry.context.Context trace;
  private final long begun = System.nanoTime();
  private final Buffer body = Buffer.buffer();
  private long received;
  private long timer = -1;
  private @Nullable HttpError refused;
  private boolean read;
  private boolean finished;
  private @Nullable Held held;

  Exchange(Serving serving, HttpServerRequest request, Request head, Vertx vertx) {
    this.serving = serving;
    this.request = request;
    this.head = head;
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.trace = serving.traces().begin(head);
    serving.connections().requestBegun(request.connection());
    request
        .response()
        .putHeader("X-Request-Id", head.id())
        .putHeader("Date", HttpDate.format(serving.clock().instant()));
  }

  /// The exchange that [#read] has begun, if it came to that.
  static @Nullable Exchange of(RoutingContext routing) {
    return routing.get(KEY);
  }

  /// Reads the body, then lets the router go on.
  void read(RoutingContext routing) {
    routing.put(KEY, this);
    routing.addEndHandler(end -> finish(request.response().ended()));
    Optional<HttpError> fault = Framing.fault(request);
    if (fault.isPresent()) {
      refuse(fault.get());
      return;
    }
    request.handler(this::take);
    request.endHandler(end -> complete(routing));
    request.exceptionHandler(this::broken);
    // what came with the head has been taken by then, mostly all of it
    context.runOnContext(next -> awaitRest());
  }

  private void awaitRest() {
    if (!read) {
      timer = vertx.setTimer(serving.limits().bodyTime().toMillis(), expired -> stop(late()));
    }
  }

  /// Answers without reading; the connection then ends.
  void refuse(HttpError why) {
    read = true;
    write(told(head, why.ending()), true).onComplete(written -> finish(written.succeeded()));
  }

  /// Lets an endpoint answer.
  void dispatch(RoutingContext routing, Endpoint endpoint) {
    Request whole = head.with(routing.pathParams(), Octets.of(body.getBytes()));
    switch (endpoint.intake(whole)) {
      case Intake.AtOnce(Response response) -> write(ConditionalGet.of(whole, response), false);
      case Intake.Work work when serving.capacity().admits(work) ->
          Thread.ofVirtual().name("request-" + head.id()).start(() -> work(endpoint, whole));
      case Intake.Work tooMuch -> {
        serving.meters().rejected();
        write(told(head, busy()), false);
      }
    }
  }

  /// Answers what the router or a handler of the library made fail.
  void fail(RoutingContext routing) {
    HttpError why;
    try (var _ = MDC.putCloseable(ID, head.id())) {
      why = error(routing.failure(), routing.statusCode());
    }
    if (read) {
      write(told(head, why), false);
    } else {
      refuse(why);
    }
  }

  private void take(Buffer part) {
    if (read) {
      return;
    }
    received += part.length();
    long bound = serving.limits().bodyOctets();
    if (received > bound * DRAINED) {
      stop(large());
    } else if (received > bound) {
      refused = large();
    } else if (refused == null) {
      if (serving.capacity().memory().tryAcquire(part.length())) {
        body.appendBuffer(part);
      } else {
        refused = busy();
      }
    }
  }

  private void complete(RoutingContext routing) {
    if (read) {
      return;
    }
    if (refused != null) {
      stop(refused);
    } else {
      finishReading();
      routing.next();
    }
  }

  private void stop(HttpError why) {
    finishReading();
    write(told(head, why), why.endsConnection());
  }

  private void finishReading() {
    read = true;
    vertx.cancelTimer(timer);
    serving.capacity().memory().release(body.length());
  }

  /// The client is gone, or its stream is.
  private void broken(Throwable why) {
    if (!read) {
      finishReading();
      finish(false);
    }
  }

  /// On a virtual thread. Whatever happens, the place is given back and the client gets an answer.
  private void work(Endpoint endpoint, Request whole) {
    MDC.put(ID, head.id());
    serving.traces().id(trace).ifPresent(id -> MDC.put(TRACE, id));
    Reply reply;
    try (var _ = trace.makeCurrent()) {
      reply = endpoint.answer(whole);
    } catch (Throwable why) {
      reply = told(whole, error(why, 500));
    } finally {
      serving.capacity().admission().release();
    }
    switch (reply) {
      case Response response -> answer(whole, response);
      case FromFile file -> context.runOnContext(now -> send(whole, file));
      case Held later -> context.runOnContext(now -> hold(whole, later));
    }
  }

  private void hold(Request whole, Held later) {
    if (finished) {
      later.gone().run();
      return;
    }
    held = later;
    var _ =
        later
            .answer()
            .whenComplete(
                (response, why) ->
                    answer(whole, why == null ? response : told(whole, error(cause(why), 500))));
  }

  /// A file is closed once nothing more of it is sent.
  private void send(Request whole, FromFile file) {
    if (finished) {
      close(file);
      return;
    }
    try {
      RangeGet part = RangeGet.of(whole, file);
      HttpServerResponse response = request.response();
      putHead(response, part.head());
      Future<Void> sent =
          part.length() == 0 || whole.method().equals("HEAD")
              ? response.end()
              : BodyWriter.send(response, file.file(), part.from(), part.length());
      sent.onFailure(broken -> close(request.version() != HttpVersion.HTTP_2))
          .onComplete(end -> close(file));
    } catch (HttpError why) {
      close(file);
      write(told(whole, why), false);
    }
  }

  private void close(FromFile file) {
    try {
      file.file().close();
    } catch (IOException e) {
      log.warn("a file of request {} does not close", head.id(), e);
    }
  }

  private static void putHead(HttpServerResponse response, Response answer) {
    response.setStatusCode(answer.status());
    answer.headers().forEach(header -> response.headers().add(header.name(), header.value()));
  }

  /// What a stage of a future threw is wrapped by the next.
  private static Throwable cause(Throwable why) {
    return why instanceof CompletionException && why.getCause() != null ? why.getCause() : why;
  }

  private void answer(Request whole, Response response) {
    Response answer = ConditionalGet.of(whole, response);
    context.runOnContext(
        now -> {
          if (!finished) {
            write(answer, false);
          }
        });
  }

  /// @param why as a handler threw it; none where no route took the request
  /// @param status that the library gives it; negative where the path could not be decoded
  private HttpError error(@Nullable Throwable why, int status) {
    return switch (why) {
      case HttpError error -> error;
      case Refusal refusal -> HttpError.of(refusal);
      case null -> unrouted(status);
      case Throwable library when status < 500 -> HttpError.of(status);
      case Throwable fault -> {
        log.error("request {} failed", head.id(), fault);
        serving.meters().failed();
        yield HttpError.fault();
      }
    };
  }

  private HttpError unrouted(int status) {
    return switch (status) {
      case 404 -> HttpError.notFound();
      case 405 -> HttpError.notAllowed(serving.routes().allow(head.path()));
      default -> HttpError.of(status < 0 ? 400 : status);
    };
  }

  /// In the site's form; whoever is told 503 is told when to come back.
  private Response told(Request to, HttpError why) {
    boolean waits = why.status() != 503 || why.header("Retry-After").isPresent();
    try {
      return serving.site().error(to, waits ? why : why.retryAfter(serving.limits().retryAfter()));
    } catch (RuntimeException fault) {
      log.error("request {} failed, and so did telling it", head.id(), fault);
      serving.meters().failed();
      return Response.text(HttpError.fault());
    }
  }

  private static HttpError busy() {
    return HttpError.of(503, "The server is busy; try again soon.");
  }

  private static HttpError late() {
    return HttpError.of(408, "The body of the request did not come in time.").ending();
  }

  private static HttpError large() {
    return HttpError.of(413, "The body of the request is too large.").ending();
  }

  private Future<Void> write(Response answer, boolean last) {
    HttpServerResponse response = request.response();
    putHead(response, answer);
    boolean http1 = request.version() != HttpVersion.HTTP_2;
    if (last && http1) {
      response.putHeader("Connection", "close");
    }
    boolean bodiless = WITHOUT_BODY.contains(answer.status());
    if (!bodiless) {
      response.putHeader("Content-Length", Integer.toString(answer.body().length()));
    }
    Future<Void> written =
        bodiless || head.method().equals("HEAD")
            ? response.end()
            : BodyWriter.send(response, answer.body());
    return last ? written.onComplete(end -> close(http1)) : written;
  }

  private void close(boolean http1) {
    if (http1) {
      request.connection().close();
    } else {
      request.response().reset();
    }
  }

  /// @param answered whether the client was there to the end
  private void finish(boolean answered) {
    if (finished) {
      return;
    }
    finished = true;
    serving.connections().requestDone(request.connection());
    if (!answered) {
      serving.traces().left(trace);
      if (held != null) {
        held.gone().run();
      }
      return;
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    int status = request.response().getStatusCode();
    if (status < 400) {
      serving.connections().served(request.remoteAddress());
    }
    String resource = serving.routes().label(head.path());
    serving.meters().answered(resource, status, took);
    serving
        .traces()
        .answered(trace, Optional.of(head.method()).filter(METHODS::contains), resource, status);
    if (log.isDebugEnabled()) {
      try (var _ = MDC.putCloseable(ID, head.id())) {
        told(status, took);
      }
    }
  }

  private void told(int status, Duration took) {
    log.debug(
        "request {} {} {} {} {} in {} ms",
        head.id(),
        head.address(),
        shown(head.method()),
        shown(head.path()),
        status,
        took.toMillis());
  }

  /// Strangers choose what stands in a path; the query may hold more than they should tell and is
  /// never shown.
  private static String shown(String text) {
    String plain = text.replaceAll("[^!-~]", "?");
    return plain.length() <= SHOWN ? plain : plain.substring(0, SHOWN) + "…";
  }
}
