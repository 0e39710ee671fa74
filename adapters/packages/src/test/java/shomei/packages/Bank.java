package shomei.packages;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import shomei.demo.WebIdentity;
import shomei.embedded.EmbeddedDatabase;
import shomei.embedded.FreePorts;

/// What a server needs around it: a database, and a folder with its configuration, the web server's
/// identity and passwords. The keys are in a file.
///
/// @param folder where the configuration is
/// @param acme the port of the protocol
/// @param management the port of `/readyz`
/// @param status the port of CRLs and OCSP
record Bank(Path folder, int acme, int management, int status) {
  /// @param state where the server keeps journal and keys, as it sees it
  static Bank in(Path folder, Path state, EmbeddedDatabase database) throws IOException {
    Files.createDirectories(folder);
    Bank bank = new Bank(folder, FreePorts.next(), FreePorts.next(), FreePorts.next());
    WebIdentity.in(folder, InstantSource.system().instant());
    Files.writeString(folder.resolve("token.password"), "token-password");
    Files.writeString(
        bank.configuration(),
        """
        publicUrl: https://localhost:%d
        https: {address: 127.0.0.1, port: %d, certificateFile: web.pem, keyFile: web.key}
        management: {port: %d}
        status: {address: 127.0.0.1, port: %d, publicUrl: "http://localhost:8080"}
        database: {url: "%s", user: %s}
        journal: {folder: %s}
        token: {file: %s, passwordFile: token.password}
        """
            .formatted(
                bank.acme,
                bank.acme,
                bank.management,
                bank.status,
                database.url(),
                database.user(),
                state.resolve("journal"),
                state.resolve("token.p12")));
    return bank;
  }

  Path configuration() {
    return folder.resolve("shomei.yaml");
  }

  String directory() {
    return "https://localhost:%d/acme/kita/directory".formatted(acme);
  }

  boolean isReady() {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI ready = URI.create("http://127.0.0.1:%d/readyz".formatted(management));
      return client
              .send(HttpRequest.newBuilder(ready).build(), BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Waits until it is so, a minute at most.
  static void await(String what, BooleanSupplier holds) throws InterruptedException {
    for (int look = 0; !holds.getAsBoolean(); look++) {
      if (look == 600) {
        throw new IllegalStateException("within a minute it was not so: " + what);
      }
      boolean _ = new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
    }
  }
}
