package shomei.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/// A DNS server for which every name is this machine: it answers any question for an IPv4 address
/// with 127.0.0.1, and any other with nothing (RFC 1035 §4.1). So an ACME client beside the demo
/// proves any name by http-01 without a setting of the machine.
public final class Names implements AutoCloseable {
  private static final int HEADER = 12;
  private static final int LARGEST = 512;
  private static final int ADDRESS = 1;
  private static final int RESPONSE = 0x8000;
  private static final int KEPT_FLAGS = 0x7900;

  /// A pointer to the name in the question, type A, class IN, a TTL of 0, four octets.
  private static final byte[] HERE = {
    (byte) 0xc0, HEADER, 0, ADDRESS, 0, 1, 0, 0, 0, 0, 0, 4, 127, 0, 0, 1
  };

  private final DatagramSocket socket;

  public Names(InetSocketAddress address) throws IOException {
    this.socket = new DatagramSocket(address);
    Thread.ofVirtual().start(this::serve);
  }

  public int port() {
    return socket.getLocalPort();
  }

  @Override
  public void close() {
    socket.close();
  }

  private void serve() {
    DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
    while (!socket.isClosed()) {
      try {
        packet.setLength(LARGEST);
        socket.receive(packet);
        Optional<byte[]> answer = answer(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()));
        if (answer.isPresent()) {
          socket.send(
              new DatagramPacket(answer.get(), answer.get().length, packet.getSocketAddress()));
        }
      } catch (IOException e) {
        if (!socket.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  /// The answer to a question, or none to what is no single question.
  static Optional<byte[]> answer(ByteBuffer query) {
    int size = query.limit();
    if (size < HEADER || query.getShort(2) < 0 || query.getShort(4) != 1) {
      return Optional.empty();
    }
    int end = HEADER;
    while (end < size && query.get(end) > 0) {
      end += query.get(end) + 1;
    }
    end += 1 + 4;
    if (end > size) {
      return Optional.empty();
    }
    boolean known = query.getShort(end - 4) == ADDRESS;
    ByteBuffer answer = ByteBuffer.allocate(end + (known ? HERE.length : 0));
    answer.putShort(query.getShort(0));
    answer.putShort((short) (RESPONSE | query.getShort(2) & KEPT_FLAGS | 0x0400));
    answer.putShort((short) 1).putShort((short) (known ? 1 : 0)).putInt(0);
    answer.put(query.slice(HEADER, end - HEADER));
    return Optional.of((known ? answer.put(HERE) : answer).array());
  }
}
