package shomei.server;

import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/// Both ends of a TLS connection, without the network between them.
final class Records {
  private static final int REQUEST = 900;
  private static final int ANSWER = 900;

  /// More than the handshake takes, session tickets included.
  private static final int MANY_TURNS = 20;

  private final SSLEngine client;
  private final SSLEngine server;
  private final ByteBuffer request = ByteBuffer.allocate(REQUEST);
  private final ByteBuffer answer = ByteBuffer.allocate(ANSWER);
  private final ByteBuffer up = ByteBuffer.allocate(64 * 1024);
  private final ByteBuffer down = ByteBuffer.allocate(64 * 1024);
  private final ByteBuffer read = ByteBuffer.allocate(64 * 1024);

  private Records(SSLEngine client, SSLEngine server) {
    this.client = client;
    this.server = server;
  }

  static Records open(Path certificate, Path key) throws IOException, GeneralSecurityException {
    var shown =
        SslContextBuilder.forServer(certificate.toFile(), key.toFile())
            .sslProvider(SslProvider.JDK)
            .build();
    var trusting =
        SslContextBuilder.forClient()
            .sslProvider(SslProvider.JDK)
            .trustManager(InsecureTrustManagerFactory.INSTANCE)
            .build();
    SSLEngine server = engine(((JdkSslContext) shown).context(), false);
    SSLEngine client = engine(((JdkSslContext) trusting).context(), true);
    var records = new Records(client, server);
    client.beginHandshake();
    server.beginHandshake();
    for (int turn = 0; turn < MANY_TURNS; turn++) {
      records.pass(client, server, records.up, ByteBuffer.allocate(0));
      records.pass(server, client, records.down, ByteBuffer.allocate(0));
    }
    return records;
  }

  private static SSLEngine engine(SSLContext context, boolean client) {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(client);
    engine.setEnabledProtocols(new String[] {"TLSv1.3"});
    return engine;
  }

  /// A request and its answer.
  ///
  /// @return the octets that came to the client
  int exchange() throws IOException {
    int arrived = pass(client, server, up, request.rewind());
    if (arrived != REQUEST) {
      throw new IOException("%d octets of the request arrived".formatted(arrived));
    }
    return pass(server, client, down, answer.rewind());
  }

  /// Writes what there is to write, and reads what the other end is ready to read.
  private int pass(SSLEngine from, SSLEngine to, ByteBuffer wire, ByteBuffer octets)
      throws IOException {
    run(from);
    from.wrap(octets, wire);
    wire.flip();
    int arrived = 0;
    int consumed;
    do {
      run(to);
      consumed = to.unwrap(wire, read.clear()).bytesConsumed();
      arrived += read.position();
    } while (consumed > 0 && wire.hasRemaining());
    wire.compact();
    return arrived;
  }

  private static void run(SSLEngine engine) {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
  }
}
