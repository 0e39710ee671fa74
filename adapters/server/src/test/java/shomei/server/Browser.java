package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// As much of a browser as the pages' tests need, over real TLS: a client certificate, cookies by
/// host, and every header theirs to choose. All its connections share one memory of TLS sessions.
final class Browser {
  private static final Pattern FORM = Pattern.compile("name=\"form\" value=\"([0-9a-f]+)\"");

  final Map<String, Map<String, String>> cookies = new HashMap<>();

  /// Where it is, with its port.
  String at = "";

  private final SSLContext context;
  private final Shown shown;

  /// @param held what the browser shows where it is asked
  Browser(Optional<Pc.Held> held) throws Exception {
    this.shown = new Shown(held);
    this.context = SSLContext.getInstance("TLS");
    this.context.init(
        new KeyManager[] {shown}, new TrustManager[] {new Trusting()}, new SecureRandom());
  }

  /// An answer as it came.
  record Answer(int status, Map<String, List<String>> headers, String body) {
    Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT))).map(List::getFirst);
    }

    /// Where it sends the browser (303).
    String leads() {
      assertThat(status).as(body).isEqualTo(303);
      return header("location").orElseThrow();
    }

    /// The form of C1, filled in by a user.
    Map<String, String> filled(String pin) {
      return Map.of("form", form(), "door", "user", "pin", pin);
    }

    /// What the page has drawn for its form.
    String form() {
      Matcher form = FORM.matcher(body);
      if (!form.find()) {
        throw new AssertionError("no form in " + body);
      }
      return form.group(1);
    }
  }

  /// As a user of the bank kita.
  Answer logIn(String host, String pin) throws IOException {
    return logIn(host, "user", pin);
  }

  Answer logIn(String host, String door, String pin) throws IOException {
    PageForm form =
        PageForm.of(get(host, "/kita/login?door=" + door), "/kita/login").with("pin", pin);
    Answer answer = post(host, "/kita/login", form);
    if (answer.status() != 303) {
      throw new AssertionError(answer);
    }
    return answer;
  }

  /// Three times at once.
  static List<Answer> together(Callable<Answer> act) throws InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return threads.invokeAll(List.of(act, act, act)).stream().map(Future::resultNow).toList();
    }
  }

  /// @param host with its port
  Answer get(String host, String path, String... headers) throws IOException {
    return send("GET", host, path, "", headers);
  }

  /// From a page of that very host.
  Answer post(String host, String path, Map<String, String> form) throws IOException {
    return post(host, path, form, "Origin: https://" + host, "Sec-Fetch-Site: same-origin");
  }

  Answer post(String host, String path, Map<String, String> form, String... headers)
      throws IOException {
    return post(host, path, new PageForm(List.copyOf(form.entrySet())), headers);
  }

  /// A form of a page of that very host.
  Answer post(String host, String path, PageForm form) throws IOException {
    return post(host, path, form, "Origin: https://" + host, "Sec-Fetch-Site: same-origin");
  }

  Answer post(String host, String path, PageForm form, String... headers) throws IOException {
    String body = form.encoded();
    String[] all = Arrays.copyOf(headers, headers.length + 1);
    all[headers.length] = "Content-Type: application/x-www-form-urlencoded";
    return send("POST", host, path, body, all);
  }

  private Answer send(String method, String host, String path, String body, String... headers)
      throws IOException {
    StringBuilder head = new StringBuilder(head(method, host, path, "close"));
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    byte[] octets = body.getBytes(StandardCharsets.UTF_8);
    head.append("Content-Length: ").append(octets.length).append("\r\n\r\n");
    try (SSLSocket socket = connect(host)) {
      socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(octets);
      socket.getOutputStream().flush();
      return read(host, new BufferedInputStream(socket.getInputStream()));
    }
  }

  private String head(String method, String host, String path, String connection) {
    String cookies =
        this.cookies.getOrDefault(host, Map.of()).entrySet().stream()
            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
            .collect(Collectors.joining("; "));
    return "%s %s HTTP/1.1\r\nHost: %s\r\nConnection: %s\r\n%s"
        .formatted(
            method, path, host, connection, cookies.isEmpty() ? "" : "Cookie: " + cookies + "\r\n");
  }

  private SSLSocket connect(String host) throws IOException {
    int colon = host.lastIndexOf(':');
    int port = Integer.parseInt(host.substring(colon + 1));
    SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
    socket.setSoTimeout(30_000);
    SSLParameters named = socket.getSSLParameters();
    named.setServerNames(List.of(new SNIHostName(host.substring(0, colon))));
    socket.setSSLParameters(named);
    return socket;
  }

  /// Looks at a page again and again over one connection, until a time of [System#nanoTime].
  ///
  /// @return how often
  long views(String host, String path, long end) throws IOException {
    byte[] question =
        (head("GET", host, path, "keep-alive") + "\r\n").getBytes(StandardCharsets.US_ASCII);
    long views = 0;
    try (SSLSocket socket = connect(host)) {
      InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
      while (System.nanoTime() < end) {
        socket.getOutputStream().write(question);
        if (!line(in).contains(" 200 ")) {
          throw new IOException("no such page: " + path);
        }
        long length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
          if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
            length = Long.parseLong(header.substring(15).strip());
          }
        }
        in.skipNBytes(length);
        views++;
      }
    }
    return views;
  }

  private Answer read(String host, InputStream in) throws IOException {
    String status = line(in);
    Map<String, List<String>> headers = new HashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      String[] parts = line.split(": ", 2);
      headers
          .computeIfAbsent(parts[0].toLowerCase(Locale.ROOT), n -> new ArrayList<>())
          .add(parts[1]);
    }
    for (String cookie : headers.getOrDefault("set-cookie", List.of())) {
      String[] pair = cookie.split(";", 2)[0].split("=", 2);
      cookies.computeIfAbsent(host, h -> new HashMap<>()).put(pair[0], pair[1]);
    }
    String body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    return new Answer(Integer.parseInt(status.split(" ")[1]), headers, body);
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int octet; (octet = in.read()) >= 0 && octet != '\n'; ) {
      if (octet != '\r') {
        line.write(octet);
      }
    }
    return line.toString(StandardCharsets.US_ASCII);
  }

  /// How often it proved that it has the key.
  int proofs() {
    synchronized (shown) {
      return shown.proofs;
    }
  }

  /// The CAs that the server names to a browser that comes with this request.
  static List<String> named(String host, String path) throws Exception {
    Browser browser = new Browser(Optional.empty());
    browser.get(host, path);
    return browser.shown.named;
  }

  private static final class Shown extends X509ExtendedKeyManager {
    private final Optional<Pc.Held> own;
    private volatile List<String> named = List.of();
    private int proofs;

    private Shown(Optional<Pc.Held> own) {
      this.own = own;
    }

    @Override
    public @Nullable String chooseClientAlias(
        String[] types, Principal @Nullable [] issuers, Socket socket) {
      named = issuers == null ? List.of() : Arrays.stream(issuers).map(Principal::getName).toList();
      return own.isPresent() ? "own" : null;
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
      synchronized (this) {
        proofs++;
      }
      return own.map(held -> held.key().getPrivate()).orElse(null);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
      return own.map(held -> new X509Certificate[] {held.certificate()}).orElse(null);
    }

    @Override
    public String[] getClientAliases(String type, Principal[] issuers) {
      return new String[] {"own"};
    }

    @Override
    public String @Nullable [] getServerAliases(String type, Principal[] issuers) {
      return null;
    }

    @Override
    public @Nullable String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
      return null;
    }
  }

  /// Whom it speaks to is not what is tested here.
  private static final class Trusting implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
