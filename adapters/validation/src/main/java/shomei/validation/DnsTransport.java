package shomei.validation;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;
import org.xbill.DNS.io.IoClientFactory;
import org.xbill.DNS.io.TcpIoClient;
import org.xbill.DNS.io.UdpIoClient;

/// Carries questions to a DNS server, each over a socket and on a thread of its own. dnsjava's own
/// transport has one thread for all, and an error on it would end every question until the server
/// is started anew.
///
/// Threat: answers that are made up. The socket's port is the system's random choice, the socket
/// hears its server alone, and datagrams with another question's id are passed over.
final class DnsTransport implements IoClientFactory, UdpIoClient, TcpIoClient {
  private static final int MOST_STRAYS = 32;

  private final Executor threads;

  DnsTransport(Executor threads) {
    this.threads = threads;
  }

  @Override
  public CompletableFuture<byte[]> sendAndReceiveUdp(
      @Nullable InetSocketAddress local,
      InetSocketAddress server,
      Message query,
      byte[] question,
      int most,
      Duration timeout) {
    return later(() -> overUdp(server, question, most, millis(timeout)));
  }

  @Override
  public CompletableFuture<byte[]> sendAndReceiveTcp(
      @Nullable InetSocketAddress local,
      InetSocketAddress server,
      Message query,
      byte[] question,
      Duration timeout) {
    return later(() -> overTcp(server, question, millis(timeout)));
  }

  @Override
  public UdpIoClient createOrGetUdpClient() {
    return this;
  }

  @Override
  public TcpIoClient createOrGetTcpClient() {
    return this;
  }

  private static byte[] overUdp(InetSocketAddress server, byte[] question, int most, int timeout)
      throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(server);
      socket.setSoTimeout(timeout);
      socket.send(new DatagramPacket(question, question.length));
      DatagramPacket packet = new DatagramPacket(new byte[most], most);
      for (int stray = 0; stray < MOST_STRAYS; stray++) {
        socket.receive(packet);
        byte[] answer = Arrays.copyOf(packet.getData(), packet.getLength());
        if (answer.length > 2 && answer[0] == question[0] && answer[1] == question[1]) {
          return answer;
        }
        packet.setLength(most);
      }
      throw new IOException("none of the datagrams answers the question");
    }
  }

  /// RFC 1035 §4.2.2: two octets of length before each message, so no more than 64 KiB come.
  private static byte[] overTcp(InetSocketAddress server, byte[] question, int timeout)
      throws IOException {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(timeout);
      socket.connect(server, timeout);
      // in one write: some servers take two for a broken question (RFC 7766 §8)
      var message = ByteBuffer.allocate(2 + question.length);
      message.putShort((short) question.length).put(question);
      socket.getOutputStream().write(message.array());
      var in = new DataInputStream(socket.getInputStream());
      int length = in.readUnsignedShort();
      byte[] answer = in.readNBytes(length);
      if (answer.length < length) {
        throw new EOFException("the DNS server hung up");
      }
      return answer;
    }
  }

  private interface Asking {
    byte[] ask() throws IOException;
  }

  private CompletableFuture<byte[]> later(Asking asking) {
    CompletableFuture<byte[]> answer = new CompletableFuture<>();
    threads.execute(
        () -> {
          try {
            answer.complete(asking.ask());
          } catch (Throwable fault) {
            answer.completeExceptionally(fault);
          }
        });
    return answer;
  }

  private static int millis(Duration timeout) {
    return Math.toIntExact(Math.max(1, timeout.toMillis()));
  }
}
