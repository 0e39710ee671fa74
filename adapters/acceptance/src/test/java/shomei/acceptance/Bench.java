package shomei.acceptance;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import shomei.demo.Counter;
import shomei.demo.Names;
import shomei.demo.WebIdentity;
import shomei.embedded.FreePorts;
import shomei.embedded.ScratchDatabase;
import shomei.server.Adapters;
import shomei.server.Server;
import shomei.settings.Config;

/// What the demo serves to authors of ACME clients, without the rest of it: the institution `acme`
/// with its partner, and names that all are this machine.
final class Bench implements AutoCloseable {
  private final Path folder;
  private final int port = FreePorts.next();
  private final int responder = FreePorts.next();
  private final Names names;
  private final Adapters adapters;
  private final Server server;
  private final List<String> key;

  /// @param folder may hold a folder `policies` that takes the place of what ships
  Bench(Path folder) throws Exception {
    this(folder, InstantSource.system());
  }

  /// @param clock of the server
  Bench(Path folder, InstantSource clock) throws Exception {
    this.folder = folder;
    this.names = new Names(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    ScratchDatabase database = ScratchDatabase.create();
    WebIdentity.in(folder, InstantSource.system().instant());
    Files.writeString(folder.resolve("token.password"), "bench-password");
    Files.writeString(
        folder.resolve("shomei.yaml"),
        """
        publicUrl: https://localhost:%d
        https: {address: 127.0.0.1, port: %d, certificateFile: web.pem, keyFile: web.key}
        management: {port: 0}
        status: {address: 127.0.0.1, port: 0, publicUrl: "http://localhost:8080"}
        database: {url: "%s", user: %s}
        journal: {folder: journal}
        token: {file: token.p12, passwordFile: token.password}
        validation:
          resolver: 127.0.0.1:%d
          http01Port: %d
          allow: [127.0.0.0/8]
          tries: 2
          pause: 500ms
        acme: {rateLimits: false}
        %s
        """
            .formatted(
                port,
                port,
                database.url(),
                database.user(),
                names.port(),
                responder,
                Files.isDirectory(folder.resolve("policies")) ? "policies: policies" : ""));
    this.adapters =
        Adapters.open(Config.read(folder.resolve("shomei.yaml")), clock, new SecureRandom());
    this.key = new Counter(adapters, line -> {}).openTestBench(folder.resolve("eab.txt"));
    this.server = Server.start(adapters);
  }

  String directory() {
    return "https://localhost:%d/acme/acme/directory".formatted(port);
  }

  Path folder() {
    return folder;
  }

  Adapters adapters() {
    return adapters;
  }

  int statusPort() {
    return server.statusPort();
  }

  Path webAuthority() {
    return folder.resolve("web-ca.pem");
  }

  /// Where http-01 asks.
  int responder() {
    return responder;
  }

  String kid() {
    return key.getFirst();
  }

  String hmac() {
    return key.getLast();
  }

  @Override
  public void close() {
    server.close();
    adapters.close();
    names.close();
  }
}
