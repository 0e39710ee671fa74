package shomei.web.listener;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import shomei.domain.kernel.Octets;

/// Sends a body in pieces, as fast as the client takes them, so that a slow reader of a large CRL
/// holds a piece of memory and not all of it.
final class BodyWriter {
  private static final int PIECE = 64 * 1024;

  private final HttpServerResponse response;
  private final Octets body;
  private final Promise<Void> sent = Promise.promise();
  private int at;

  private BodyWriter(HttpServerResponse response, Octets body) {
    this.response = response;
    this.body = body;
  }

  static Future<Void> send(HttpServerResponse response, Octets body) {
    if (body.length() <= PIECE) {
      return response.end(Buffer.buffer(body.octets()));
    }
    BodyWriter writer = new BodyWriter(response, body);
    writer.go();
    return writer.sent.future();
  }

  /// Goes on where a piece is on the line. It does not ask whether the queue is full: over TLS that
  /// is known only once much more was queued.
  private void go() {
    while (at + PIECE < body.length()) {
      Future<Void> piece = response.write(Buffer.buffer(body.range(at, at + PIECE)));
      at += PIECE;
      if (!piece.isComplete()) {
        piece.onSuccess(written -> go()).onFailure(sent::tryFail);
        return;
      }
      if (piece.failed()) {
        sent.tryFail(piece.cause());
        return;
      }
    }
    response.end(Buffer.buffer(body.range(at, body.length()))).onComplete(sent);
  }
}
