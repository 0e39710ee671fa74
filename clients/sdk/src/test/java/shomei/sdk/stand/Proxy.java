package shomei.sdk.stand;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// An HTTP proxy on 127.0.0.1 that tunnels (CONNECT) for whoever logs in by Basic.
public final class Proxy implements AutoCloseable {
  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> tunnels = new CopyOnWriteArrayList<>();
  private final List<String> refused = new CopyOnWriteArrayList<>();
  private final String expected;
  private volatile boolean deniesBy401;

  public Proxy(String user, String password) throws IOException {
    String login = user + ":" + password;
    expected =
        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    threads.execute(this::listen);
  }

  public int port() {
    return socket.getLocalPort();
  }

  /// A wrong login is answered 401, as tinyproxy does; where there is none, still 407.
  public void denyBy401() {
    deniesBy401 = true;
  }

  /// Where connections were made to.
  public List<String> tunnels() {
    return List.copyOf(tunnels);
  }

  /// Requests that were refused, with the login that they brought.
  public List<String> refused() {
    return List.copyOf(refused);
  }

  private void listen() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        threads.execute(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      InputStream in = new BufferedInputStream(client.getInputStream());
      OutputStream out = client.getOutputStream();
      while (true) {
        List<String> head = head(in);
        if (head.isEmpty()) {
          return;
        }
        if (head.stream().noneMatch(line -> line.equals("Proxy-Authorization: " + expected))) {
          String request = String.join("\n", head);
          refused.add(request);
          if (deniesBy401 && request.contains("Proxy-Authorization")) {
            say(out, "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");
            return;
          }
          say(
              out,
              "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"office\"\r\nContent-Length: 0\r\n\r\n");
          continue;
        }
        String target = head.getFirst().split(" ")[1];
        tunnels.add(target);
        int colon = target.lastIndexOf(':');
        try (Socket server =
            new Socket(
                InetAddress.getLoopbackAddress(), Integer.parseInt(target.substring(colon + 1)))) {
          say(out, "HTTP/1.1 200 Connection established\r\n\r\n");
          threads.execute(() -> copy(in, server));
          server.getInputStream().transferTo(out);
        } catch (ConnectException nobody) {
          say(out, "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");
        }
        return;
      }
    } catch (IOException gone) {
      // either side ended the connection
    }
  }

  private static void copy(InputStream in, Socket server) {
    try {
      in.transferTo(server.getOutputStream());
      server.shutdownOutput();
    } catch (IOException gone) {
      // either side ended the connection
    }
  }

  private static void say(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static List<String> head(InputStream in) throws IOException {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c == '\n') {
        if (line.isEmpty()) {
          return lines;
        }
        lines.add(line.toString());
        line.setLength(0);
      } else if (c != '\r') {
        line.append((char) c);
      }
    }
    return List.of();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    threads.shutdownNow();
  }
}
