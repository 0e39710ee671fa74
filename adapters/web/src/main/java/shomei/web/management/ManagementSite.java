package shomei.web.management;

import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import shomei.web.http.HttpError;
import shomei.web.http.Request;
import shomei.web.http.Response;
import shomei.web.http.Routes;
import shomei.web.http.Site;

/// `/healthz`: the process lives. `/readyz`: every listener serves and every part that it needs is
/// usable, else 503 naming which are not; alarms are named and change nothing. `/metrics`: what it
/// counts, in Prometheus' text.
public final class ManagementSite implements Site {
  private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

  private final Operations operations;
  private final Readiness readiness;
  private final BooleanSupplier serving;

  /// @param serving whether all listeners take connections
  public ManagementSite(Operations operations, BooleanSupplier serving) {
    this.operations = operations;
    this.readiness = new Readiness(operations.probes(), operations.alarms());
    this.serving = serving;
  }

  @Override
  public void mount(Routes routes) {
    routes.get("healthz", "/healthz", request -> fresh(Response.text(200, "alive\n")));
    routes.get("readyz", "/readyz", request -> fresh(ready()));
    routes.get("metrics", "/metrics", request -> fresh(metrics()));
  }

  @Override
  public Response error(Request request, HttpError error) {
    return fresh(Response.text(error));
  }

  private Response metrics() {
    byte[] text = operations.registry().scrape().getBytes(StandardCharsets.UTF_8);
    return Response.of(200, METRICS, text);
  }

  private Response ready() {
    if (!serving.getAsBoolean()) {
      return Response.text(503, "listeners NOT SERVING\n");
    }
    Readiness.Look look = readiness.look();
    StringBuilder text = new StringBuilder();
    look.parts()
        .forEach(
            (name, usable) -> text.append(name).append(usable ? " usable\n" : " NOT USABLE\n"));
    look.alarms().forEach((name, well) -> text.append(name).append(well ? " well\n" : " ALARM\n"));
    return Response.text(look.ready() ? 200 : 503, text.isEmpty() ? "ready\n" : text.toString());
  }

  private static Response fresh(Response response) {
    return response.with("Cache-Control", "no-store");
  }
}
