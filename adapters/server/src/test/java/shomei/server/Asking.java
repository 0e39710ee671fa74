package shomei.server;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/// Asks an OCSP responder by POST, as fast as it answers, over bare sockets: the client costs
/// little beside the responder.
record Asking(int port, String path, boolean keepsConnection) {
  /// @param perSecond answers
  /// @param p99 in milliseconds
  /// @param cpu of everything in this process but the clients, in microseconds an answer
  record Answered(double perSecond, double p99, double cpu) {}

  /// @param clients at once, each waiting for its answer
  Answered all(int clients, int questions, Supplier<byte[]> question) throws Exception {
    int each = questions / clients;
    long begun = System.nanoTime();
    long used = processTime();
    long ofClients = 0;
    List<long[]> took = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(clients)) {
      List<Future<Long>> all = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        long[] times = new long[each];
        took.add(times);
        all.add(threads.submit(() -> ask(times, question)));
      }
      for (Future<Long> one : all) {
        ofClients += one.get();
      }
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    long server = processTime() - used - ofClients;
    long[] sorted = took.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    return new Answered(
        sorted.length / seconds,
        sorted[sorted.length - 1 - sorted.length / 100] / 1e6,
        server / 1e3 / sorted.length);
  }

  private static long processTime() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /// @param took filled with nanoseconds
  /// @return what the client itself used of the processor
  private long ask(long[] took, Supplier<byte[]> question) {
    try {
      int left = took.length;
      while (left > 0) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
          socket.setTcpNoDelay(true);
          InputStream in = new BufferedInputStream(socket.getInputStream());
          do {
            long begun = System.nanoTime();
            send(socket.getOutputStream(), question.get());
            receive(in);
            left--;
            took[left] = System.nanoTime() - begun;
          } while (keepsConnection && left > 0);
        }
      }
      return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void send(OutputStream out, byte[] body) throws IOException {
    String head =
        "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/ocsp-request\r\n%sContent-Length: %d\r\n\r\n"
            .formatted(path, keepsConnection ? "" : "Connection: close\r\n", body.length);
    byte[] first = head.getBytes(StandardCharsets.US_ASCII);
    byte[] all = new byte[first.length + body.length];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(body, 0, all, first.length, body.length);
    out.write(all);
    out.flush();
  }

  /// A good answer is a signed one.
  private static void receive(InputStream in) throws IOException {
    int length = 0;
    String status = line(in);
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      String[] parts = header.split(":", 2);
      if (parts[0].toLowerCase(Locale.ROOT).equals("content-length")) {
        length = Integer.parseInt(parts[1].strip());
      }
    }
    byte[] body = in.readNBytes(length);
    if (!status.contains(" 200 ") || body.length < 100) {
      throw new IOException("no signed answer: " + status);
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new IOException("the responder hung up");
      }
      if (octet != '\r') {
        line.append((char) octet);
      }
    }
    return line.toString();
  }
}
