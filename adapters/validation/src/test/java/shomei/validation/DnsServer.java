package shomei.validation;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;

/// A DNS server on a port of loopback with the records that a test gives it.
final class DnsServer implements AutoCloseable {
  private final DatagramSocket socket;
  private final Map<Name, List<Record>> records = new ConcurrentHashMap<>();
  private final AtomicInteger queries = new AtomicInteger();
  private final Set<Integer> dropped = ConcurrentHashMap.newKeySet();
  private volatile boolean silent;

  DnsServer() throws SocketException {
    socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Thread.ofVirtual().start(this::serve);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  void a(String name, String address) throws IOException {
    add(name, new ARecord(name(name), DClass.IN, 60, InetAddress.ofLiteral(address)));
  }

  void txt(String name, String... strings) throws IOException {
    add(name, new TXTRecord(name(name), DClass.IN, 60, List.of(strings)));
  }

  void cname(String name, String target) throws IOException {
    add(name, new CNAMERecord(name(name), DClass.IN, 60, name(target)));
  }

  void aaaa(String name, String address) throws IOException {
    add(name, new AAAARecord(name(name), DClass.IN, 60, InetAddress.ofLiteral(address)));
  }

  void beSilent(boolean now) {
    silent = now;
  }

  /// Questions for records of that type get no answer.
  void drop(int type) {
    dropped.add(type);
  }

  int queries() {
    return queries.get();
  }

  private void add(String name, Record record) throws IOException {
    records.computeIfAbsent(name(name), n -> new ArrayList<>()).add(record);
  }

  private static Name name(String text) throws IOException {
    return Name.fromString(text + ".");
  }

  private void serve() {
    byte[] buffer = new byte[4096];
    while (!socket.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        queries.incrementAndGet();
        Message query = new Message(buffer);
        if (!silent && !dropped.contains(query.getQuestion().getType())) {
          byte[] answer = answer(query).toWire();
          socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        }
      } catch (IOException closed) {
        return;
      }
    }
  }

  private Message answer(Message query) {
    Message answer = new Message(query.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.addRecord(query.getQuestion(), Section.QUESTION);
    Name name = query.getQuestion().getName();
    List<Record> known = records.get(name);
    if (known == null) {
      answer.getHeader().setRcode(Rcode.NXDOMAIN);
      return answer;
    }
    known.stream()
        .filter(
            record ->
                record instanceof CNAMERecord || record.getType() == query.getQuestion().getType())
        .forEach(record -> answer.addRecord(record, Section.ANSWER));
    return answer;
  }

  @Override
  public void close() {
    socket.close();
  }
}
