package shomei.server;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What `/metrics` of a server says, as Prometheus reads it.
record Scrape(String text) {
  static Scrape of(Server server) throws Exception {
    return new Scrape(page(server, "/metrics"));
  }

  /// A page of the management port.
  static String page(Server server, String path) throws Exception {
    URI where = URI.create("http://127.0.0.1:" + server.managementPort() + path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(where).build(), BodyHandlers.ofString()).body();
    }
  }

  /// The names of all series.
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    text.lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(line -> names.add(line.split("[ {]", 2)[0]));
    return names;
  }

  /// The value of the one series that has this name and all these labels.
  double value(String name, String... labels) {
    List<String> found =
        text.lines()
            .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
            .filter(line -> List.of(labels).stream().allMatch(line::contains))
            .toList();
    if (found.size() != 1) {
      throw new AssertionError(
          name + List.of(labels) + " is there " + found.size() + " times:\n" + text);
    }
    return Double.parseDouble(found.getFirst().substring(found.getFirst().lastIndexOf(' ')));
  }
}
