package shomei.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import shomei.load.wire.OperationFailure;
import shomei.load.wire.Route;
import shomei.load.wire.Target;
import shomei.protocol.json.Base64Url;
import shomei.protocol.jws.MacAlgorithm;
import shomei.sdk.ExternalAccount;
import shomei.sdk.Trust;

/// Which server, and how it is reached.
final class TargetOptions {
  @Option(
      names = "--directory",
      paramLabel = "URL",
      description = "The ACME directory; several are taken in turn by the clients.")
  List<URI> directories = List.of();

  @Option(
      names = "--node",
      paramLabel = "HOST:PORT",
      description =
          "Connect here, whatever host the URLs name; several nodes are taken in turn by the"
              + " clients.")
  List<String> nodes = List.of();

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = "Whom the server's TLS certificate must come from, in PEM.")
  @Nullable Path authorities;

  @Option(
      names = "--eab-kid",
      paramLabel = "KID",
      description = "Name of the key for external account binding.")
  @Nullable String eabKid;

  @Option(
      names = "--eab-key-file",
      paramLabel = "FILE",
      description =
          "That key, in base64url, on the last line of the file; the kid may stand before it.")
  @Nullable Path eabKeyFile;

  /// For the results.
  List<String> names() {
    return Stream.concat(directories.stream().map(URI::toString), nodes.stream()).toList();
  }

  /// Every directory by every node; one that has no directory where none is named.
  List<Target> targets(InstantSource clock)
      throws IOException, GeneralSecurityException, OperationFailure {
    SSLContext tls =
        authorities == null ? SSLContext.getDefault() : Trust.ofCertificates(authorities).context();
    SSLSocketFactory factory = tls.getSocketFactory();
    List<Optional<InetSocketAddress>> ways =
        nodes.isEmpty()
            ? List.of(Optional.empty())
            : nodes.stream().map(TargetOptions::address).map(Optional::of).toList();
    if (directories.isEmpty()) {
      return ways.stream().map(way -> Target.without(new Route(factory, way), clock)).toList();
    }
    List<Target> targets = new ArrayList<>();
    for (URI directory : directories) {
      for (Optional<InetSocketAddress> way : ways) {
        targets.add(Target.ask(new Route(factory, way), directory, clock));
      }
    }
    return targets;
  }

  Optional<ExternalAccount> binding() throws IOException {
    if (eabKeyFile == null) {
      return Optional.empty();
    }
    List<String> lines =
        java.nio.file.Files.readAllLines(eabKeyFile).stream()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .toList();
    String kid = eabKid == null && lines.size() > 1 ? lines.getFirst() : eabKid;
    if (kid == null || lines.isEmpty()) {
      throw new IllegalArgumentException("say --eab-kid beside --eab-key-file");
    }
    return Optional.of(
        new ExternalAccount(kid, MacAlgorithm.HS256, Base64Url.decode(lines.getLast(), "the key")));
  }

  static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("not HOST:PORT: " + text);
    }
    return InetSocketAddress.createUnresolved(
        text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
  }
}
