package shomei.web.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A listener's router, and how an [Endpoint] is routed to. Patterns are compared with the path as
/// it stands in the request: each resource has one spelling.
public final class Routes {
  private final Router router;
  private final Function<Endpoint, Handler<RoutingContext>> dispatcher;
  private final List<Named> named = new ArrayList<>();

  /// @param label what the paths of a pattern are called in metrics: out of a small fixed set
  private record Named(Pattern pattern, List<HttpMethod> methods, UnaryOperator<String> label) {}

  /// @param dispatcher admits requests and answers them off the event loop
  public Routes(Router router, Function<Endpoint, Handler<RoutingContext>> dispatcher) {
    this.router = router;
    this.dispatcher = dispatcher;
  }

  /// For handlers of the library: sessions, static files, templates. They run on the event loop,
  /// behind the listener's bounds, with the body read.
  public Router router() {
    return router;
  }

  /// Makes an endpoint a handler of the router, for routes with conditions of their own.
  public Handler<RoutingContext> handler(Endpoint endpoint) {
    return dispatcher.apply(endpoint);
  }

  /// Answers GET and HEAD.
  ///
  /// @param pattern a regular expression over the whole path; its named groups become the request's
  ///   parameters
  public void get(String label, String pattern, Endpoint endpoint) {
    add(label, pattern, endpoint, List.of(HttpMethod.GET, HttpMethod.HEAD));
  }

  public void post(String label, String pattern, Endpoint endpoint) {
    add(label, pattern, endpoint, List.of(HttpMethod.POST));
  }

  /// Answers every method at every path.
  public void all(UnaryOperator<String> label, Endpoint endpoint) {
    named.add(new Named(Pattern.compile(".*", Pattern.DOTALL), List.of(), label));
    router.route().handler(handler(endpoint));
  }

  private void add(String label, String pattern, Endpoint endpoint, List<HttpMethod> methods) {
    named.add(new Named(Pattern.compile(pattern), methods, path -> label));
    Route route = router.routeWithRegex(pattern).useNormalizedPath(false);
    methods.forEach(route::method);
    route.handler(handler(endpoint));
  }

  /// The methods that a path takes, as `Allow` has them.
  public String allow(String path) {
    return named.stream()
        .filter(route -> route.pattern().matcher(path).matches())
        .flatMap(route -> route.methods().stream())
        .map(HttpMethod::name)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /// What a path is called in metrics.
  public String label(String path) {
    return named.stream()
        .filter(route -> route.pattern().matcher(path).matches())
        .findFirst()
        .map(route -> route.label().apply(path))
        .orElse("unknown");
  }
}
