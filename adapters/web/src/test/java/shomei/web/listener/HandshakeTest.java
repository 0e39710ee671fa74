package shomei.web.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import shomei.web.TestTls;
import shomei.web.http.Request;
import shomei.web.http.Response;

/// Handshakes with the listener for login servers that stop, trickle or lie.
@Tag("slow")
@Timeout(60)
final class HandshakeTest {
  @TempDir Path folder;
  private final TestTls client = new TestTls();
  private final AtomicInteger asked = new AtomicInteger();

  @ParameterizedTest
  @EnumSource(ListenerSettings.Engine.class)
  void clientsThatStopAfterTheirHelloHoldTheirPlacesForAWhileOnly(ListenerSettings.Engine engine)
      throws Exception {
    try (ServedSite served = new ServedSite(folder, engine, true, Wire.TIGHT, this::site)) {
      List<Socket> stopped = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Socket socket = connect(served);
        stopped.add(socket);
        socket.getOutputStream().write(hello(served));
        assertThat(socket.getInputStream().read()).as("the server's hello").isEqualTo(22);
      }
      for (Socket socket : stopped) {
        assertThat(endsAfterItsFlight(socket)).isTrue();
      }
      assertThat(get(served, served.tls.trusting(client.identity()), "TLSv1.3")).isTrue();
    }
  }

  /// Each octet would begin the time anew, were it counted from the last.
  @ParameterizedTest
  @EnumSource(ListenerSettings.Engine.class)
  void aHelloThatTricklesIsCutOff(ListenerSettings.Engine engine) throws Exception {
    try (ServedSite served = new ServedSite(folder, engine, true, Wire.TIGHT, this::site);
        Socket socket = connect(served)) {
      CountDownLatch closed = new CountDownLatch(1);
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  boolean _ = endsAfterItsFlight(socket);
                } catch (IOException timeout) {
                  return;
                }
                closed.countDown();
              });
      byte[] hello = hello(served);
      int sent = 0;
      while (!closed.await(100, TimeUnit.MILLISECONDS) && sent < hello.length) {
        try {
          socket.getOutputStream().write(hello, sent++, 1);
        } catch (SocketException gone) {
          break;
        }
      }
      assertThat(sent).isBetween(10, 80);
    }
  }

  @ParameterizedTest
  @EnumSource(ListenerSettings.Engine.class)
  void certificatesOfKeysThatTheCallersDoNotHaveAreNotHeardAndKeepNobodyOut(
      ListenerSettings.Engine engine) throws Exception {
    try (ServedSite served = new ServedSite(folder, engine, true, Wire.TIGHT, this::site)) {
      SSLContext stolen =
          served.tls.trusting(new Stolen(client.identity(), new TestTls().identity()));
      for (String protocol : new String[] {"TLSv1.3", "TLSv1.2"}) {
        for (int i = 0; i < 25; i++) {
          assertThat(get(served, stolen, protocol)).isFalse();
        }
        assertThat(asked).hasValue(0);
        assertThat(get(served, served.tls.trusting(client.identity()), protocol)).isTrue();
        asked.set(0);
      }
    }
  }

  private Response site(Request request) {
    asked.incrementAndGet();
    return Response.empty(200);
  }

  /// The first flight of a client.
  private static byte[] hello(ServedSite served) throws IOException {
    SSLEngine engine = served.tls.trusting().createSSLEngine("localhost", served.port());
    engine.setUseClientMode(true);
    ByteBuffer flight = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.allocate(0), flight);
    return Arrays.copyOf(flight.array(), flight.position());
  }

  private static Socket connect(ServedSite served) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), served.port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  /// Whether the server closes the connection after what it said.
  private static boolean endsAfterItsFlight(Socket socket) throws IOException {
    try {
      byte[] buffer = new byte[4096];
      for (int all = 0; all < 100_000; ) {
        int read = socket.getInputStream().read(buffer);
        if (read < 0) {
          return true;
        }
        all += read;
      }
      return false;
    } catch (SocketException reset) {
      return true;
    }
  }

  private static boolean get(ServedSite served, SSLContext context, String protocol) {
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", served.port())) {
      socket.setSoTimeout(20_000);
      socket.setEnabledProtocols(new String[] {protocol});
      Wire.say(socket, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      return socket.getInputStream().readNBytes(12).length == 12;
    } catch (IOException refused) {
      return false;
    }
  }

  /// Shows one's certificate and signs with another's key.
  private static final class Stolen extends CountingIdentity {
    private final X509ExtendedKeyManager thief;

    Stolen(X509ExtendedKeyManager holder, X509ExtendedKeyManager thief) {
      super(holder);
      this.thief = thief;
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return thief.getPrivateKey(alias);
    }
  }
}
