package shomei.web.status;

import shomei.domain.kernel.IssuerId;
import shomei.domain.status.Authorities;
import shomei.web.http.HttpError;
import shomei.web.http.Mountable;
import shomei.web.http.Request;
import shomei.web.http.Response;
import shomei.web.http.Routes;

/// The issuing CAs' certificates, where the Authority Information Access of what they issued points
/// (RFC 5280 §4.2.2.1): `/ca/{ca}.cer`.
public final class CaCertificates implements Mountable {
  private final Authorities authorities;

  public CaCertificates(Authorities authorities) {
    this.authorities = authorities;
  }

  @Override
  public void mount(Routes routes) {
    routes.get("ca-certificate", "/ca/" + StatusSite.CA + "\\.cer", this::certificate);
  }

  private Response certificate(Request request) {
    return authorities
        .certificate(new IssuerId(request.parameter("ca")))
        .map(der -> Response.of(200, "application/pkix-cert", der))
        .orElseThrow(HttpError::notFound)
        .with("Cache-Control", "public, max-age=3600");
  }
}
