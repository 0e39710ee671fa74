package shomei.pages.visit;

import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import shomei.domain.institution.Institution;
import shomei.pages.tenant.InstitutionCache;
import shomei.pages.tenant.Tenant;
import shomei.web.http.Request;

/// Finds whom a request visits.
///
/// @param tenants by the host and by what stands before the page's own path
public record Visitors(
    BiFunction<String, String, Optional<Tenant>> tenants, InstitutionCache institutions) {

  /// @param path before the page's own: `/kita`, or nothing
  public Optional<Visit> visit(Request request, String path) {
    String host = host(request);
    return tenants
        .apply(host, path)
        .flatMap(
            tenant ->
                institutions
                    .institution(tenant.institution())
                    .map(institution -> visit(request, tenant, institution, host)));
  }

  /// The same for an error, whose request no route may have read.
  public Optional<Visit> visit(Request request) {
    int end = request.path().indexOf('/', 1);
    String first = end < 0 ? "" : request.path().substring(0, end);
    return visit(request, first).or(() -> visit(request, ""));
  }

  private static Visit visit(Request request, Tenant tenant, Institution institution, String host) {
    return new Visit(request, tenant, institution, host, Visit.preferences(request));
  }

  private static String host(Request request) {
    String host = request.header("host").orElse("").toLowerCase(Locale.ROOT);
    int port = host.lastIndexOf(':');
    return port < 0 ? host : host.substring(0, port);
  }
}
