package shomei.web.listener;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import shomei.domain.kernel.Octets;
import shomei.web.exchange.Head;
import shomei.web.exchange.Reply;
import shomei.web.exchange.Request;
import shomei.web.exchange.Trouble;

/// One request and its answer. The event loop reads the body, within bounds of size, time and
/// memory; a virtual thread does the work; the event loop writes the reply. All of it but [#work]
/// runs on the connection's event loop.
final class Exchange {
  private static final Logger log = LoggerFactory.getLogger(Exchange.class);

  /// A client that sends more than the bound may still read its 413, if what it sends is taken off
  /// the line first; up to so many times the bound.
  private static final int DRAINED = 16;

  private static final int SHOWN = 120;

  private final Desk desk;
  private final Connections connections;
  private final HttpServerRequest request;
  private final Head head;
  private final Context context;
  private final Vertx vertx;
  private final long begun = System.nanoTime();
  private final Buffer body = Buffer.buffer();
  private long received;
  private long timer;
  private @Nullable Trouble trouble;
  private boolean read;

  Exchange(Desk desk, Connections connections, HttpServerRequest request, Head head, Vertx vertx) {
    this.desk = desk;
    this.connections = connections;
    this.request = request;
    this.head = head;
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
  }

  void begin() {
    connections.requestBegun(request.connection());
    timer = vertx.setTimer(desk.limits().bodyTime().toMillis(), expired -> stop(Trouble.SLOW));
    request.handler(this::take);
    request.endHandler(end -> complete());
    request.exceptionHandler(this::broken);
  }

  /// Answers at once, without reading.
  void refuse(Trouble why) {
    connections.requestBegun(request.connection());
    read = true;
    write(desk.site().refuse(why, head), why);
  }

  private void take(Buffer part) {
    if (read) {
      return;
    }
    received += part.length();
    long bound = desk.limits().bodyOctets();
    if (received > bound * DRAINED) {
      stop(Trouble.LARGE);
    } else if (received > bound) {
      trouble = Trouble.LARGE;
    } else if (trouble == null) {
      if (desk.memory().tryAcquire(part.length())) {
        body.appendBuffer(part);
      } else {
        trouble = Trouble.BUSY;
      }
    }
  }

  private void complete() {
    if (read) {
      return;
    }
    if (trouble != null) {
      stop(trouble);
    } else if (!desk.admission().tryAcquire()) {
      desk.meters().rejected();
      stop(Trouble.BUSY);
    } else {
      Octets whole = Octets.of(body.getBytes());
      finishReading();
      Thread.ofVirtual().name("request-" + head.id()).start(() -> work(new Request(head, whole)));
    }
  }

  /// On a virtual thread. Whatever happens, the place is given back and the client gets an answer.
  private void work(Request whole) {
    Reply reply;
    Trouble why = null;
    try {
      reply = desk.site().answer(whole);
    } catch (Throwable fault) {
      log.error("request {} failed", head.id(), fault);
      why = Trouble.FAULT;
      reply = desk.site().refuse(why, head);
    } finally {
      desk.admission().release();
    }
    Reply answer = reply;
    Trouble reason = why;
    context.runOnContext(now -> write(answer, reason));
  }

  private void stop(Trouble why) {
    finishReading();
    write(desk.site().refuse(why, head), why);
  }

  private void finishReading() {
    read = true;
    vertx.cancelTimer(timer);
    desk.memory().release(body.length());
  }

  /// The client is gone, or its stream is.
  private void broken(Throwable why) {
    if (!read) {
      finishReading();
      connections.requestDone(request.connection());
    }
  }

  private void write(Reply reply, @Nullable Trouble why) {
    HttpServerResponse response = request.response();
    response.setStatusCode(reply.status());
    for (Reply.Header header : reply.headers()) {
      response.headers().add(header.name(), header.value());
    }
    response.putHeader("X-Request-Id", head.id());
    response.putHeader("Date", date());
    boolean last = why != null && why.endsConnection();
    boolean http1 = request.version() != HttpVersion.HTTP_2;
    if (last && http1) {
      response.putHeader("Connection", "close");
    }
    byte[] octets = reply.body().octets();
    if (reply.status() != 204) {
      response.putHeader("Content-Length", Integer.toString(octets.length));
    }
    boolean bare = head.method().equals("HEAD") || reply.status() == 204;
    (bare ? response.end() : response.end(Buffer.buffer(octets)))
        .onComplete(written -> done(reply, last, http1));
  }

  private void done(Reply reply, boolean last, boolean http1) {
    connections.requestDone(request.connection());
    if (last && http1) {
      request.connection().close();
    } else if (last) {
      request.response().reset();
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    desk.meters().answered(desk.site().label(head.path()), reply.status(), took);
    if (log.isDebugEnabled()) {
      log.debug(
          "request {} {} {} {} {} in {} ms",
          head.id(),
          head.address(),
          shown(head.method()),
          shown(head.path()),
          reply.status(),
          took.toMillis());
    }
  }

  private String date() {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(
        desk.clock().instant().atOffset(ZoneOffset.UTC));
  }

  /// Strangers choose what stands in a path; the query may hold more than they should tell and is
  /// never shown.
  private static String shown(String text) {
    String plain = text.replaceAll("[^!-~]", "?");
    return plain.length() <= SHOWN ? plain : plain.substring(0, SHOWN) + "…";
  }
}
