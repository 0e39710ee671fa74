package shomei.web.listener;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import shomei.domain.kernel.Octets;

/// Sends a body in pieces, as fast as the client takes them, so that a slow reader of a large CRL
/// holds a piece of memory and not all of it.
final class BodyWriter {
  private static final int PIECE = 64 * 1024;

  private final HttpServerResponse response;
  private final Source source;
  private final Promise<Void> sent = Promise.promise();
  private long at;
  private final long end;

  private BodyWriter(HttpServerResponse response, Source source, long from, long length) {
    this.response = response;
    this.source = source;
    this.at = from;
    this.end = from + length;
  }

  /// What a body is taken from.
  @FunctionalInterface
  private interface Source {
    Buffer piece(long from, int length) throws IOException;
  }

  static Future<Void> send(HttpServerResponse response, Octets body) {
    return send(
        response,
        (from, length) -> Buffer.buffer(body.range((int) from, (int) from + length)),
        0,
        body.length());
  }

  /// A part of a file. It is read on the event loop, a piece at a time: what is handed out again
  /// and again is in the system's memory.
  static Future<Void> send(HttpServerResponse response, FileChannel file, long from, long length) {
    return send(response, (at, piece) -> read(file, at, piece), from, length);
  }

  private static Future<Void> send(
      HttpServerResponse response, Source source, long from, long length) {
    BodyWriter writer = new BodyWriter(response, source, from, length);
    writer.go();
    return writer.sent.future();
  }

  private static Buffer read(FileChannel file, long from, int length) throws IOException {
    ByteBuffer piece = ByteBuffer.allocate(length);
    while (piece.hasRemaining()) {
      if (file.read(piece, from + piece.position()) < 0) {
        throw new EOFException("the file became shorter");
      }
    }
    return Buffer.buffer(piece.array());
  }

  /// Goes on where a piece is on the line. It does not ask whether the queue is full: over TLS that
  /// is known only once much more was queued.
  private void go() {
    try {
      while (at + PIECE < end) {
        Future<Void> piece = response.write(source.piece(at, PIECE));
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
      response.end(source.piece(at, (int) (end - at))).onComplete(sent);
    } catch (IOException e) {
      sent.tryFail(e);
    }
  }
}
